package io.awsposture;

import io.awsposture.api.v1alpha1.BaselineReference;
import io.awsposture.apply.Applier;
import io.awsposture.apply.Applier.Applied;
import io.awsposture.apply.Permit;
import io.awsposture.apply.Progress;
import io.awsposture.apply.Work;
import io.awsposture.aws.Connection;
import io.awsposture.aws.Connector;
import io.awsposture.aws.Session;
import io.awsposture.aws.Target;
import io.awsposture.control.Finding;
import io.awsposture.control.Scene;
import io.awsposture.evaluate.Evaluation;
import io.awsposture.evaluate.Evaluator;
import io.awsposture.observe.Observer;
import io.awsposture.observe.Observer.Sight;
import io.awsposture.observe.Reading;
import io.awsposture.observe.Remembered;
import io.awsposture.plan.Decisions;
import io.awsposture.plan.History;
import io.awsposture.plan.Made;
import io.awsposture.plan.Plan;
import io.awsposture.plan.Planner;
import io.awsposture.resolve.Baseline;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.resolve.Resolution;
import io.awsposture.resolve.Resolver;
import io.awsposture.trace.Trace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * READ FIRST. One scan of one account, in six calls:
 *
 * <pre>
 * resolve -> observe -> evaluate -> plan -> apply -> report
 * </pre>
 *
 * <p>Only {@code observe} reads AWS, only {@code apply} writes it; what lies between is pure. The
 * operator and the command line run the same pipeline; they differ in who may permit writes and in
 * who is told.
 */
public final class Pipeline {
  private final Resolver resolver;
  private final Connector connector;
  private final Observer observer;
  private final Evaluator evaluator = new Evaluator();
  private final Planner planner = new Planner();
  private final Applier applier;
  private final String operator;
  private final Duration soak;
  private final Clock clock;

  /**
   * A pipeline.
   *
   * @param operator the id of this installation
   * @param soak how long the plan of a new account or a changed baseline is shown before writes
   *     begin
   */
  public Pipeline(
      Resolver resolver,
      Connector connector,
      Observer observer,
      Applier applier,
      String operator,
      Duration soak,
      Clock clock) {
    this.resolver = resolver;
    this.connector = connector;
    this.observer = observer;
    this.applier = applier;
    this.operator = operator;
    this.soak = soak;
    this.clock = clock;
  }

  /** Who is told what happens during a scan. Called on the scan's thread. */
  public interface Report extends Progress {
    /** The scan is over. */
    void ended(Scan scan);
  }

  /**
   * Scans an account, changes what may be changed, and reports.
   *
   * @param decisions asked when it is planned: what people decide meanwhile counts
   */
  public void scan(
      Account account,
      Baseline.Lookup baselines,
      Decisions.Lookup decisions,
      Permit permit,
      Report report) {
    Scan scan =
        switch (resolve(account.baseline(), account.namespace(), baselines)) {
          case Resolution.Unresolved why -> new Scan.Unresolved(why);
          case Resolution.Resolved(EffectiveBaseline baseline) ->
              switch (Trace.stage("connect", () -> connector.reader(account.target()))) {
                case Connection.Refused refused -> new Scan.Unreached(baseline, refused);
                case Connection.Connected(Session session) -> {
                  try (session) {
                    yield scan(account, baseline, decisions, session, permit, report);
                  }
                }
              };
        };
    Trace.step(Trace.current().begin("report"), () -> report.ended(scan));
  }

  private Scan scan(
      Account account,
      EffectiveBaseline baseline,
      Decisions.Lookup decisions,
      Session session,
      Permit permit,
      Progress progress) {
    Instant start = clock.instant();
    Scene scene = scene(account, baseline, start);

    try (Sight sight = observe(account, baseline, session)) {
      Evaluation evaluation =
          Trace.stage(
              "evaluate", () -> evaluator.evaluate(baseline, scene, sight.regions(), sight));
      History history = remember(account.history(), baseline, evaluation);
      Decided decided = new Decided(account, baseline, decisions);
      Outlook outlook = Trace.stage("plan", () -> outlook(session, evaluation, decided, history));
      Plan plan = outlook.plan();
      Applied applied = apply(account, baseline, scene, session, plan, history, permit, progress);

      Evaluation after = Trace.stage("reread", () -> reread(scene, session, evaluation, applied));
      History known =
          applied
              .history()
              .seen(
                  after.allFindings().stream().map(it -> it.key()).toList(),
                  after::couldNotRead,
                  clock.instant());
      Outlook rest =
          applied.made().isEmpty()
              ? outlook
              : Trace.stage("plan", () -> outlook(session, after, decided, known));
      Map<String, Integer> unknown = sight.unknownsByKind();
      if (unknown.containsKey("RegionUnusable")) {
        // The kept credentials may be of a role that was made anew: the next scan asks for others.
        connector.forget(account.target());
      }
      return new Scan.Done(
          baseline,
          after,
          rest.plan(),
          rest.preconditions(),
          known.frozen(rest.plan().contended(), clock.instant()),
          applied.made(),
          applied.closed(),
          unknown,
          session.tally().attempts(),
          session.tally().throttledCalls(),
          start,
          clock.instant());
    }
  }

  /** What a reference to a baseline comes to; asks nobody but {@code baselines}. */
  public Resolution resolve(
      BaselineReference reference, String fromNamespace, Baseline.Lookup baselines) {
    return Trace.stage("resolve", () -> resolver.resolve(reference, fromNamespace, baselines));
  }

  /** Forgets what is kept of an account for its next scan. */
  public void forget(Target target) {
    connector.forget(target);
    observer.forget(target.account());
  }

  private Sight observe(Account account, EffectiveBaseline baseline, Session session) {
    Set<Reading<?>> readings = new LinkedHashSet<>();
    baseline
        .controls()
        .values()
        .forEach(asked -> readings.add(asked.control().reading(baseline.desired())));
    return observer.observe(session, account.regions(), readings);
  }

  /** An account, and where to look what people decide about it. */
  private record Decided(Account account, EffectiveBaseline baseline, Decisions.Lookup lookup) {
    Decisions at(Instant now) {
      return lookup.under(baseline, now);
    }
  }

  /** A plan, and what was read of the preconditions of its changes. */
  private record Outlook(Plan plan, Remembered preconditions) {}

  private Outlook outlook(
      Session session, Evaluation evaluation, Decided decided, History history) {
    try (Sight sight = observer.look(session, decided.account().regions())) {
      Remembered preconditions = new Remembered(sight);
      Plan plan = plan(evaluation, decided, history, preconditions);
      preconditions.end();
      return new Outlook(plan, preconditions);
    }
  }

  private Plan plan(
      Evaluation evaluation, Decided decided, History history, Remembered preconditions) {
    Instant now = clock.instant();
    Decisions decisions = decided.at(now);
    return planner.plan(
        evaluation.accepting(decisions.risks()),
        decided.account().modeLimit(),
        history,
        preconditions,
        decisions.approvals(),
        now);
  }

  private Applied apply(
      Account account,
      EffectiveBaseline baseline,
      Scene scene,
      Session session,
      Plan plan,
      History history,
      Permit permit,
      Progress progress) {
    Work work =
        new Work(
            account.target(),
            session,
            plan,
            history,
            baseline.changesPerHour(),
            baseline.changesPerDay(),
            account.writesToProtected());
    FreshLook look = new FreshLook(observer, evaluator, session, baseline, scene, plan);
    return Trace.stage("apply", () -> applier.apply(work, permit, look, progress));
  }

  /** A new account or a changed baseline is shown first: writes begin a soak time later. */
  private History remember(History history, EffectiveBaseline baseline, Evaluation evaluation) {
    Instant now = clock.instant();
    History current =
        history.baselineRevision().equals(baseline.revision())
            ? history
            : history.under(baseline.revision(), now.plus(soak));
    return current.seen(
        evaluation.allFindings().stream().map(finding -> finding.key()).toList(),
        evaluation::couldNotRead,
        now);
  }

  /**
   * What the changes touched is read again at once, not at the next interval; so is what was found
   * changed by somebody else.
   */
  private Evaluation reread(Scene scene, Session session, Evaluation evaluation, Applied applied) {
    List<Finding.Key> touched =
        applied.made().stream()
            .filter(made -> made.outcome().touchedAws() || made.outcome() == Made.Outcome.DROPPED)
            .map(Made::finding)
            .toList();
    if (touched.isEmpty()) {
      return evaluation;
    }
    try (Sight sight = observer.look(session, scene.regions())) {
      return evaluator.again(evaluation, touched, scene, sight);
    }
  }

  private Scene scene(Account account, EffectiveBaseline baseline, Instant now) {
    return new Scene(
        account.target().partition(),
        account.target().account(),
        account.target().homeRegion(),
        account.target().homeRegion(),
        operator,
        now,
        baseline.desired(),
        account.regions(),
        account.history().firstSeen().orElse(now));
  }
}
