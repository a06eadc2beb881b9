package io.awsposture.report;

import static io.awsposture.report.AccountSample.START;
import static io.awsposture.report.AccountSample.change;
import static io.awsposture.report.AccountSample.held;
import static io.awsposture.report.AccountSample.made;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.awsposture.ProjectRoot;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.aws.Connection;
import io.awsposture.evaluate.RegionView;
import io.awsposture.plan.Hold;
import io.awsposture.plan.Made.Outcome;
import io.awsposture.plan.Planned;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The accounts' metrics, as Prometheus scrapes them. */
@SuppressWarnings("deprecation") // the registry is the one that Quarkus brings
class AccountMetricsTest {
  private static final Path GOLDEN =
      ProjectRoot.resolve("operator/src/test/resources/metrics/accounts.txt");

  private final List<AccountSample> accounts = new ArrayList<>();
  private Instant now = START;
  private boolean leads = true;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AccountMetrics metrics =
      new AccountMetrics(
          () -> accounts.stream().map(AccountSample::view).toList(),
          Stream::empty,
          Stream::empty,
          () -> leads,
          Set.of("owner", "cost-centre"),
          new OnwardTime(
              new Clock() {
                @Override
                public Instant instant() {
                  return now;
                }

                @Override
                public ZoneOffset getZone() {
                  return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                  return this;
                }
              }));

  private AccountSample known() {
    Planned contended = change("c-1", "GuardDuty.1", "it", held(Hold.Kind.CONTENDED, "no"));
    Planned costs =
        change("c-2", "KMS.4", "key", Risk.COSTS, held(Hold.Kind.CONSENT, "needs consent"));
    return new AccountSample("payments-prod")
        .framework("essential-26", "GuardDuty.1", "S3.1")
        .label("owner", "payments-team")
        .label("tier", "one")
        .fails("GuardDuty.1")
        .fails("KMS.4")
        .passes("S3.1")
        .isUnknown("CloudTrail.1")
        .region("me-south-1", RegionView.State.DENIED_BY_ORGANIZATION, "p-regions")
        .plans(contended)
        .plans(costs)
        .unknownReadings("Denied", 2)
        .scannedAt(START);
  }

  @Test
  void aScrapeShowsTheseSamples() throws IOException {
    metrics.bindTo(registry);
    AccountSample known = known();
    known.report(START);
    now = START.plusSeconds(90);
    accounts.add(known);
    accounts.add(new AccountSample("fresh").asks("GuardDuty.1", Mode.OBSERVE));
    Planned done = change("c-3", "S3.1", "block", Optional.empty());
    metrics.made(known.account(), made(done, START, Outcome.APPLIED, ""));

    String scraped = registry.scrape();

    if (System.getProperty("docs.update") != null) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, scraped);
    }
    assertThat(scraped)
        .as("golden file; -Ddocs.update writes it anew")
        .isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void everyNameOfTheScrapeIsDocumentedAndTheOtherWayRound() {
    metrics.bindTo(registry);
    accounts.add(known());

    List<String> scraped =
        registry.scrape().lines().filter(line -> line.startsWith("# TYPE")).toList();

    assertThat(scraped)
        .containsExactlyInAnyOrderElementsOf(
            Samples.AT_SCRAPE.stream()
                .map(metric -> "# TYPE " + metric.metric() + " " + metric.type().word())
                .toList());
  }

  @Test
  void noSeriesStaysOfAnAccountThatIsGone() {
    metrics.bindTo(registry);
    AccountSample gone = known();
    accounts.add(gone);
    accounts.add(new AccountSample("other").passes("GuardDuty.1").scannedAt(START));
    Planned done = change("c-3", "S3.1", "block", Optional.empty());
    metrics.made(gone.account(), made(done, START, Outcome.APPLIED, ""));
    assertThat(registry.scrape()).contains("account=\"payments-prod\"", "account=\"other\"");

    accounts.remove(gone);

    assertThat(registry.scrape())
        .doesNotContain("account=\"payments-prod\"")
        .contains("account=\"other\"");
    // An object of the same name that comes later starts at zero.
    accounts.add(gone);
    assertThat(registry.scrape())
        .contains("awsposture_changes_total" + of("payments-prod", "outcome=\"Applied\"") + " 0.0");
  }

  @Test
  void valuesAreThoseOfTheScrapeNotOfTheLastReport() {
    metrics.bindTo(registry);
    AccountSample sample = new AccountSample("a").fails("GuardDuty.1").scannedAt(START);
    accounts.add(sample);
    String failing =
        "awsposture_control_failing_findings"
            + of("a", "control=\"GuardDuty.1\",severity=\"High\"");
    assertThat(registry.scrape()).contains(failing + " 1.0");

    sample.passes("GuardDuty.1").scannedAt(START.plusSeconds(60));
    assertThat(registry.scrape()).contains(failing + " 0.0");

    // Nobody reports anything, time just passes.
    now = START.plus(Duration.ofHours(2));
    assertThat(registry.scrape())
        .doesNotContain("control=\"GuardDuty.1\",severity=")
        .contains(
            "awsposture_account_controls"
                + of("a", "severity=\"High\",verdict=\"Unknown\"")
                + " 1.0")
        .contains("awsposture_account_score_ratio" + of("a", "formula=\"strict\"") + " 0.0")
        .doesNotContain("formula=\"securityHub\"")
        .contains(
            "awsposture_account_condition"
                + of("a", "type=\"Compliant\",status=\"Unknown\"")
                + " 1.0");
  }

  @Test
  void afterARestartTheGaugesAreThoseOfTheStatus() {
    metrics.bindTo(registry);
    AccountSample sample = known();
    accounts.add(sample);
    sample.report(START);
    String before = registry.scrape();

    sample.restarted(START);

    // What a status does not hold: causes of unknown readings, and which finding is contended.
    String after = registry.scrape();
    assertThat(after.lines())
        .containsExactlyElementsOf(
            before
                .lines()
                .filter(line -> !line.startsWith("awsposture_account_unknown_readings{"))
                .filter(line -> !line.startsWith("awsposture_control_contended_findings{"))
                .toList());
  }

  @Test
  void anAccountThatWasNeverReachedHasATimestampOfZero() {
    metrics.bindTo(registry);
    accounts.add(new AccountSample("a").refused(Connection.Why.ROLE_DENIED, "refused"));

    assertThat(registry.scrape())
        .contains("awsposture_account_last_scan_success_timestamp_seconds" + of("a", "") + " 0.0")
        .contains(
            "awsposture_account_condition"
                + of("a", "type=\"Reachable\",status=\"False\"")
                + " 1.0")
        .contains(
            "awsposture_account_condition" + of("a", "type=\"Stalled\",status=\"True\"") + " 1.0")
        .doesNotContain("awsposture_account_controls{");
  }

  @Test
  void oneAccountThatCannotBeToldDoesNotHideTheOthers() {
    metrics.bindTo(registry);
    accounts.add(new AccountSample("broken").every("soon").passes("S3.1").scannedAt(START));
    accounts.add(new AccountSample("other").passes("GuardDuty.1").scannedAt(START));

    assertThat(registry.scrape())
        .contains("awsposture_account_score_ratio" + of("other", "formula=\"strict\"") + " 1.0");
  }

  @Test
  void aProcessThatDoesNotLeadShowsNothingOfWhatItKnows() {
    metrics.bindTo(registry);
    accounts.add(known());
    Planned done = change("c-3", "S3.1", "block", Optional.empty());
    metrics.made(known().account(), made(done, START, Outcome.APPLIED, ""));
    leads = false;

    assertThat(samples(registry.scrape())).isEmpty();

    leads = true;
    assertThat(samples(registry.scrape())).isNotEmpty();
  }

  @Test
  void aControlThatNoBaselineAsksForLeavesNoSeries() {
    metrics.bindTo(registry);
    AccountSample sample = new AccountSample("a").fails("S3.1").scannedAt(START);
    accounts.add(sample);
    metrics.made(
        sample.account(),
        made(change("c-3", "S3.1", "block", Optional.empty()), START, Outcome.APPLIED, ""));
    assertThat(registry.scrape()).contains("control=\"S3.1\"");

    accounts.set(0, new AccountSample("a").passes("KMS.4").scannedAt(START));

    assertThat(registry.scrape()).contains("control=\"KMS.4\"").doesNotContain("S3.1");
  }

  @Test
  void whatCannotBeToldOfSuppressionsHidesNoAccount() {
    new AccountMetrics(
            () -> accounts.stream().map(AccountSample::view).toList(),
            () -> {
              throw new IllegalStateException("not synced");
            },
            Stream::empty,
            () -> true,
            Set.of(),
            new OnwardTime(Clock.systemUTC()))
        .bindTo(registry);
    accounts.add(known());

    assertThat(registry.scrape()).contains("account=\"payments-prod\"");
  }

  @Test
  void aConditionIsOneSeries() {
    metrics.bindTo(registry);
    accounts.add(known());

    assertThat(
            samples(registry.scrape()).filter(it -> it.startsWith("awsposture_account_condition{")))
        .hasSize(7)
        .contains(
            "awsposture_account_condition"
                + of("payments-prod", "type=\"Compliant\",status=\"False\"")
                + " 1.0");
  }

  @Test
  void timeNotCompliedWithGrowsFromScrapeToScrapeAndStopsWithTheResults() {
    metrics.bindTo(registry);
    AccountSample sample = new AccountSample("a").fails("GuardDuty.1").scannedAt(START);
    sample.report(START);
    accounts.add(sample);
    String seconds =
        "awsposture_control_noncompliant_region_seconds_total" + of("a", "control=\"GuardDuty.1\"");
    assertThat(registry.scrape()).as("nothing to tell yet").doesNotContain(seconds);

    now = START.plusSeconds(60);
    assertThat(registry.scrape()).contains(seconds + " 60.0");
    now = START.plus(Duration.ofHours(1));
    assertThat(registry.scrape()).contains(seconds + " 3600.0");
    now = START.plusSeconds(10);
    assertThat(registry.scrape()).as("the clock went back").contains(seconds + " 3600.0");
    now = START.plus(Duration.ofDays(2));
    assertThat(registry.scrape()).contains(seconds + " 5400.0");
  }

  @Test
  void baselinesShowMeanAndWorstOfTheirAccountsAndWithoutAnyNothing() {
    metrics.bindTo(registry);
    AccountSample half = new AccountSample("half").framework("essential-26", "GuardDuty.1");
    AccountSample all = new AccountSample("all").framework("essential-26", "GuardDuty.1");
    accounts.add(half.passes("GuardDuty.1").fails("S3.1").scannedAt(START));
    accounts.add(all.passes("GuardDuty.1").passes("S3.1").scannedAt(START));
    accounts.add(new AccountSample("fresh").asks("S3.1", Mode.OBSERVE));

    assertThat(samples(registry.scrape()))
        .contains(
            score("", "strict", ",statistic=\"mean\"", "0.75"),
            score("", "strict", ",statistic=\"worst\"", "0.5"),
            score("framework_", "strict", "", "1.0"));

    accounts.clear();
    assertThat(registry.scrape()).doesNotContain("baseline=\"foundation\"");
    accounts.add(half.problem(new Problem(Reasons.BASELINE_NOT_FOUND, "create it", false)));
    assertThat(registry.scrape())
        .as("the baseline is gone")
        .contains("account=\"half\"")
        .doesNotContain("baseline=\"foundation\"");
  }

  private static String score(String of, String formula, String statistic, String ratio) {
    return "awsposture_baseline_"
        + of
        + "score_ratio{resource_namespace=\"security\",baseline=\"foundation\","
        + (of.isEmpty() ? "" : "framework=\"essential-26\",")
        + "formula=\""
        + formula
        + "\""
        + statistic
        + ",} "
        + ratio;
  }

  private static Stream<String> samples(String scraped) {
    return scraped.lines().filter(line -> !line.startsWith("#"));
  }

  @Test
  void theRegistryIsFoundInsideAComposite() {
    CompositeMeterRegistry composite = new CompositeMeterRegistry();
    composite.add(new SimpleMeterRegistry());
    composite.add(registry);
    accounts.add(new AccountSample("a").passes("S3.1").scannedAt(START));

    metrics.bindTo(composite);

    assertThat(registry.scrape()).contains("awsposture_account_info{");
    assertThatThrownBy(() -> metrics.bindTo(new SimpleMeterRegistry()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no Prometheus registry");
  }

  private static String of(String account, String labels) {
    return "{resource_namespace=\"security\",account=\""
        + account
        + "\","
        + labels
        + (labels.isEmpty() ? "}" : ",}");
  }
}
