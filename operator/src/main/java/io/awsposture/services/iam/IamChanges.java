package io.awsposture.services.iam;

import static io.awsposture.api.v1alpha1.Risk.ADDITIVE;
import static io.awsposture.api.v1alpha1.Risk.DISRUPTS;

import io.awsposture.aws.Clients;
import io.awsposture.plan.Write;
import java.util.Set;
import software.amazon.awssdk.services.iam.model.UpdateAccountPasswordPolicyRequest;

/** What is changed in AWS IAM. */
public final class IamChanges {

  /** Replaces the account's password policy. Passwords in use stay valid, unless expiry is set. */
  public static final Write<PasswordPolicyChange> UPDATE_PASSWORD_POLICY =
      Write.<PasswordPolicyChange>of("iam:UpdateAccountPasswordPolicy")
          .risk(Set.of(ADDITIVE, DISRUPTS), PasswordPolicyChange::risk)
          .target(_ -> "password policy of the account")
          .turns(PasswordPolicyChange::was, change -> change.after().text())
          .by((aws, change) -> update(aws, change.after()));

  /** Makes the role that an AWS service uses by itself. */
  public static final Write<ServiceLinkedRole> CREATE_SERVICE_LINKED_ROLE =
      Write.<ServiceLinkedRole>of("iam:CreateServiceLinkedRole")
          .risk(ADDITIVE)
          .target(ServiceLinkedRole::name)
          .turns(_ -> "no role", role -> "the service-linked role of " + role.service())
          .by((aws, role) ->
              aws.use(IamReadings.IAM)
                  .createServiceLinkedRole(request -> request.awsServiceName(role.service())));

  private IamChanges() {}

  private static void update(Clients aws, PasswordPolicy policy) {
    UpdateAccountPasswordPolicyRequest.Builder request =
        UpdateAccountPasswordPolicyRequest.builder()
            .minimumPasswordLength(policy.minimumLength())
            .requireUppercaseCharacters(policy.requiresUppercase())
            .requireLowercaseCharacters(policy.requiresLowercase())
            .requireNumbers(policy.requiresNumbers())
            .requireSymbols(policy.requiresSymbols())
            .allowUsersToChangePassword(policy.usersMayChange());
    // AWS takes no 0 for these two: left out, they are off.
    if (policy.reusePrevention() > 0) {
      request.passwordReusePrevention(policy.reusePrevention());
    }
    policy.maxAgeDays().ifPresent(request::maxPasswordAge);
    policy.hardExpiry().ifPresent(request::hardExpiry);
    aws.use(IamReadings.IAM).updateAccountPasswordPolicy(request.build());
  }
}
