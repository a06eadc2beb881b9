package io.awsposture.report;

import static io.awsposture.report.AccountSample.ROOT;
import static io.awsposture.report.AccountSample.START;
import static io.awsposture.report.AccountSample.change;
import static io.awsposture.report.AccountSample.made;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.Scan;
import io.awsposture.control.Finding;
import io.awsposture.plan.History;
import io.awsposture.plan.Made.Outcome;
import io.awsposture.plan.Planned;
import io.awsposture.report.Repairs.Repair;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What counts as mended by us, and how long it took. A sample's scan takes three seconds. */
class RepairsTest {
  private static final Finding.Key FINDING = new Finding.Key("S3.1", "us-east-1", ROOT);
  private static final Instant LATER = START.plus(Duration.ofMinutes(30));

  private final AccountSample sample = new AccountSample("a").fails("S3.1").scannedAt(START);
  private final Planned first = change("c-1", "S3.1", "block", Optional.empty());
  private final Planned second = change("c-2", "S3.1", "policy", Optional.empty());

  @Test
  void aFindingThatAChangeMendedTookFromItsFirstSightToTheReadingThatShowedIt() {
    Repairs repairs = new Repairs(sample.history());
    repairs.begins(first);
    changed(first, LATER.minusSeconds(2), Outcome.APPLIED);
    repairs.begins(second);
    changed(second, LATER.minusSeconds(1), Outcome.APPLIED);

    assertThat(repairs.in(mended(LATER)))
        .as("once, however many steps it took")
        .containsExactly(new Repair("S3.1", Duration.ofMinutes(30).minusSeconds(1)));
  }

  @Test
  void oneThatTheScanSawFirstIsKnownFromItsPlan() {
    sample.history(History.none(START));
    Repairs repairs = new Repairs(sample.history());
    repairs.begins(first);
    changed(first, START.plusSeconds(9), Outcome.APPLIED);

    assertThat(repairs.in(mended(START.plusSeconds(10))))
        .containsExactly(new Repair("S3.1", Duration.ofSeconds(9)));
  }

  @Test
  void aChangeThatSettlesIsSeenByALaterScan() {
    Repairs repairs = new Repairs(sample.history());
    repairs.begins(first);
    changed(first, START.plusSeconds(5), Outcome.SETTLING);
    assertThat(repairs.in(done(sample.scannedAt(START.plusSeconds(9))))).isEmpty();

    assertThat(new Repairs(sample.history()).in(mended(LATER)))
        .containsExactly(new Repair("S3.1", Duration.ofMinutes(30)));
  }

  @Test
  void whatSomebodyElseMendedIsNotOurs() {
    Repairs repairs = new Repairs(sample.history());
    repairs.begins(first);
    changed(first, START.plusSeconds(5), Outcome.DENIED);

    assertThat(repairs.in(mended(LATER))).isEmpty();
  }

  @Test
  void aChangeOfAnEarlierDriftIsNotCountedAgain() {
    changed(first, START.minus(Duration.ofHours(1)), Outcome.APPLIED);

    assertThat(new Repairs(sample.history()).in(mended(LATER))).isEmpty();
  }

  @Test
  void whatNobodyCouldReadIsNotMended() {
    Repairs repairs = new Repairs(sample.history());
    changed(first, START.plusSeconds(5), Outcome.SETTLING);

    assertThat(repairs.in(done(sample.isUnknown("S3.1").scannedAt(LATER)))).isEmpty();
  }

  @Test
  void aControlThatIsNotAskedForAnyMoreMendsNothing() {
    changed(first, START.plusSeconds(5), Outcome.SETTLING);
    AccountSample other = new AccountSample("a").passes("KMS.4").history(sample.history());

    assertThat(new Repairs(sample.history()).in(done(other.scannedAt(LATER)))).isEmpty();
  }

  @Test
  void aScanThatDidNotReachTheAccountTellsNothing() {
    Scan.Unreached unreached =
        sample
            .refused(io.awsposture.aws.Connection.Why.ROLE_DENIED, "refused")
            .view()
            .unreached()
            .orElseThrow();

    assertThat(new Repairs(sample.history()).in(unreached)).isEmpty();
  }

  private void changed(Planned planned, Instant time, Outcome outcome) {
    assertThat(planned.finding()).isEqualTo(FINDING);
    sample.history(sample.history().with(made(planned, time, outcome, "")));
  }

  private Scan.Done mended(Instant end) {
    return done(sample.passes("S3.1").scannedAt(end));
  }

  private static Scan.Done done(AccountSample scanned) {
    return scanned.view().last().orElseThrow();
  }
}
