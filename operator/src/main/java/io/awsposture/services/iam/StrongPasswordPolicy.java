package io.awsposture.services.iam;

import static io.awsposture.api.v1alpha1.Severity.MEDIUM;

import io.avaje.spi.ServiceProvider;
import io.awsposture.control.Control;
import io.awsposture.control.ControlInfo;
import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;
import io.awsposture.plan.Steps;
import java.util.Optional;

/** IAM users' passwords are as strong as the baseline asks (AWS Security Hub, "IAM.7"). */
@ServiceProvider
@ControlInfo(
    id = "IAM.7",
    title = "The password policy for IAM users is strong",
    severity = MEDIUM,
    why = "Without a policy of the account's own, IAM accepts short passwords and used ones again.")
public final class StrongPasswordPolicy extends Control.OfAccount<Optional<PasswordPolicy>> {

  /** For the service loader. */
  public StrongPasswordPolicy() {
    super(IamReadings.PASSWORD_POLICY, IamChanges.UPDATE_PASSWORD_POLICY);
  }

  @Override
  public Judgement judge(Optional<PasswordPolicy> seen, Scene scene) {
    PasswordPolicyChange change = mended(seen, scene);
    return Judgement.passIf(
        seen.equals(Optional.of(change.after())), change.was(), change.after().text());
  }

  @Override
  public Steps fix(Optional<PasswordPolicy> seen, Scene scene) {
    return Steps.of(IamChanges.UPDATE_PASSWORD_POLICY.on(mended(seen, scene)));
  }

  private static PasswordPolicyChange mended(Optional<PasswordPolicy> seen, Scene scene) {
    return new PasswordPolicyChange(
        seen, seen.orElse(PasswordPolicy.NONE).unitedWith(scene.desired().passwordPolicy()));
  }
}
