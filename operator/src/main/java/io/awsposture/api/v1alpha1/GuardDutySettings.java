package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** GuardDuty as an account shall have it; null components are inherited. */
@ValidationRule(
    value =
        "!has(self.protectionPlans) || self.protectionPlans.all(p, "
            + "p.matches('^[A-Z][A-Z0-9_]*$'))",
    fieldPath = ".protectionPlans",
    message =
        "protectionPlans takes GuardDuty's own feature names in upper case, like "
            + "S3_DATA_EVENTS")
public record GuardDutySettings(
    @JsonPropertyDescription(
            "How often updates of a finding are published; effective default FIFTEEN_MINUTES.")
        @Nullable FindingFrequency findingPublishingFrequency,
    @Size(max = 32)
        @JsonPropertyDescription(
            "Features of the detector that must be on, by GuardDuty's names: S3_DATA_EVENTS, "
                + "EKS_AUDIT_LOGS, EBS_MALWARE_PROTECTION, RDS_LOGIN_EVENTS, LAMBDA_NETWORK_LOGS, "
                + "RUNTIME_MONITORING, ... Effective default: none, which costs nothing beyond the "
                + "foundation.")
        @Nullable List<@Size(max = 64) String> protectionPlans,
    @JsonPropertyDescription(
            "true: the account stands alone. Detectors may be created although it belongs to an "
                + "organization whose GuardDuty administrator is not known. Effective default false.")
        @Nullable Boolean standalone) {

  public GuardDutySettings(
      @Nullable FindingFrequency findingPublishingFrequency,
      @Nullable List<String> protectionPlans,
      @Nullable Boolean standalone) {
    this.findingPublishingFrequency = findingPublishingFrequency;
    this.protectionPlans = Canonical.inheritable(protectionPlans);
    this.standalone = standalone;
  }
}
