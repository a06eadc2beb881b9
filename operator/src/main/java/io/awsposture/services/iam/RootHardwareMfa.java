package io.awsposture.services.iam;

import static io.awsposture.api.v1alpha1.Severity.CRITICAL;

import io.avaje.spi.ServiceProvider;
import io.awsposture.control.Control;
import io.awsposture.control.ControlInfo;
import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;
import java.util.Set;

/** The root user signs in with MFA that is not virtual (AWS Security Hub, "IAM.6"). */
@ServiceProvider
@ControlInfo(
    id = "IAM.6",
    title = "The root user has hardware MFA and no virtual device",
    severity = CRITICAL,
    why = "The secret of a virtual MFA device can be copied; that of a security key cannot.",
    byHand =
        "Sign in as root, add a hardware security key and remove the virtual devices, or delete"
            + " the root user's credentials through centralized root access")
public final class RootHardwareMfa extends Control.OfAccount<RootMfa> {
  private static final Set<String> NOT_OFFERED = Set.of("aws-us-gov", "aws-cn");
  private static final String WANTED = "hardware MFA devices only";

  /** For the service loader. */
  public RootHardwareMfa() {
    super(IamReadings.ROOT_MFA);
  }

  @Override
  public Judgement judge(RootMfa seen, Scene scene) {
    if (NOT_OFFERED.contains(scene.partition())) {
      return Judgement.notApplicable("not asked for in partition " + scene.partition());
    }
    return switch (seen.user()) {
      case RootUser.WithoutCredentials _ -> Judgement.pass().note(true, RootUser.NO_CREDENTIALS);
      case RootUser.WithMfa(boolean credentialsKnown) -> judgeKind(seen, credentialsKnown, scene);
      case RootUser.WithoutMfa(boolean credentialsKnown) ->
          Judgement.fail("no MFA device", WANTED).note(!credentialsKnown, RootUser.MFA_ALONE);
      case RootUser.Undecided(var cause) -> Judgement.unknown(cause);
    };
  }

  private static Judgement judgeKind(RootMfa seen, boolean credentialsKnown, Scene scene) {
    long virtual = seen.virtualDevicesOf(scene.accountArn());
    // Passkeys and hardware keys of root are in no list: they are what is not virtual.
    Judgement judgement =
        virtual > 0
            ? Judgement.fail("virtual MFA devices: " + virtual, WANTED)
                .note(!credentialsKnown, RootUser.MFA_ALONE)
            : Judgement.pass()
                .note(true, "not virtual: a hardware key, or a passkey that may be synced");
    return judgement.note(
        seen.hasLeftover(),
        "root-account-mfa-device is left over from an enrolment that was not finished");
  }
}
