package io.awsposture.services.config;

import io.awsposture.api.v1alpha1.ConfigRecorderSettings;
import io.awsposture.api.v1alpha1.RecordingFrequency;
import io.awsposture.control.Desired;
import io.awsposture.control.Scene;
import io.awsposture.observe.Observed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** AWS Config as it should be outside the home Region; tests change what they are about. */
final class SetupSketch {
  static final String ACCOUNT = "111122223333";
  static final String OWN_ROLE =
      "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";
  static final String RECORDER_ARN =
      "arn:aws:config:eu-west-1:111122223333:configuration-recorder/default/1";
  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  String name = "default";
  String role = OWN_ROLE;
  Coverage coverage = Coverage.all(false);
  Optional<RecordingMode> mode = Optional.of(new RecordingMode("CONTINUOUS", List.of()));
  boolean recording = true;
  @Nullable String latest = "SUCCESS";
  @Nullable Instant since = NOW.minusSeconds(86_400);
  @Nullable String error;
  Optional<DeliveryChannel> channel =
      Optional.of(new DeliveryChannel("default", "logs", Optional.empty()));
  Observed<Delivery> delivery =
      Observed.known(
          new Delivery(Optional.of("SUCCESS"), Optional.empty(), Optional.of("NOT_APPLICABLE")));
  Optional<Observed<Map<String, String>>> tags = Optional.empty();

  ConfigSetup seen() {
    return new ConfigSetup(
        Optional.of(
            new Recorder(
                name,
                Optional.of(RECORDER_ARN),
                Optional.of(role),
                coverage,
                mode,
                new RecorderStatus(
                    recording,
                    Optional.ofNullable(latest),
                    Optional.ofNullable(since),
                    Optional.ofNullable(error)))),
        channel,
        delivery,
        tags,
        Observed.known(true));
  }

  static ConfigSetup nothing(Observed<Boolean> serviceRole) {
    return new ConfigSetup(
        Optional.empty(),
        Optional.empty(),
        Observed.known(Delivery.NONE),
        Optional.empty(),
        serviceRole);
  }

  static Scene scene(String region, ConfigRecorderSettings settings) {
    Desired none = Desired.defaults();
    return new Scene(
        "aws",
        ACCOUNT,
        region,
        "us-east-1",
        "op",
        NOW,
        new Desired(
            none.guardDuty(),
            Desired.ConfigRecorder.of(settings),
            none.cloudTrail(),
            none.passwordPolicy(),
            none.ebsEncryption(),
            none.exposure()));
  }

  static ConfigRecorderSettings bucket(@Nullable String bucket) {
    return new ConfigRecorderSettings(bucket, null, null, null, null, null, null);
  }

  static ConfigRecorderSettings role(String roleName, RecordingFrequency frequency) {
    return new ConfigRecorderSettings("logs", "org", roleName, frequency, null, null, null);
  }

  static ConfigRecorderSettings globalsIn(String region) {
    return new ConfigRecorderSettings("logs", null, null, null, region, null, null);
  }

  static ConfigRecorderSettings leavingOut(String... types) {
    return new ConfigRecorderSettings("logs", null, null, null, null, null, List.of(types));
  }
}
