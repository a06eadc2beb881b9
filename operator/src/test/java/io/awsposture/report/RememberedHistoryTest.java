package io.awsposture.report;

import static io.awsposture.report.AccountSample.ROOT;
import static io.awsposture.report.AccountSample.START;
import static io.awsposture.report.AccountSample.change;
import static io.awsposture.report.AccountSample.made;
import static io.awsposture.report.AccountSample.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.aws.Connection;
import io.awsposture.control.Finding;
import io.awsposture.plan.History;
import io.awsposture.plan.Made.Outcome;
import io.awsposture.plan.Planned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an operator knows of an account right after its start. */
class RememberedHistoryTest {
  private static final Instant LATER = START.plus(Duration.ofHours(1));

  @Test
  void aHistoryComesBackFromTheStatusAsItWas() {
    Planned planned = change("c-1", "GuardDuty.1", "a detector", Optional.empty());
    Instant until = START.plus(Duration.ofMinutes(5));
    AccountSample sample = sample().fails("GuardDuty.1").passes("S3.1");
    sample.history(
        History.none(START)
            .firstSeen(START.minusSeconds(90))
            .under("b-000000000001", until)
            .with(made(planned, START.minusSeconds(60), Outcome.APPLIED, ""))
            .with(made(planned, START.minusSeconds(30), Outcome.DENIED, "not allowed")));
    sample.scannedAt(START);
    sample.history(sample.history().frozen(List.of(planned.setting()), START));

    History back = RememberedHistory.of(sample.report(START), LATER);

    assertThat(back.since())
        .isEqualTo(Map.of(new Finding.Key("GuardDuty.1", "us-east-1", ROOT), START));
    assertThat(back.mended()).isEqualTo(sample.history().mended());
    assertThat(back.budget()).isEqualTo(sample.history().budget());
    assertThat(back.baselineRevision()).isEqualTo("b-000000000001");
    assertThat(back.soakUntil()).contains(until);
    assertThat(back.firstSeen()).contains(START.minusSeconds(90));
    assertThat(back.changes()).hasSize(1);
    assertThat(back.lastOf(planned.setting()))
        .hasValueSatisfying(last -> {
          assertThat(last.outcome()).isEqualTo(Outcome.DENIED);
          assertThat(last.message()).isEqualTo("not allowed");
          assertThat(last.time()).isEqualTo(START.minusSeconds(30));
        });
  }

  @Test
  void everyOutcomeComesBack() {
    for (Outcome outcome : Outcome.values()) {
      Planned planned = change("c-1", "GuardDuty.1", "a detector", Optional.empty());
      AccountSample sample = sample().passes("GuardDuty.1");
      sample.history(sample.history().with(made(planned, START, outcome, ""))).scannedAt(START);

      History back = RememberedHistory.of(sample.report(START), LATER);

      assertThat(back.lastOf(planned.setting()).orElseThrow().outcome()).isEqualTo(outcome);
    }
  }

  @Test
  void theTimeOfAFindingSurvivesToTheSecondForChangesAreNamedByIt() {
    Finding.Key finding = new Finding.Key("GuardDuty.1", "us-east-1", ROOT);
    History seen =
        History.none(START).seen(List.of(finding), _ -> false, START.plusNanos(123_456_789));

    assertThat(seen.since()).containsEntry(finding, START);
  }

  @Test
  void whatNobodyWroteDownIsEmpty() {
    AwsAccountStatus status = sample().asks("GuardDuty.1", Mode.ENFORCE).report(START);

    assertThat(RememberedHistory.of(status, LATER)).isEqualTo(History.none(LATER));
    assertThat(RememberedHistory.scannedGeneration(status)).isEqualTo(-1);
  }

  @Test
  void theGenerationIsThatOfTheLatestAttempt() {
    AccountSample sample = sample().passes("GuardDuty.1").scannedAt(START);
    assertThat(RememberedHistory.scannedGeneration(sample.report(START))).isEqualTo(1);

    AwsAccountStatus edited = sample.edited().report(START);
    assertThat(edited.observedGeneration()).isEqualTo(2);
    assertThat(RememberedHistory.scannedGeneration(edited)).isEqualTo(1);

    AwsAccountStatus refused = sample.refused(Connection.Why.ROLE_DENIED, "no").report(START);
    assertThat(RememberedHistory.scannedGeneration(refused)).isEqualTo(2);
  }
}
