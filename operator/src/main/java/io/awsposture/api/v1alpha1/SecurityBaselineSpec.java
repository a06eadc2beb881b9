package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a baseline asks for. A null component is inherited from the parent, and holds its effective
 * default where no parent sets it.
 *
 * @param parent the baseline that this one extends, {@code extends} in YAML, null for none
 * @param mode effective default {@link Mode#OBSERVE}
 * @param controls empty where the baseline has no entries of its own
 */
@ValidationRule(
    value =
        "!has(self.frameworks) || self.frameworks.all(f, "
            + "f.matches('^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$'))",
    fieldPath = ".frameworks",
    message = "frameworks takes names like essential-26: lower case letters, digits, '-' and '.'")
public record SecurityBaselineSpec(
    @Default("SameNamespace")
        @JsonPropertyDescription(
            "Who may use this baseline: objects of its own namespace, or of every namespace. Not "
                + "inherited.")
        UsableFrom usableFrom,
    @JsonProperty("extends")
        @JsonPropertyDescription(
            "The baseline that this one builds on: what is said here wins, except over the "
                + "parent's locked controls.")
        @Nullable BaselineReference parent,
    @JsonPropertyDescription(
            "Mode of all controls that have no entry of their own saying otherwise. Effective "
                + "default Observe.")
        @Nullable Mode mode,
    @Size(max = 32)
        @JsonPropertyDescription(
            "Frameworks whose controls are asked for: all, essential-26, ... An unknown one is "
                + "named in the Ready condition. Effective default: none, so that only the entries of "
                + "controls count.")
        @Nullable List<@Size(max = 64) String> frameworks,
    @Size(max = 256)
        @JsonPropertyDescription(
            "Entries that add a control, switch it off, or sharpen it; one per id.")
        List<ControlEntry> controls,
    @JsonPropertyDescription("GuardDuty as accounts shall have it.")
        @Nullable GuardDutySettings guardDuty,
    @JsonPropertyDescription("The AWS Config recorder as accounts shall have it.")
        @Nullable ConfigRecorderSettings configRecorder,
    @JsonPropertyDescription("The trail as accounts shall have it.")
        @Nullable CloudTrailSettings cloudTrail,
    @JsonPropertyDescription("The least that the password policy for IAM users asks for.")
        @Nullable PasswordPolicySettings passwordPolicy,
    @JsonPropertyDescription("Encryption of new EBS volumes by default.")
        @Nullable EbsEncryptionSettings ebsEncryption,
    @JsonPropertyDescription("What must not be open to the whole internet.")
        @Nullable ExposureSettings exposure,
    @JsonPropertyDescription(
            "How Regions count that the organization denies to an account. Effective default "
                + "NotApplicable.")
        @Nullable DeniedRegions deniedRegions,
    @JsonPropertyDescription(
            "What is asked of every Suppression of findings of this baseline; the strictest of the"
                + " whole extends chain holds.")
        @Nullable SuppressionPolicy suppressions,
    @JsonPropertyDescription("How many changes an account may see in a time.")
        @Nullable ChangeBudget changeBudget) {

  public SecurityBaselineSpec(
      @Nullable UsableFrom usableFrom,
      @Nullable BaselineReference parent,
      @Nullable Mode mode,
      @Nullable List<String> frameworks,
      @Nullable List<ControlEntry> controls,
      @Nullable GuardDutySettings guardDuty,
      @Nullable ConfigRecorderSettings configRecorder,
      @Nullable CloudTrailSettings cloudTrail,
      @Nullable PasswordPolicySettings passwordPolicy,
      @Nullable EbsEncryptionSettings ebsEncryption,
      @Nullable ExposureSettings exposure,
      @Nullable DeniedRegions deniedRegions,
      @Nullable SuppressionPolicy suppressions,
      @Nullable ChangeBudget changeBudget) {
    this.usableFrom = usableFrom == null ? UsableFrom.SAME_NAMESPACE : usableFrom;
    this.parent = parent;
    this.mode = mode;
    this.frameworks = Canonical.inheritable(frameworks);
    this.controls = Canonical.list(controls);
    this.guardDuty = guardDuty;
    this.configRecorder = configRecorder;
    this.cloudTrail = cloudTrail;
    this.passwordPolicy = passwordPolicy;
    this.ebsEncryption = ebsEncryption;
    this.exposure = exposure;
    this.deniedRegions = deniedRegions;
    this.suppressions = suppressions;
    this.changeBudget = changeBudget;
  }

  /** The same baseline in another mode. Controls with a mode of their own keep it. */
  public SecurityBaselineSpec inMode(Mode other) {
    return new SecurityBaselineSpec(
        usableFrom,
        parent,
        other,
        frameworks,
        controls,
        guardDuty,
        configRecorder,
        cloudTrail,
        passwordPolicy,
        ebsEncryption,
        exposure,
        deniedRegions,
        suppressions,
        changeBudget);
  }
}
