package io.awsposture.reconcile;

import io.awsposture.OperatorConfig;
import io.awsposture.Pipeline;
import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.apply.Closed;
import io.awsposture.plan.Made;
import io.awsposture.plan.Planned;
import io.awsposture.reconcile.AccountState.Wanted;
import io.awsposture.report.AccountMetrics;
import io.awsposture.report.ChangeLog;
import io.awsposture.report.OperatorMeters;
import io.awsposture.report.Repairs;
import io.awsposture.report.ScanTraces;
import io.awsposture.resolve.Baseline;
import io.awsposture.resolve.Resolution;
import io.awsposture.trace.Span;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * The scheduler of scans. It stands beside the reconciler: scans run on virtual threads of their
 * own, a bounded number at a time and never two of one account, and their results land in {@link
 * AccountStates} and wake the reconciler.
 */
@ApplicationScoped
public class Scans {
  private static final Logger LOG = Logger.getLogger(Scans.class);
  private static final Duration TICK = Duration.ofMillis(200);

  private final AccountStates states;
  private final Pipeline pipeline;
  private final KubernetesClient kubernetes;
  private final WriteSwitch writeSwitch;
  private final Leadership leadership;
  private final OperatorConfig config;
  private final KnownDecisions decisions;
  private final AccountReports reports;
  private final ChangeLog changeLog;
  private final OperatorMeters meters;
  private final ScanTraces traces;
  private final AccountMetrics metrics;
  private final Clock clock;
  private final Semaphore places;
  private final ConcurrentMap<String, Thread> running = new ConcurrentHashMap<>();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("scan-ticker").daemon().factory());
  private volatile boolean stopping;
  private volatile Instant lastTick;
  private volatile Consumer<AwsAccount> wake = _ -> {};
  private volatile Consumer<AwsAccount> gone = _ -> {};
  private volatile Predicate<AwsAccount> exists = _ -> true;
  private volatile Baseline.Lookup baselines = (_, _) -> Optional.empty();

  Scans(
      AccountStates states,
      Pipeline pipeline,
      KubernetesClient kubernetes,
      WriteSwitch writeSwitch,
      Leadership leadership,
      OperatorConfig config,
      KnownDecisions decisions,
      AccountReports reports,
      ChangeLog changeLog,
      OperatorMeters meters,
      ScanTraces traces,
      AccountMetrics metrics,
      Clock clock) {
    this.states = states;
    this.pipeline = pipeline;
    this.kubernetes = kubernetes;
    this.writeSwitch = writeSwitch;
    this.leadership = leadership;
    this.config = config;
    this.decisions = decisions;
    this.reports = reports;
    this.changeLog = changeLog;
    this.meters = meters;
    this.traces = traces;
    this.metrics = metrics;
    this.clock = clock;
    this.places = new Semaphore(config.scans().atOnce());
    this.lastTick = clock.instant();
  }

  /**
   * Begins to scan what is due.
   *
   * @param stillExists whether the very object is still there; asked often
   * @param wakeReconciler told of an account whenever there is something new to report of it
   * @param isGone told of an account whose object is no longer there
   */
  void start(
      Baseline.Lookup lookup,
      Predicate<AwsAccount> stillExists,
      Consumer<AwsAccount> wakeReconciler,
      Consumer<AwsAccount> isGone) {
    baselines = lookup;
    exists = stillExists;
    wake = wakeReconciler;
    gone = isGone;
    ticker.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    writeSwitch.watch(this::writesAreOn);
    meters.scheduler(running::size, () -> states.due(clock.instant(), running::containsKey).size());
  }

  /** The switch is on again: whoever waited for it goes on, spread like after a start. */
  private void writesAreOn() {
    Instant latest = clock.instant().plus(config.scans().spread());
    states.all().stream()
        .filter(state -> state.waitsForSwitch(latest))
        .forEach(state -> state.scheduled(spread(state.account())));
  }

  /** Where the first scan falls after a start, or after the switch. */
  Instant spread(AwsAccount account) {
    return NextScan.spread(account, config.scans().spread(), clock.instant());
  }

  /** True while the scheduler looks for due scans at all; what the liveness probe asks. */
  boolean isTicking() {
    return lastTick.plus(Duration.ofSeconds(30)).isAfter(clock.instant());
  }

  /** What a reference made by this account comes to now. */
  Resolution resolve(AwsAccount account) {
    return resolve(account, baselines);
  }

  private Resolution resolve(AwsAccount account, Baseline.Lookup lookup) {
    return pipeline.resolve(
        account.getSpec().baselineRef(), account.getMetadata().getNamespace(), lookup);
  }

  /**
   * Starts no more scans and ends those that run: reads are given up, a write in flight is finished
   * and recorded.
   *
   * @return true when all ended in time
   */
  boolean stop(Duration patience) {
    stopping = true;
    ticker.shutdownNow();
    List<Thread> ending = List.copyOf(running.values());
    ending.forEach(Thread::interrupt);
    Instant end = clock.instant().plus(patience);
    for (Thread thread : ending) {
      try {
        Duration left = Duration.between(clock.instant(), end);
        if (left.isNegative() || !thread.join(left)) {
          return false;
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  private void tick() {
    try {
      Instant now = clock.instant();
      lastTick = now;
      for (AccountState state : states.all()) {
        if (!exists.test(state.account())) {
          gone.accept(state.account());
        }
      }
      states.due(now, running::containsKey).stream()
          .takeWhile(_ -> places.tryAcquire())
          .forEach(this::begin);
    } catch (RuntimeException broken) {
      // A scheduled task that throws is never run again, and then nothing is scanned any more.
      LOG.error("looking for due scans failed; it is tried again in a moment", broken);
    }
  }

  private void begin(AccountState state) {
    Thread scan =
        Thread.ofVirtual()
            .name("scan " + state.account().getSpec().accountId())
            .unstarted(() -> run(state));
    running.put(state.uid(), scan);
    scan.start();
  }

  private void run(AccountState state) {
    Wanted wanted = state.wanted();
    try {
      traces.trace(state.account(), span -> scan(state, wanted, span));
    } catch (RuntimeException | Error broken) {
      LOG.errorf(
          broken,
          "the scan of account %s broke off; it is tried again",
          state.account().getSpec().accountId());
      state.brokeOff(wanted, broken.toString());
      state.scheduled(clock.instant().plus(state.nextRetry(config.scans().retry())));
    } finally {
      running.remove(state.uid());
      places.release();
    }
    if (!stopping) {
      wake.accept(state.account());
    }
  }

  private void scan(AccountState state, Wanted wanted, Span span) {
    AwsAccount account = state.account();
    reports.recall(state);
    // The account stays due until this scan has ended: a process that ends in the middle leaves
    // that in the status, and the next one scans again at once.
    Resolution resolution = resolve(account, baselines);
    String revision = resolution.revision();
    KubernetesPermit permit =
        new KubernetesPermit(
            kubernetes,
            account,
            clock,
            this::operatorMayNot,
            resolution.found(),
            live ->
                state.problem().isPresent() || !resolve(account, live).revision().equals(revision));
    Instant start = clock.instant();
    Repairs repairs = new Repairs(state.history());
    pipeline.scan(
        states.described(account, state),
        baselines,
        (baseline, now) -> decisions.of(account, baseline, now),
        permit,
        new Pipeline.Report() {
          @Override
          public void begins(Planned planned) {
            changeLog.begins(account, planned);
            repairs.begins(planned);
          }

          @Override
          public void made(Made made) {
            state.recorded(made);
            changeLog.made(account, made);
            metrics.made(account, made);
            wake.accept(account);
          }

          @Override
          public void ended(Scan scan) {
            traces.ended(span, scan);
            // A scan cut short saw next to nothing: what it made is recorded already, what it read
            // is not worth keeping.
            if (!stopping) {
              state.ended(wanted, scan);
              repairs.in(scan).forEach(meters::repaired);
              meters.scanned(Duration.between(start, clock.instant()));
              state.scheduled(
                  NextScan.after(scan, state, start, clock.instant(), config.scans().retry()));
            }
          }
        });
  }

  /** Why the operator may write into no account at all. */
  private Optional<Closed> operatorMayNot() {
    return stopping
        ? Optional.of(
            new Closed(
                "ShuttingDown", "the operator is stopping; the rest follows after its start"))
        : writeSwitch.closed().or(leadership::closed);
  }

  /** Forgets an object that is gone; its scan, if one runs, makes no further write. */
  void forget(String uid) {
    states
        .remove(uid)
        .ifPresent(state -> pipeline.forget(states.described(state.account(), state).target()));
    Optional.ofNullable(running.get(uid)).ifPresent(Thread::interrupt);
  }
}
