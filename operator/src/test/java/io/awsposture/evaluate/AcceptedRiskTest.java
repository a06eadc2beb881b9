package io.awsposture.evaluate;

import static io.awsposture.samples.SampleBaseline.ACCOUNT;
import static io.awsposture.samples.SampleBaseline.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.api.v1alpha1.SuppressionPolicy;
import io.awsposture.control.Finding;
import io.awsposture.evaluate.AcceptedRisk.Cover;
import io.awsposture.evaluate.AcceptedRisk.Phase;
import io.awsposture.plan.Steps;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.samples.SampleBaseline;
import io.awsposture.samples.SampleControls.DoorShut;
import io.awsposture.samples.SampleRisks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an accepted risk covers, when, and by whose leave. */
class AcceptedRiskTest {
  private static final String GROUP = "arn:aws:ec2:us-east-1:111122223333:security-group/sg-0abc";

  @Test
  void coversTheControlsThatItNamesInTheAccountsThatItNames() {
    AcceptedRisk risk = SampleRisks.of("Door.1", "Door.2");

    assertThat(risk.cover(ACCOUNT, finding("Door.1"))).isEqualTo(Cover.COVERED);
    assertThat(risk.cover(ACCOUNT, finding("Door.2"))).isEqualTo(Cover.COVERED);
    assertThat(risk.cover(ACCOUNT, finding("Door.10"))).isEqualTo(Cover.NONE);
    assertThat(risk.cover("444455556666", finding("Door.1"))).isEqualTo(Cover.NONE);
  }

  @Test
  void coversOnlyTheRegionsAndResourcesThatItNames() {
    assertThat(SampleRisks.in("Door.1", "us-east-1").cover(ACCOUNT, finding("Door.1")))
        .isEqualTo(Cover.COVERED);
    assertThat(SampleRisks.in("Door.1", "us-east-2").cover(ACCOUNT, finding("Door.1")))
        .isEqualTo(Cover.NONE);
    assertThat(SampleRisks.on("Door.1", GROUP).cover(ACCOUNT, finding("Door.1")))
        .isEqualTo(Cover.COVERED);
    assertThat(
            SampleRisks.on("Door.1", "arn:aws:ec2:*:*:security-group/sg-1*", GROUP + "d")
                .cover(ACCOUNT, finding("Door.1")))
        .isEqualTo(Cover.NONE);
    assertThat(
            SampleRisks.on("Door.1", "arn:aws:ec2:*:*:security-group/sg-0*")
                .cover(ACCOUNT, finding("Door.1")))
        .isEqualTo(Cover.COVERED);
  }

  @Test
  void namesAResourceOnlyByItsWholeArn() {
    assertThat(SampleRisks.on("Door.1", GROUP).names(finding("Door.1"))).isTrue();
    assertThat(SampleRisks.on("Door.1", GROUP + "*").names(finding("Door.1"))).isFalse();
    assertThat(SampleRisks.of("Door.1").names(finding("Door.1"))).isFalse();
  }

  @Test
  void whatIsBoundIsCoveredAsLongAsItLooksAsItDid() {
    Finding open = finding("Door.1");
    String name = AcceptedRisk.nameOf(ACCOUNT, open.key());

    assertThat(SampleRisks.bound("Door.1", Map.of()).cover(ACCOUNT, open))
        .isEqualTo(Cover.NOT_BOUND_YET);
    AcceptedRisk bound =
        SampleRisks.bound("Door.1", Map.of(name, AcceptedRisk.lookOf(open.observed())));
    assertThat(bound.cover(ACCOUNT, open)).isEqualTo(Cover.COVERED);
    assertThat(bound.cover(ACCOUNT, looking("wide open"))).isEqualTo(Cover.CHANGED);
    assertThat(bound.cover("444455556666", open)).isEqualTo(Cover.NONE);
  }

  /** Nothing is mended in the moment between the approval and the first look. */
  @Test
  void whatWillBeBoundIsProtectedAlready() {
    Finding open = finding("Door.1");
    AcceptedRisks fresh =
        new AcceptedRisks(ACCOUNT, List.of(SampleRisks.bound("Door.1", Map.of())));
    AcceptedRisks changed =
        new AcceptedRisks(
            ACCOUNT,
            List.of(
                SampleRisks.bound(
                    "Door.1",
                    Map.of(
                        AcceptedRisk.nameOf(ACCOUNT, open.key()), AcceptedRisk.lookOf("shut")))));

    assertThat(fresh.covering(open)).isEmpty();
    assertThat(fresh.protecting(open.key(), open.observed())).isPresent();
    assertThat(changed.protecting(open.key(), open.observed())).isEmpty();
  }

  @Test
  void whereNobodyKeepsLooksEachIsTheFirst() {
    AcceptedRisk kept = SampleRisks.bound("Door.1", Map.of());
    AcceptedRisk inFile =
        new AcceptedRisk(
            kept.namespace(), kept.name(), Optional.empty(), kept.spec(), Optional.empty());

    assertThat(inFile.cover(ACCOUNT, finding("Door.1"))).isEqualTo(Cover.COVERED);
  }

  @Test
  void isActiveFromTheSecondItIsGrantedUntilTheSecondItEnds() {
    AcceptedRisk risk = SampleRisks.lasting(NOW, NOW.plusSeconds(10), NOW.plusSeconds(20));

    assertThat(risk.at(NOW)).isEqualTo(Phase.PENDING);
    assertThat(risk.nextTurn(NOW)).contains(NOW.plusSeconds(10));
    assertThat(risk.at(NOW.plusSeconds(10))).isEqualTo(Phase.ACTIVE);
    assertThat(risk.nextTurn(NOW.plusSeconds(10))).contains(NOW.plusSeconds(20));
    assertThat(risk.at(NOW.plusMillis(19_999))).isEqualTo(Phase.ACTIVE);
    assertThat(risk.at(NOW.plusSeconds(20))).isEqualTo(Phase.EXPIRED);
    assertThat(risk.nextTurn(NOW.plusSeconds(20))).isEmpty();
  }

  /** An API server that does not know our rules could store anything. */
  @Test
  void neverLastsLongerThan366DaysFromItsCreation() {
    Instant created = NOW.minus(Duration.ofDays(366));

    assertThat(
            SampleRisks.lasting(created.plusSeconds(1), created, NOW.plus(Duration.ofDays(900)))
                .at(NOW))
        .isEqualTo(Phase.ACTIVE);
    assertThat(SampleRisks.lasting(created, created, NOW.plus(Duration.ofDays(900))).at(NOW))
        .isEqualTo(Phase.EXPIRED);
  }

  @Test
  void theOwnerOfTheBaselineSaysWhatMayBeAccepted() {
    AcceptedRisk risk = SampleRisks.of("Door.1");

    assertThat(risk.breaches(baseline(SuppressionPolicy.NONE))).isEmpty();
    assertThat(risk.breaches(baseline(policy(List.of("Door.10"), List.of(), 30)))).isEmpty();
    assertThat(risk.breaches(baseline(policy(List.of("Door.1"), List.of(), null))))
        .containsExactly(
            "baseline security/sample forbids to accept findings of Door.1: take it out of"
                + " controls");
    assertThat(risk.breaches(baseline(policy(List.of(), List.of(Severity.HIGH), null))))
        .containsExactly(
            "baseline security/sample forbids to accept findings of this severity (Door.1 is"
                + " High): take it out of controls");
    assertThat(risk.breaches(baseline(policy(List.of(), List.of(), 29))))
        .containsExactly(
            "baseline security/sample allows 29 days and it asks for more: move expiresAt nearer");
    assertThat(risk.breaches(baseline(new SuppressionPolicy(null, null, null, true, true))))
        .containsExactly(
            "baseline security/sample requires a ticket: set spec.ticket",
            "baseline security/sample requires the pull request that approved it: set"
                + " spec.approval.pullRequest");
  }

  @Test
  void onlyWhatIsActiveAndAllowedCountsInAnAccount() {
    AcceptedRisk active = SampleRisks.of("Door.1");
    AcceptedRisk over = SampleRisks.lasting(NOW.minusSeconds(9), NOW.minusSeconds(9), NOW);

    assertThat(
            AcceptedRisks.of(List.of(over, active), ACCOUNT, baseline(SuppressionPolicy.NONE), NOW)
                .active())
        .containsExactly(active);
    assertThat(
            AcceptedRisks.of(
                    List.of(active),
                    ACCOUNT,
                    baseline(policy(List.of("Door.1"), List.of(), null)),
                    NOW)
                .covering(finding("Door.1")))
        .isEmpty();
    assertThat(
            AcceptedRisks.of(List.of(active), "444455556666", baseline(SuppressionPolicy.NONE), NOW)
                .active())
        .isEmpty();
  }

  private static SuppressionPolicy policy(
      List<String> controls,
      List<Severity> severities,
      @org.jspecify.annotations.Nullable Integer days) {
    return new SuppressionPolicy(controls, severities, days, false, false);
  }

  private static EffectiveBaseline baseline(SuppressionPolicy policy) {
    return SampleBaseline.asking(policy, SampleBaseline.asked(new DoorShut(), Mode.OBSERVE));
  }

  private static Finding finding(String control) {
    return new Finding(control, "us-east-1", GROUP, "open", "shut", Optional.empty(), Steps.none());
  }

  private static Finding looking(String observed) {
    return new Finding(
        "Door.1", "us-east-1", GROUP, observed, "shut", Optional.empty(), Steps.none());
  }
}
