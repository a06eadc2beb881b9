package io.awsposture.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.Account;
import io.awsposture.Pipeline;
import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.SecurityBaseline;
import io.awsposture.api.v1alpha1.SecurityBaselineSpec;
import io.awsposture.apply.Permit;
import io.awsposture.control.Verdict;
import io.awsposture.emulator.AwsProxy;
import io.awsposture.emulator.Call;
import io.awsposture.plan.Decisions;
import io.awsposture.plan.History;
import io.awsposture.plan.Made;
import io.awsposture.plan.Plan;
import io.awsposture.report.AccountStatusBuilder;
import io.awsposture.report.AccountView;
import io.awsposture.report.ConditionInvariants;
import io.awsposture.report.FailingTime;
import io.awsposture.report.RememberedHistory;
import io.awsposture.resolve.Baseline;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.trace.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An emulated AWS with one account in it, and an operator that scans it as its custom resources
 * say. What is remembered between scans is kept as the operator keeps it: in memory, and in the
 * status for after a restart.
 */
public final class ScenarioWorld implements AutoCloseable {
  private final AwsProxy aws;
  private final ScenarioFolder folder;
  private final MovableClock clock = new MovableClock();
  private final Names names = new Names(clock);
  private final OperatorUnderTest operator;
  private final AwsAccount object;
  private final SecurityBaseline baseline;
  private final List<Made> made = new ArrayList<>();
  private History history = History.none(clock.instant());
  private Permit permit = Optional::empty;
  private final GivenDecisions given;
  private Decisions.Lookup decisions;
  private Optional<Scan> last = Optional.empty();
  private FailingTime failingTime;

  /** A world of its own, in front of an emulator that was reset. */
  public ScenarioWorld(AwsProxy aws, ScenarioFolder folder) {
    this.aws = aws;
    this.folder = folder;
    this.object = folder.account();
    this.baseline = folder.baseline();
    this.failingTime = FailingTime.of(object);
    this.given = new GivenDecisions(object.getSpec().accountId(), clock);
    this.decisions = given::under;
    this.operator = new OperatorUnderTest(aws, clock);
  }

  /** The scenario's files. */
  public ScenarioFolder folder() {
    return folder;
  }

  /** The emulated AWS: its rules and its log of calls. */
  public AwsProxy aws() {
    return aws;
  }

  /** The account of the scenario, to be prepared and looked into. */
  public EmulatedAccount account() {
    return new EmulatedAccount(aws, object.getSpec().accountId());
  }

  /** The operator's settings. They hold from its start on, which is the first scan. */
  public OperatorUnderTest operator() {
    return operator;
  }

  /** The clock of the operator, and of AWS but for seconds. */
  public MovableClock clock() {
    return clock;
  }

  /** The account's write role is this operator's. */
  public void mayWrite() {
    account().writeRoleOf(OperatorUnderTest.ID);
  }

  /** A bucket with the policy that stands in the scenario's folder. */
  public void bucket(String name) {
    account().bucket(name, folder.text("policy-of-" + name + ".json"));
  }

  /** Time passes, for the operator as for AWS. */
  public void timePasses(Duration time) {
    clock.move(time);
    aws.clockSkew(clock.moved());
  }

  /** Golden files say {@code <name>} where this id stands. */
  public void name(String id, String name) {
    names.give(id, name);
  }

  /** Asked before each write from now on. */
  public void permit(Permit who) {
    permit = who;
  }

  /** What people decide, unless {@link #decide} says otherwise. */
  public GivenDecisions decisions() {
    return given;
  }

  /** The plan after the last scan. */
  public Plan plan() {
    return done().plan();
  }

  /** People decide this from now on. */
  public void decide(Decisions.Lookup what) {
    decisions = what;
  }

  /** Somebody edits the baseline. */
  public void edit(UnaryOperator<SecurityBaselineSpec> change) {
    baseline.setSpec(change.apply(baseline.getSpec()));
  }

  /** Somebody asks for frozen settings to be tried again. */
  public void thaw() {
    clock.move(Duration.ofSeconds(1));
    history = history.thawed(clock.instant());
  }

  /** Scans once. The calls made before are forgotten. */
  public Scan scan() {
    aws.clearCalls();
    made.clear();
    List<Scan> ended = new ArrayList<>();
    operator.traces().trace(object, span -> scan(span, ended));
    Scan scan = ended.getFirst();
    last = Optional.of(scan);
    if (scan instanceof Scan.Done done) {
      history = done.history();
    }
    assertThat(DeclaredActions.missingFor(aws.calls(), OperatorUnderTest.CATALOGUE))
        .as("IAM actions that no reading and no write declares")
        .isEmpty();
    report();
    return scan;
  }

  private void scan(Span span, List<Scan> ended) {
    operator
        .pipeline()
        .scan(
            described(),
            (namespace, name) -> Optional.of(new Baseline(namespace, name, baseline.getSpec())),
            decisions,
            permit,
            new Pipeline.Report() {
              @Override
              public void made(Made change) {
                made.add(change);
                history = history.with(change);
              }

              @Override
              public void ended(Scan scan) {
                operator.traces().ended(span, scan);
                ended.add(scan);
              }
            });
  }

  /** Scans once an account that is reached. */
  public Scan.Done scanned() {
    return switch (scan()) {
      case Scan.Done done -> done;
      case Scan.Unreached refused -> throw new AssertionError(refused.why().toString());
      case Scan.Unresolved unresolved -> throw new AssertionError(unresolved.why().toString());
    };
  }

  /** What the last scan says of a control in a Region. */
  public Verdict verdict(String control, String region) {
    return done().evaluation().controls().stream()
        .filter(result -> result.id().equals(control))
        .flatMap(result -> Optional.ofNullable(result.byRegion().get(region)).stream())
        .findFirst()
        .orElseThrow();
  }

  /** Why the last scan wrote nothing, or nothing more: the reason, empty where nothing was shut. */
  public String closed() {
    return done().closed().map(why -> why.reason()).orElse("");
  }

  /** The changes tried in the last scan, in order, as they were told one by one. */
  public List<Made> made() {
    return List.copyOf(made);
  }

  /** What became of the changes tried in the last scan: action, Region and outcome of each. */
  public List<String> outcomes() {
    return made.stream()
        .map(made -> made.action() + " " + made.region() + " " + made.outcome().word())
        .toList();
  }

  /** The operator ends and starts again: of what it knew, the object's status is left. */
  public void restartOperator() {
    operator.restart();
    history =
        Optional.ofNullable(object.getStatus())
            .map(status -> RememberedHistory.of(status, clock.instant()))
            .orElseGet(() -> History.none(clock.instant()));
    failingTime = FailingTime.of(object);
  }

  /** Status, plan and calls after the last scan are those of the folder. */
  public void isAsExpected() {
    statusIsAsExpected();
    planIsAsExpected();
    callsAreAsExpected();
  }

  /** The status of the AwsAccount after the last scan is {@code expected-status.yaml}. */
  public void statusIsAsExpected() {
    folder.compare("expected-status.yaml", names.in(ScenarioFolder.yaml(object.getStatus())));
  }

  /** What is still to be done after the last scan is what {@code expected-plan.txt} says. */
  public void planIsAsExpected() {
    folder.compare("expected-plan.txt", names.in(PlanText.of(done().plan())));
  }

  /** The calls of the last scan are those of {@code expected-calls.txt}. */
  public void callsAreAsExpected() {
    folder.compare("expected-calls.txt", names.in(Call.text(aws.calls())));
  }

  /** The last scan tried to change nothing. */
  public void nothingWasWritten() {
    assertThat(Call.text(aws.writes())).isEmpty();
    assertThat(made).isEmpty();
  }

  @Override
  public void close() {
    operator.close();
  }

  private Scan.Done done() {
    return (Scan.Done) last.orElseThrow();
  }

  private void report() {
    AwsAccountStatus before = object.getStatus();
    failingTime = failingTime.seen(view(), clock.instant());
    AwsAccountStatus now = new AccountStatusBuilder().build(view(), clock.instant());
    if (before == null) {
      ConditionInvariants.check(now);
    } else {
      ConditionInvariants.check(before, now);
    }
    object.setStatus(now);
    given.report(view().last(), history);
  }

  private AccountView view() {
    Optional<Scan.Done> done =
        last.flatMap(scan -> scan instanceof Scan.Done one ? Optional.of(one) : Optional.empty());
    Optional<Scan.Unreached> unreached =
        last.flatMap(
            scan -> scan instanceof Scan.Unreached one ? Optional.of(one) : Optional.empty());
    Optional<EffectiveBaseline> effective =
        done.map(Scan.Done::baseline).or(() -> unreached.map(Scan.Unreached::baseline));
    Instant now = clock.instant();
    Decisions decided =
        effective.map(baselineNow -> decisions.under(baselineNow, now)).orElse(Decisions.NONE);
    return new AccountView(
        object,
        OperatorUnderTest.EXTERNAL_ID,
        Optional.empty(),
        effective,
        decided,
        done.map(scan -> scan.under(decided, object.getSpec().modeLimit(), now)),
        unreached,
        Optional.empty(),
        history,
        object.getMetadata().getGeneration(),
        Optional.of(clock.instant().plus(object.getSpec().scanInterval())),
        Optional.empty(),
        failingTime);
  }

  private Account described() {
    return Account.of(
        object.getMetadata().getNamespace(),
        object.getSpec(),
        new Account.Defaults(Optional.empty(), Optional.empty()),
        Optional.of(OperatorUnderTest.EXTERNAL_ID),
        OperatorUnderTest.SESSION,
        history);
  }
}
