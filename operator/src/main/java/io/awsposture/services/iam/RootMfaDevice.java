package io.awsposture.services.iam;

import static io.awsposture.api.v1alpha1.Severity.CRITICAL;

import io.avaje.spi.ServiceProvider;
import io.awsposture.control.Control;
import io.awsposture.control.ControlInfo;
import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;

/** The root user signs in with MFA of some kind (AWS Security Hub, "IAM.9"). */
@ServiceProvider
@ControlInfo(
    id = "IAM.9",
    title = "The root user has an MFA device",
    severity = CRITICAL,
    why = "Without MFA, whoever learns the root password owns the account.",
    byHand =
        "Sign in as root and add an MFA device, or delete the root user's credentials through"
            + " centralized root access")
public final class RootMfaDevice extends Control.OfAccount<RootUser> {

  /** For the service loader. */
  public RootMfaDevice() {
    super(IamReadings.ROOT_USER);
  }

  @Override
  public Judgement judge(RootUser seen, Scene scene) {
    if (scene.partition().equals("aws-us-gov")) {
      return Judgement.notApplicable("the root user cannot sign in to the console in AWS GovCloud");
    }
    return switch (seen) {
      case RootUser.WithoutCredentials _ -> Judgement.pass().note(true, RootUser.NO_CREDENTIALS);
      case RootUser.WithMfa _ -> Judgement.pass();
      case RootUser.WithoutMfa(boolean credentialsKnown) ->
          Judgement.fail("no MFA device", "an MFA device")
              .note(!credentialsKnown, RootUser.MFA_ALONE);
      case RootUser.Undecided(var cause) -> Judgement.unknown(cause);
    };
  }
}
