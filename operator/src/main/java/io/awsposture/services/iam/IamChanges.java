package io.awsposture.services.iam;

import static io.awsposture.api.v1alpha1.Risk.ADDITIVE;
import static io.awsposture.api.v1alpha1.Risk.DISRUPTS;

import io.awsposture.aws.Clients;
import io.awsposture.plan.Grant;
import io.awsposture.plan.Write;
import io.awsposture.plan.WriteDraft;
import java.util.Set;
import java.util.stream.Stream;
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

  private IamChanges() {}

  /**
   * Begins the write that makes the role which an AWS service uses by itself.
   *
   * @param service its principal, for example {@code config.amazonaws.com}
   */
  public static WriteDraft<ServiceLinkedRole> serviceLinkedRole(String service) {
    return Write.<ServiceLinkedRole>of("iam:CreateServiceLinkedRole")
        .narrowed("iam:CreateServiceLinkedRole", (grant, _) -> forServices(grant, service))
        .risk(ADDITIVE)
        .target(ServiceLinkedRole::name)
        .turns(_ -> "no role", role -> "the service-linked role of " + role.service());
  }

  /** Makes it. */
  public static void create(Clients aws, ServiceLinkedRole role) {
    aws.use(IamReadings.IAM)
        .createServiceLinkedRole(request -> request.awsServiceName(role.service()));
  }

  /**
   * Lets AWS make roles for these services and no others (AWS IAM, "Service-linked role
   * permissions").
   */
  public static Grant forServices(Grant grant, String... services) {
    return grant
        .on(
            Stream.of(services)
                .map(service ->
                    "arn:%s:iam::%s:role/aws-service-role/%s/*"
                        .formatted(Grant.PARTITION, Grant.ACCOUNT, service))
                .toArray(String[]::new))
        .where("iam:AWSServiceName", services);
  }

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
