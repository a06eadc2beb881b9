package io.awsposture.control;

import io.awsposture.api.v1alpha1.CloudTrailSettings;
import io.awsposture.api.v1alpha1.ConfigRecorderSettings;
import io.awsposture.api.v1alpha1.EbsEncryptionSettings;
import io.awsposture.api.v1alpha1.ExposureSettings;
import io.awsposture.api.v1alpha1.FindingFrequency;
import io.awsposture.api.v1alpha1.GuardDutySettings;
import io.awsposture.api.v1alpha1.PasswordPolicySettings;
import io.awsposture.api.v1alpha1.RecordingFrequency;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How accounts shall be configured: the baseline's settings with every default filled in. Empty
 * options mean that the baseline says nothing and that there is no safe default.
 */
public record Desired(
    GuardDuty guardDuty,
    ConfigRecorder configRecorder,
    CloudTrail cloudTrail,
    PasswordPolicy passwordPolicy,
    EbsEncryption ebsEncryption,
    Exposure exposure) {

  /** What a baseline without settings asks for. */
  public static Desired defaults() {
    return new Desired(
        GuardDuty.of(null),
        ConfigRecorder.of(null),
        CloudTrail.of(null),
        PasswordPolicy.of(null),
        EbsEncryption.of(null),
        Exposure.of(null));
  }

  /**
   * GuardDuty's detectors.
   *
   * @param protectionPlans features that must be on, by GuardDuty's names
   * @param standalone detectors may be created although an unknown administrator may exist
   */
  public record GuardDuty(
      String findingPublishingFrequency, Set<String> protectionPlans, boolean standalone) {
    /** From a baseline's settings. */
    public static GuardDuty of(@Nullable GuardDutySettings settings) {
      return new GuardDuty(
          or(
                  settings == null ? null : settings.findingPublishingFrequency(),
                  FindingFrequency.FIFTEEN_MINUTES)
              .name(),
          Set.copyOf(or(settings == null ? null : settings.protectionPlans(), List.of())),
          or(settings == null ? null : settings.standalone(), false));
    }
  }

  /**
   * AWS Config's recorder.
   *
   * @param pendingGrace how long a recorder's delivery may be pending before it counts as failed
   * @param globalResourcesRegion empty: the account's home Region
   */
  public record ConfigRecorder(
      Optional<String> bucket,
      Optional<String> prefix,
      Optional<String> roleName,
      String recordingFrequency,
      Optional<String> globalResourcesRegion,
      Duration pendingGrace,
      Set<String> allowedExclusions) {
    /** From a baseline's settings. */
    public static ConfigRecorder of(@Nullable ConfigRecorderSettings settings) {
      return new ConfigRecorder(
          Optional.ofNullable(settings == null ? null : settings.bucket()),
          Optional.ofNullable(settings == null ? null : settings.prefix())
              .filter(prefix -> !prefix.isEmpty()),
          Optional.ofNullable(settings == null ? null : settings.roleName()),
          or(settings == null ? null : settings.recordingFrequency(), RecordingFrequency.CONTINUOUS)
              .name(),
          Optional.ofNullable(settings == null ? null : settings.globalResourcesRegion()),
          Duration.ofMinutes(or(settings == null ? null : settings.pendingGraceMinutes(), 30)),
          Set.copyOf(or(settings == null ? null : settings.allowedExclusions(), List.of())));
    }
  }

  /** The account's own multi-Region trail. */
  public record CloudTrail(
      String name,
      Optional<String> bucket,
      Optional<String> prefix,
      Optional<String> kmsKeyArn,
      boolean logFileValidation) {
    /** From a baseline's settings. */
    public static CloudTrail of(@Nullable CloudTrailSettings settings) {
      return new CloudTrail(
          or(settings == null ? null : settings.name(), "posture"),
          Optional.ofNullable(settings == null ? null : settings.bucket()),
          Optional.ofNullable(settings == null ? null : settings.prefix())
              .filter(prefix -> !prefix.isEmpty()),
          Optional.ofNullable(settings == null ? null : settings.kmsKeyArn()),
          or(settings == null ? null : settings.logFileValidation(), true));
    }
  }

  /** The least that the password policy for IAM users asks for. */
  public record PasswordPolicy(
      int minimumLength,
      boolean requireUppercase,
      boolean requireLowercase,
      boolean requireNumbers,
      boolean requireSymbols,
      int reusePrevention,
      Optional<Integer> maxAgeDays) {
    /** From a baseline's settings. */
    public static PasswordPolicy of(@Nullable PasswordPolicySettings settings) {
      return new PasswordPolicy(
          or(settings == null ? null : settings.minimumLength(), 14),
          or(settings == null ? null : settings.requireUppercase(), true),
          or(settings == null ? null : settings.requireLowercase(), true),
          or(settings == null ? null : settings.requireNumbers(), true),
          or(settings == null ? null : settings.requireSymbols(), true),
          or(settings == null ? null : settings.reusePrevention(), 24),
          Optional.ofNullable(settings == null ? null : settings.maxAgeDays()));
    }
  }

  /** Encryption of new EBS volumes; without a key AWS's own is used. */
  public record EbsEncryption(Optional<String> kmsKeyArn) {
    /** From a baseline's settings. */
    public static EbsEncryption of(@Nullable EbsEncryptionSettings settings) {
      return new EbsEncryption(Optional.ofNullable(settings == null ? null : settings.kmsKeyArn()));
    }
  }

  /** Ports that must not be open to the internet, beyond those that the controls know. */
  public record Exposure(Set<Integer> additionalBlockedPorts) {
    /** From a baseline's settings. */
    public static Exposure of(@Nullable ExposureSettings settings) {
      return new Exposure(
          Set.copyOf(or(settings == null ? null : settings.additionalBlockedPorts(), List.of())));
    }
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
