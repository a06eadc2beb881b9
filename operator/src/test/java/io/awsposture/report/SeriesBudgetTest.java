package io.awsposture.report;

import static io.awsposture.report.AccountSample.START;
import static io.awsposture.report.AccountSample.change;
import static io.awsposture.report.AccountSample.held;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.control.Control;
import io.awsposture.plan.Hold;
import io.awsposture.samples.SampleBaseline;
import io.awsposture.samples.SampleRisks;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A fleet of the size that one process is made for takes no more series than it may. */
@SuppressWarnings("deprecation") // the registry is the one that Quarkus brings
class SeriesBudgetTest {
  private static final int ACCOUNTS = 1000;
  private static final int CONTROLS = 60;
  private static final int MOST_OF_AN_ACCOUNT = 150;
  private static final int MOST_OF_A_PROCESS = 150_000;

  /** What the metrics of calls, of the Java runtime and of the operator framework take at most. */
  private static final int OF_THE_PROCESS_ITSELF = 1500;

  private static final List<Control<?>> MADE_UP = MadeUpControls.of(CONTROLS);

  private final List<AccountView> views = new ArrayList<>();

  @Test
  void aThousandAccountsOfSixtyControlsStayWithinTheBudget() {
    IntStream.range(0, ACCOUNTS).mapToObj(SeriesBudgetTest::ordinary).forEach(views::add);

    List<String> series = scraped();

    Map<String, Long> byAccount =
        series.stream()
            .filter(line -> line.contains(",account=\""))
            .collect(
                Collectors.groupingBy(
                    line -> line.replaceAll(".*,account=\"([^\"]*)\".*", "$1"),
                    Collectors.counting()));
    assertThat(byAccount).hasSize(ACCOUNTS);
    assertThat(byAccount.values())
        .allMatch(count -> count > 2 * CONTROLS, "all its controls are there")
        .allMatch(count -> count <= MOST_OF_AN_ACCOUNT, "the budget holds");
    assertThat(series.size() + OF_THE_PROCESS_ITSELF).isLessThanOrEqualTo(MOST_OF_A_PROCESS);
    assertThat(series).doesNotHaveDuplicates();
  }

  @Test
  void theWorstAccountTakesWhatTheDocumentSays() {
    AccountSample worst = new AccountSample("worst");
    for (Control<?> control : MADE_UP) {
      fails(worst, control, Optional.of(Hold.Kind.CONTENDED));
    }
    views.add(told(worst));

    long perControl = scraped().stream().filter(line -> line.contains("control=\"")).count();
    long fixed = scraped().stream().filter(line -> line.contains("account=\"worst\"")).count();

    // Failing, contended, planned and ever failed; the process counts changes of each control.
    assertThat(perControl).isEqualTo((4L + 7) * CONTROLS);
    assertThat(fixed - 4L * CONTROLS).isEqualTo(MetricsDocumentTest.SERIES_OF_ANY_ACCOUNT);
  }

  /** A third fails, most of it can be mended, a few are accepted, unknown or do not apply. */
  private static AccountView ordinary(int number) {
    AccountSample sample = new AccountSample("account-" + number);
    List<String> accepted = new ArrayList<>();
    for (int i = 0; i < CONTROLS; i++) {
      Control<?> control = MADE_UP.get((i + number) % CONTROLS);
      if (i < 12) {
        fails(sample, control, Optional.of(i == 0 ? Hold.Kind.CONTENDED : Hold.Kind.APPROVAL));
      } else if (i < 20) {
        fails(sample, control, Optional.empty());
      } else if (i < 23) {
        fails(sample, control, Optional.empty());
        accepted.add(control.id());
      } else if (i < 26) {
        sample.asks(SampleBaseline.asked(control, Mode.PROPOSE)).isUnknown(control.id());
      } else if (i < 30) {
        sample.asks(SampleBaseline.asked(control, Mode.PROPOSE));
      } else {
        sample.asks(SampleBaseline.asked(control, Mode.PROPOSE)).passes(control.id());
      }
    }
    return told(
        sample
            .accepts(SampleRisks.of(accepted.toArray(String[]::new)))
            .framework("essential-26", accepted.getFirst())
            .unknownReadings("Denied", 3)
            .unknownReadings("ThrottledOut", 1));
  }

  private static void fails(AccountSample sample, Control<?> control, Optional<Hold.Kind> hold) {
    sample.asks(SampleBaseline.asked(control, Mode.PROPOSE)).fails(control.id());
    hold.ifPresent(
        kind -> sample.plans(change("c-" + control.id(), control.id(), "it", held(kind, "waits"))));
  }

  private static AccountView told(AccountSample sample) {
    sample.scannedAt(START).report(START);
    return sample.view();
  }

  private List<String> scraped() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Clock minuteLater = Clock.fixed(START.plusSeconds(60), ZoneOffset.UTC);
    new AccountMetrics(
            () -> views,
            Stream::empty,
            Stream::empty,
            () -> true,
            Set.of(),
            new OnwardTime(minuteLater))
        .bindTo(registry);
    return registry.scrape().lines().filter(line -> !line.startsWith("#")).toList();
  }
}
