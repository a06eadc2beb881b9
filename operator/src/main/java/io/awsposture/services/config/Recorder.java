package io.awsposture.services.config;

import io.awsposture.control.Desired;
import io.awsposture.control.Scene;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The recorder that the account's owner manages. Those of AWS services stand beside it, cannot be
 * edited and do not count.
 *
 * @param arn with which its tags are asked for
 * @param role that AWS Config reads and delivers with
 */
public record Recorder(
    String name,
    Optional<String> arn,
    Optional<String> role,
    Coverage coverage,
    Optional<RecordingMode> mode,
    RecorderStatus status) {
  /** The name of the role that AWS Config makes for itself (AWS Config, "Service-linked roles"). */
  static final String SERVICE_ROLE = "AWSServiceRoleForConfig";

  private static final String SERVICE_ROLE_PATH = "aws-service-role/config.amazonaws.com/";

  /** What a person should know besides. A role that works is left alone, whichever it is. */
  Stream<String> notes(Scene scene) {
    boolean daily = mode.map(RecordingMode::isDaily).orElse(false);
    boolean twice = coverage.globals() && !Coverage.isForGlobals(scene);
    return Stream.of(
            Optional.of("records daily: rules that wait for changes hear of them a day late")
                .filter(_ -> daily),
            Optional.of(
                    "records global types, as %s does: they are charged for in both"
                        .formatted(Coverage.regionForGlobals(scene)))
                .filter(_ -> twice),
            role.filter(is -> !is.equals(roleArn(scene)))
                .map(is -> "uses role " + is + " and not " + roleArn(scene)))
        .flatMap(Optional::stream);
  }

  /** True when AWS Config uses its own role. */
  boolean usesServiceRole() {
    return role.map(Recorder::isServiceRole).orElse(false);
  }

  static boolean isServiceRole(String arn) {
    return arn.endsWith(":role/" + SERVICE_ROLE_PATH + SERVICE_ROLE);
  }

  /** The ARN of the role that a baseline names, or else of AWS Config's own. */
  static String roleArn(Scene scene) {
    return "arn:"
        + scene.partition()
        + ":iam::"
        + scene.account()
        + ":role/"
        + roleName(scene.desired().configRecorder());
  }

  /** The name of that role, with its path. */
  static String roleName(Desired.ConfigRecorder settings) {
    return settings.roleName().orElse(SERVICE_ROLE_PATH + SERVICE_ROLE);
  }
}
