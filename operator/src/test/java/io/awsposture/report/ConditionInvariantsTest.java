package io.awsposture.report;

import static io.awsposture.report.AccountSample.START;
import static io.awsposture.report.AccountSample.sample;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.ConditionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The check of every status sees what is wrong. */
class ConditionInvariantsTest {
  private final AwsAccountStatus good =
      sample().passes("GuardDuty.1").scannedAt(START).report(START);

  @Test
  void aGoodStatusPasses() {
    assertThatCode(() -> ConditionInvariants.check(good)).doesNotThrowAnyException();
    assertThatCode(() -> ConditionInvariants.check(good, good)).doesNotThrowAnyException();
  }

  @Test
  void aMissingConditionIsSeen() {
    isSeen(withConditions(good.conditions().subList(0, 3)), "Enforced");
  }

  @Test
  void aReadyThatIsNotTrueAloneIsSeen() {
    isSeen(with("Ready", it -> turned(it, ConditionStatus.FALSE)), "Reconciling or Stalled");
  }

  @Test
  void aReasonThatNobodyDocumentedIsSeen() {
    isSeen(
        with(
            "Compliant",
            it ->
                new Condition(
                    it.type(),
                    it.status(),
                    it.observedGeneration(),
                    it.lastTransitionTime(),
                    "JustSo",
                    it.message())),
        "JustSo");
  }

  @Test
  void aVerdictThatContradictsTheControlsIsSeen() {
    isSeen(with("Compliant", it -> turned(it, ConditionStatus.FALSE)), "FAIL");
  }

  @Test
  void aStalledThatIsNotTrueIsSeen() {
    List<Condition> more = new ArrayList<>(good.conditions());
    more.add(
        new Condition("Stalled", ConditionStatus.FALSE, 1, START, Reasons.SUSPENDED, "not at all"));
    isSeen(withConditions(more), "only while it is true");
  }

  @Test
  void aTransitionTimeThatMovesWithoutATurnIsSeen() {
    AwsAccountStatus moved =
        with(
            "Ready",
            it ->
                new Condition(
                    it.type(),
                    it.status(),
                    it.observedGeneration(),
                    START.plusSeconds(1),
                    it.reason(),
                    it.message()));
    assertThatThrownBy(() -> ConditionInvariants.check(good, moved))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("did not turn");
  }

  private static void isSeen(AwsAccountStatus bad, String about) {
    assertThatThrownBy(() -> ConditionInvariants.check(bad))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(about);
  }

  private static Condition turned(Condition it, ConditionStatus status) {
    return new Condition(
        it.type(),
        status,
        it.observedGeneration(),
        it.lastTransitionTime(),
        it.reason(),
        it.message());
  }

  private AwsAccountStatus with(String type, UnaryOperator<Condition> other) {
    return withConditions(
        good.conditions().stream()
            .map(it -> it.type().equals(type) ? other.apply(it) : it)
            .toList());
  }

  private AwsAccountStatus withConditions(List<Condition> conditions) {
    return new AwsAccountStatus(
        good.observedGeneration(),
        conditions,
        good.baseline(),
        good.score(),
        good.failing(),
        good.controls(),
        good.findings(),
        good.plan(),
        good.changes(),
        good.lastScan(),
        good.regions(),
        good.externalId(),
        good.lastHandledScanRequest(),
        good.firstSeen(),
        good.soakUntil(),
        good.mended(),
        good.budget(),
        good.weakenings(),
        good.baselineWeakenings(),
        good.nonCompliance());
  }
}
