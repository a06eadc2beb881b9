package io.awsposture.report;

import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.PlanApproval;
import io.awsposture.control.Catalogue;
import io.awsposture.plan.Made;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The metrics of the accounts, computed anew at every scrape, so that an account that is gone
 * leaves no series behind. Safe for use by many threads.
 *
 * <p>Micrometer's own meters are registered once and stay, and a MultiGauge shows what it was told
 * last; only a collector of the Prometheus client is asked at the scrape itself.
 */
public final class AccountMetrics {
  private static final Logger LOG = Logger.getLogger(AccountMetrics.class);

  private final Supplier<? extends Collection<AccountView>> accounts;
  private final List<String> labels;
  private final Supplier<? extends Stream<GrantedRisk>> suppressions;
  private final Supplier<? extends Stream<PlanApproval>> approvals;
  private final BooleanSupplier leads;
  private final OnwardTime time;
  private final ConcurrentMap<String, ConcurrentMap<String, LongAdder>> changesByUid =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<String, ConcurrentMap<String, LongAdder>> changesByControl =
      new ConcurrentHashMap<>();

  /**
   * Metrics of these accounts.
   *
   * @param accounts asked at every scrape; must answer at once
   * @param suppressions all there are, asked at every scrape; must answer at once
   * @param approvals likewise
   * @param leads asked at every scrape, must answer at once: does this process hold the lease? One
   *     that does not knows nothing of its own and shows no series
   * @param labels names of the AwsAccounts' own labels that {@code awsposture_account_info}
   *     carries, each as {@code label_NAME}
   */
  public AccountMetrics(
      Supplier<? extends Collection<AccountView>> accounts,
      Supplier<? extends Stream<GrantedRisk>> suppressions,
      Supplier<? extends Stream<PlanApproval>> approvals,
      BooleanSupplier leads,
      Set<String> labels,
      OnwardTime time) {
    this.accounts = accounts;
    this.suppressions = suppressions;
    this.approvals = approvals;
    this.leads = leads;
    this.labels = List.copyOf(new TreeSet<>(labels));
    this.time = time;
  }

  /**
   * Shows the metrics in the Prometheus registry that is, or is part of, this one.
   *
   * @throws IllegalStateException where there is none, or where they are shown there already
   */
  public void bindTo(MeterRegistry registry) {
    prometheus(registry)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no Prometheus registry to show the accounts in"))
        .getPrometheusRegistry()
        .register(new AtScrape());
  }

  /** Counts a change that was tried. */
  public void made(AwsAccount account, Made made) {
    count(changesByUid, account.getMetadata().getUid(), made);
    count(changesByControl, made.finding().control(), made);
  }

  private static void count(
      ConcurrentMap<String, ConcurrentMap<String, LongAdder>> counts, String of, Made made) {
    counts
        .computeIfAbsent(of, _ -> new ConcurrentHashMap<>())
        .computeIfAbsent(made.outcome().word(), _ -> new LongAdder())
        .increment();
  }

  @SuppressWarnings("deprecation") // it is the one that Quarkus brings
  private static Stream<PrometheusMeterRegistry> prometheus(MeterRegistry registry) {
    return switch (registry) {
      case PrometheusMeterRegistry found -> Stream.of(found);
      case CompositeMeterRegistry parts ->
          parts.getRegistries().stream().flatMap(AccountMetrics::prometheus);
      default -> Stream.empty();
    };
  }

  private Samples samples() {
    Samples samples = new Samples(labels);
    if (leads.getAsBoolean()) {
      add(samples, accounts.get(), time.instant());
    }
    return samples;
  }

  private void add(Samples samples, Collection<AccountView> views, Instant now) {
    BaselineSamples baselines = new BaselineSamples();
    Set<String> present = new HashSet<>();
    Set<String> fixable = new TreeSet<>(Catalogue::byServiceThenNumber);
    for (AccountView view : views) {
      present.add(view.account().getMetadata().getUid());
      try {
        Results results = Results.of(view, now);
        add(samples, view, results, now);
        baselines.count(view, results);
        AccountSamples.fixable(view).forEach(fixable::add);
      } catch (RuntimeException broken) {
        // One account that cannot be told must not hide all others, and the operator, from alerts.
        LOG.warnf(broken, "the metrics of account %s are left out", AccountSamples.account(view));
      }
    }
    baselines.add(samples);
    addDecisions(samples, now);
    for (String id : fixable) {
      Map<String, LongAdder> changes = changesByControl.get(id);
      count(samples, MetricNames.CONTROL_CHANGES, changes == null ? Map.of() : changes, id);
    }
    changesByUid.keySet().retainAll(present);
  }

  private void addDecisions(Samples samples, Instant now) {
    try {
      SuppressionSamples.add(samples, suppressions.get().toList(), now);
      ApprovalSamples.add(samples, approvals.get().toList(), now);
    } catch (RuntimeException broken) {
      LOG.warn("the metrics of Suppressions or PlanApprovals are left out", broken);
    }
  }

  private void add(Samples samples, AccountView view, Results results, Instant now) {
    AccountSamples.add(samples, view, results, now, labels);
    Map<String, LongAdder> changes = changesByUid.get(view.account().getMetadata().getUid());
    count(
        samples,
        MetricNames.CHANGES,
        changes == null ? Map.of() : changes,
        AccountSamples.resourceNamespace(view),
        AccountSamples.account(view));
  }

  private static void count(
      Samples samples, MetricNames metric, Map<String, LongAdder> counts, String... of) {
    for (Made.Outcome outcome : Made.Outcome.values()) {
      String[] values = Arrays.copyOf(of, of.length + 1);
      values[of.length] = outcome.word();
      samples.add(
          metric,
          Optional.ofNullable(counts.get(outcome.word())).map(LongAdder::sum).orElse(0L),
          values);
    }
  }

  /** What the Prometheus client asks at each scrape. */
  private final class AtScrape extends Collector implements Collector.Describable {
    @Override
    public List<MetricFamilySamples> collect() {
      return samples().families();
    }

    /** Only the names, so that registering asks for no account. */
    @Override
    public List<MetricFamilySamples> describe() {
      return new Samples(labels).families();
    }
  }
}
