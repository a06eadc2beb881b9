package io.awsposture.report;

import io.awsposture.api.v1alpha1.ConditionStatus;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.RegionState;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.api.v1alpha1.VerdictValue;

/** The words of the API's vocabularies as people read them in messages, labels and the log. */
final class Words {

  private Words() {}

  static String of(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "Critical";
      case HIGH -> "High";
      case MEDIUM -> "Medium";
      case LOW -> "Low";
    };
  }

  static String of(VerdictValue verdict) {
    return switch (verdict) {
      case PASS -> "Pass";
      case FAIL -> "Fail";
      case SUPPRESSED -> "Suppressed";
      case UNKNOWN -> "Unknown";
      case NOT_APPLICABLE -> "NotApplicable";
    };
  }

  static String of(Risk risk) {
    return switch (risk) {
      case RESTORE -> "Restore";
      case ADDITIVE -> "Additive";
      case COSTS -> "Costs";
      case ALTERS_FOREIGN -> "AltersForeign";
      case DISRUPTS -> "Disrupts";
      case IRREVERSIBLE -> "Irreversible";
    };
  }

  static String of(Mode mode) {
    return switch (mode) {
      case OBSERVE -> "Observe";
      case ENFORCE -> "Enforce";
    };
  }

  static String of(ConditionStatus status) {
    return switch (status) {
      case TRUE -> "True";
      case FALSE -> "False";
      case UNKNOWN -> "Unknown";
    };
  }

  static String of(RegionState state) {
    return switch (state) {
      case DISABLED -> "Disabled";
      case DENIED_BY_ORGANIZATION -> "DeniedByOrganization";
      case EXCLUDED -> "Excluded";
      case UNREACHABLE -> "Unreachable";
    };
  }
}
