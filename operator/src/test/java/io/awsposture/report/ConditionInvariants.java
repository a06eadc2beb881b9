package io.awsposture.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.ConditionStatus;
import io.awsposture.api.v1alpha1.ControlStatus;
import io.awsposture.api.v1alpha1.SecurityBaselineStatus;
import io.awsposture.api.v1alpha1.VerdictValue;
import java.lang.reflect.Field;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What holds of every status, whatever it is made of: the Kubernetes conventions for conditions,
 * kstatus, and our own promises. To be used on every status that a test yields.
 */
public final class ConditionInvariants {
  private static final Set<String> WHILE_TRUE = Set.of("Reconciling", "Stalled", "Contended");
  private static final Set<String> REASONS =
      Arrays.stream(Reasons.class.getFields())
          .map(ConditionInvariants::value)
          .collect(Collectors.toSet());

  private ConditionInvariants() {}

  /** Checks the status of an AwsAccount. */
  public static void check(AwsAccountStatus status) {
    Map<String, Condition> byType = conditions(status.conditions(), status.observedGeneration());
    assertThat(byType.keySet())
        .as("conditions that are always there")
        .contains("Ready", "Reachable", "Compliant", "Enforced");
    assertThat(byType.keySet())
        .as("conditions that there are")
        .isSubsetOf(
            "Ready", "Reachable", "Compliant", "Enforced", "Reconciling", "Stalled", "Contended");
    ready(byType, status.observedGeneration());
    compliant(requireNonNull(byType.get("Compliant")), status);
    assertThat(byType.get("Enforced"))
        .as("Enforced while Ready is %s", byType.get("Ready"))
        .matches(
            enforced -> !is(enforced, ConditionStatus.TRUE) || status.lastScan() != null,
            "is only true after a scan");
    small(status);
  }

  /** Checks a status and what became of the one before. */
  public static void check(AwsAccountStatus before, AwsAccountStatus after) {
    check(after);
    turned(before.conditions(), after.conditions());
    for (ControlStatus row : after.controls()) {
      before.controls().stream()
          .filter(old -> old.id().equals(row.id()) && old.verdict() == row.verdict())
          .forEach(old ->
              assertThat(row.since())
                  .as("since of %s, still %s", row.id(), row.verdict())
                  .isEqualTo(old.since()));
    }
  }

  /** Checks the status of a SecurityBaseline. */
  public static void check(SecurityBaselineStatus status) {
    Map<String, Condition> byType = conditions(status.conditions(), status.observedGeneration());
    assertThat(byType.keySet()).contains("Ready").isSubsetOf("Ready", "Reconciling", "Stalled");
    ready(byType, status.observedGeneration());
    if (status.accounts() != null) {
      assertThat(
              status.accounts().compliant()
                  + status.accounts().nonCompliant()
                  + status.accounts().unknown())
          .as("every account is compliant, not compliant or unknown")
          .isEqualTo(status.accounts().total());
    }
  }

  private static Map<String, Condition> conditions(List<Condition> conditions, long generation) {
    assertThat(conditions).extracting(Condition::type).doesNotHaveDuplicates();
    for (Condition condition : conditions) {
      assertThat(condition.reason())
          .as("reason of %s", condition)
          .matches("[A-Z][A-Za-z0-9]*")
          .isIn(REASONS);
      assertThat(condition.message()).as("message of %s", condition).isNotBlank();
      assertThat(condition.message())
          .as("message of %s", condition)
          .hasSizeLessThanOrEqualTo(1000)
          .doesNotContain("\n");
      assertThat(condition.observedGeneration())
          .as("generation of %s", condition)
          .isBetween(0L, generation);
      assertThat(condition.lastTransitionTime())
          .isEqualTo(condition.lastTransitionTime().truncatedTo(ChronoUnit.SECONDS));
      if (WHILE_TRUE.contains(condition.type())) {
        assertThat(condition.status())
            .as("%s is there only while it is true", condition.type())
            .isEqualTo(ConditionStatus.TRUE);
      }
    }
    return conditions.stream().collect(Collectors.toMap(Condition::type, Function.identity()));
  }

  private static void ready(Map<String, Condition> byType, long generation) {
    Condition ready = requireNonNull(byType.get("Ready"));
    boolean reconciling = byType.containsKey("Reconciling");
    boolean stalled = byType.containsKey("Stalled");
    assertThat(ready.observedGeneration()).as("Ready speaks of now").isEqualTo(generation);
    assertThat(reconciling && stalled).as("Reconciling and Stalled at once").isFalse();
    assertThat(reconciling || stalled)
        .as("%s comes with Reconciling or Stalled unless it is true", ready)
        .isEqualTo(!is(ready, ConditionStatus.TRUE));
  }

  private static void compliant(Condition compliant, AwsAccountStatus status) {
    Set<VerdictValue> verdicts =
        status.controls().stream().map(ControlStatus::verdict).collect(Collectors.toSet());
    switch (compliant.status()) {
      case TRUE -> {
        assertThat(verdicts)
            .as("%s", compliant)
            .doesNotContain(VerdictValue.FAIL, VerdictValue.UNKNOWN)
            .isNotEmpty();
        assertThat(status.lastScan()).isNotNull();
      }
      case FALSE -> assertThat(verdicts).as("%s", compliant).contains(VerdictValue.FAIL);
      case UNKNOWN -> {}
    }
    if (status.failing() != null) {
      assertThat(status.failing().total())
          .as("failing controls")
          .isEqualTo(
              status.failing().critical()
                  + status.failing().high()
                  + status.failing().medium()
                  + status.failing().low())
          .isEqualTo(
              (int)
                  status.controls().stream()
                      .filter(row -> row.verdict() == VerdictValue.FAIL)
                      .count());
    }
    if (status.lastScan() == null) {
      assertThat(status.score()).as("a score without a scan").isNull();
      assertThat(status.controls()).as("verdicts without a scan").isEmpty();
    }
  }

  private static void small(AwsAccountStatus status) {
    assertThat(StatusFit.bytes(status)).as("bytes").isLessThanOrEqualTo(20_000);
    assertThat(status.findings()).hasSizeLessThanOrEqualTo(20);
    assertThat(status.changes()).hasSizeLessThanOrEqualTo(10);
    assertThat(status.mended()).hasSizeLessThanOrEqualTo(100);
    if (status.plan() != null) {
      assertThat(status.plan().changes()).hasSizeLessThanOrEqualTo(10);
      assertThat(status.plan().total()).isGreaterThanOrEqualTo(status.plan().changes().size());
    }
  }

  private static void turned(List<Condition> before, List<Condition> after) {
    for (Condition condition : after) {
      before.stream()
          .filter(old -> old.type().equals(condition.type()) && old.status() == condition.status())
          .forEach(old ->
              assertThat(condition.lastTransitionTime())
                  .as("transition of %s, which did not turn", condition.type())
                  .isEqualTo(old.lastTransitionTime()));
    }
  }

  private static boolean is(Condition condition, ConditionStatus status) {
    return condition.status() == status;
  }

  private static String value(Field reason) {
    try {
      return String.valueOf(reason.get(null));
    } catch (IllegalAccessException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
