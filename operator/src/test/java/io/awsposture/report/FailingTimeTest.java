package io.awsposture.report;

import static io.awsposture.report.AccountSample.ROOT;
import static io.awsposture.report.AccountSample.START;
import static io.awsposture.report.AccountSample.fail;
import static io.awsposture.report.AccountSample.finding;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.NonCompliance;
import io.awsposture.control.Verdict;
import io.awsposture.samples.SampleRisks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How long controls failed. Scans are half an hour apart, so results hold for an hour and a half.
 */
class FailingTimeTest {
  private final AccountSample sample = new AccountSample("payments-prod");
  private FailingTime time = FailingTime.NONE;

  @Test
  void itGrowsByASecondInEachFailingRegion() {
    scanned(0, "GuardDuty.1", "us-east-1", "eu-west-1");

    assertThat(at(0)).as("no time has passed").isEmpty();
    assertThat(at(10)).containsExactly(Map.entry("GuardDuty.1", 20L));
    assertThat(at(60)).containsExactly(Map.entry("GuardDuty.1", 120L));
  }

  @Test
  void aScanThatFindsOtherRegionsFailingGoesOnFromThere() {
    scanned(0, "GuardDuty.1", "us-east-1", "eu-west-1");
    scanned(100, "GuardDuty.1", "us-east-1");
    assertThat(at(150)).containsEntry("GuardDuty.1", 250L);

    scanned(200, "GuardDuty.1");

    assertThat(at(300)).as("mended").containsEntry("GuardDuty.1", 300L);
    scanned(400, "GuardDuty.1", "eu-west-1");
    assertThat(at(410)).as("off again").containsEntry("GuardDuty.1", 310L);
  }

  @Test
  void aScanThatFindsTheSameLeavesTheStatusAsItIs() {
    scanned(0, "GuardDuty.1", "us-east-1");
    NonCompliance first = time.remembered();
    scanned(1800, "GuardDuty.1", "us-east-1");

    assertThat(time.remembered()).isEqualTo(first);
    assertThat(at(3600)).containsEntry("GuardDuty.1", 3600L);
    assertThat(at(6000)).as("valid since the second scan").containsEntry("GuardDuty.1", 6000L);
  }

  @Test
  void whatCouldNotBeReadDoesNotCount() {
    scanned(0, "GuardDuty.1", "us-east-1", "eu-west-1");
    sample.isUnknown("GuardDuty.1").scannedAt(START.plusSeconds(10));
    seen(10);

    assertThat(at(100)).as("one Region is known to fail").containsEntry("GuardDuty.1", 110L);
  }

  @Test
  void anAcceptedRiskStopsItAndTakesNothingBack() {
    scanned(0, "GuardDuty.1", "us-east-1", "eu-west-1");

    sample.accepts(SampleRisks.in("GuardDuty.1", "us-east-1")).scannedAt(START.plusSeconds(100));
    seen(100);
    assertThat(at(200)).as("one Region is accepted").containsEntry("GuardDuty.1", 300L);

    sample.accepts(SampleRisks.of("GuardDuty.1")).scannedAt(START.plusSeconds(200));
    seen(200);
    assertThat(at(300)).as("all is accepted").containsEntry("GuardDuty.1", 300L);

    sample.accepts().scannedAt(START.plusSeconds(300));
    seen(300);
    assertThat(at(310)).as("it ended").containsEntry("GuardDuty.1", 320L);
  }

  @Test
  void resultsThatAreTooOldAddNothing() {
    scanned(0, "GuardDuty.1", "us-east-1");
    long valid = Duration.ofMinutes(90).toSeconds();

    assertThat(at(valid)).containsEntry("GuardDuty.1", valid);
    assertThat(at(valid + 5000)).as("nobody looked").containsEntry("GuardDuty.1", valid);

    seen(valid + 6000);
    assertThat(at(valid + 7000)).as("told to the status").containsEntry("GuardDuty.1", valid);
    scanned(valid + 8000, "GuardDuty.1", "us-east-1");
    assertThat(at(valid + 8010))
        .as("what lies between is not known")
        .containsEntry("GuardDuty.1", valid + 10);
  }

  @Test
  void aScanAfterALongSilenceDoesNotCountTheSilence() {
    scanned(0, "GuardDuty.1", "us-east-1");
    long valid = Duration.ofMinutes(90).toSeconds();

    scanned(valid + 8000, "GuardDuty.1", "us-east-1");

    assertThat(at(valid + 8010)).containsEntry("GuardDuty.1", valid + 10);
  }

  @Test
  void aRestartGoesOnWhereTheStatusStands() {
    scanned(0, "GuardDuty.1", "us-east-1", "eu-west-1");
    seen(0);
    sample.report(START);

    FailingTime restored = FailingTime.of(sample.account());

    assertThat(restored.secondsAt(START.plusSeconds(600))).isEqualTo(at(600));
    assertThat(restored.seen(sample.restarted(START).view(), START.plusSeconds(600)).remembered())
        .as("as long as nothing is seen nothing is told")
        .isEqualTo(time.remembered());
    long valid = Duration.ofMinutes(90).toSeconds();
    assertThat(restored.secondsAt(START.plusSeconds(valid + 5000)))
        .as("a long stop is not counted")
        .isEqualTo(Map.of("GuardDuty.1", 2 * valid));
  }

  @Test
  void aControlThatIsNotAskedForAnyMoreIsForgotten() {
    scanned(0, "GuardDuty.1", "us-east-1");
    sample.fails("S3.1").scannedAt(START.plusSeconds(10));
    seen(10);
    assertThat(at(20)).containsOnlyKeys("GuardDuty.1", "S3.1");

    AccountSample without = new AccountSample("payments-prod").fails("S3.1");
    time = time.seen(without.scannedAt(START.plusSeconds(30)).view(), START.plusSeconds(30));

    assertThat(at(40)).containsExactly(Map.entry("S3.1", 30L));
  }

  @Test
  void theStatusHoldsOnlyWhatOnceFailed() {
    sample.passes("S3.1").scannedAt(START);
    seen(0);
    assertThat(time.remembered()).isNull();

    scanned(10, "GuardDuty.1", "us-east-1");

    assertThat(requireNonNull(time.remembered()))
        .isEqualTo(new NonCompliance(START.plusSeconds(10), Map.of("GuardDuty.1", 1), Map.of()));
  }

  @Test
  void aClockThatGoesBackTakesNothingAway() {
    scanned(100, "GuardDuty.1", "us-east-1");
    scanned(200, "GuardDuty.1");
    long before = at(200).get("GuardDuty.1");

    scanned(150, "GuardDuty.1", "us-east-1", "eu-west-1");

    assertThat(at(150)).containsEntry("GuardDuty.1", before);
    assertThat(at(210)).containsEntry("GuardDuty.1", before + 20);
  }

  /** Scans, looks, restarts and silences in any order: no scrape ever shows less than before. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void itNeverGoesDown(long seed) {
    Random random = new Random(seed);
    List<String> story = new ArrayList<>();
    Instant now = START;
    long shown = 0;
    sample.says("GuardDuty.1", "us-east-1", passes()).scannedAt(now);
    for (int step = 0; step < 400; step++) {
      now = now.plusMillis(random.nextInt(random.nextInt(20) == 0 ? 20_000_000 : 2_000_000));
      switch (random.nextInt(4)) {
        case 0 -> {
          for (String region : List.of("us-east-1", "eu-west-1", "eu-north-1")) {
            sample.says("GuardDuty.1", region, random.nextBoolean() ? fails(region) : passes());
          }
          sample.scannedAt(now);
          story.add("scanned");
        }
        case 1 -> {
          time = time.seen(sample.view(), now);
          story.add("seen");
        }
        case 2 -> {
          time = time.seen(sample.view(), now);
          sample.failed(time).report(now);
          time = FailingTime.of(sample.restarted(now).account());
          story.add("restarted");
        }
        default -> story.add("scraped");
      }
      long seconds = time.secondsAt(now).getOrDefault("GuardDuty.1", 0L);
      assertThat(seconds).as("seed %s: %s", seed, story).isGreaterThanOrEqualTo(shown);
      shown = seconds;
    }
    assertThat(shown).as("seed %s grows", seed).isPositive();
  }

  private void scanned(long second, String control, String... failing) {
    for (String region : List.of("us-east-1", "eu-west-1")) {
      sample.says(control, region, List.of(failing).contains(region) ? fails(region) : passes());
    }
    sample.scannedAt(START.plusSeconds(second));
    seen(second);
  }

  private void seen(long second) {
    time = time.seen(sample.view(), START.plusSeconds(second));
    sample.failed(time);
  }

  private Map<String, Long> at(long second) {
    return time.secondsAt(START.plusSeconds(second));
  }

  private static Verdict fails(String region) {
    return fail(finding("GuardDuty.1", region, ROOT));
  }

  private static Verdict passes() {
    return new Verdict.Pass(1, List.of(), List.of());
  }
}
