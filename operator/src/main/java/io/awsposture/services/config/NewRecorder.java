package io.awsposture.services.config;

import io.awsposture.aws.Cause;
import io.awsposture.control.Scene;
import io.awsposture.observe.Observed;
import io.awsposture.plan.Steps;
import io.awsposture.services.iam.ServiceLinkedRole;
import java.util.Map;

/**
 * A recorder to be made.
 *
 * @param name convention; there can be one only
 * @param role the ARN of the role that AWS Config reads with
 * @param globals whether the Region records the types of IAM
 * @param frequency {@code CONTINUOUS} or {@code DAILY}
 */
public record NewRecorder(
    String name, String role, boolean globals, String frequency, Map<String, String> tags) {
  private static final ServiceLinkedRole OWN_ROLE =
      new ServiceLinkedRole(Recorder.SERVICE_ROLE, NewChannel.SERVICE);

  /** A recorder with unchangeable tags. */
  public NewRecorder {
    tags = Map.copyOf(tags);
  }

  static NewRecorder wanted(Scene scene) {
    return new NewRecorder(
        "default",
        Recorder.roleArn(scene),
        Coverage.isForGlobals(scene),
        scene.desired().configRecorder().recordingFrequency(),
        scene.tags());
  }

  /**
   * The steps by which it comes to record: AWS takes no channel before it, no start before both.
   */
  Steps steps(ConfigSetup seen, Scene scene) {
    boolean asService = Recorder.isServiceRole(role);
    if (asService && seen.serviceRole() instanceof Observed.Unknown<Boolean>(Cause cause)) {
      return Steps.blocked(
          "whether " + Recorder.SERVICE_ROLE + " exists is not known: " + cause.text());
    }
    return Steps.none()
        .when(
            asService && seen.serviceRole().isKnown(false),
            // All Regions ask for the one role of the account: their steps are one and the same.
            () -> ConfigChanges.CREATE_ROLE.on(OWN_ROLE).in(scene.homeRegion()))
        .when(true, () -> ConfigChanges.CREATE_RECORDER.on(this))
        .when(
            seen.channel().isEmpty(),
            NewChannel.wanted(scene, asService).map(ConfigChanges.CREATE_CHANNEL::on),
            NewChannel.SETTING)
        .when(true, () -> ConfigChanges.START.on(name));
  }

  Coverage coverage() {
    return Coverage.all(globals);
  }

  String words() {
    return coverage().words() + ", " + frequency + ", with " + role;
  }
}
