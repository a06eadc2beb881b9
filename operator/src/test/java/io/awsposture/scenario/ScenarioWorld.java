package io.awsposture.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.Account;
import io.awsposture.Pipeline;
import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.SecurityBaseline;
import io.awsposture.apply.Permit;
import io.awsposture.emulator.AwsProxy;
import io.awsposture.emulator.Call;
import io.awsposture.plan.History;
import io.awsposture.plan.Made;
import io.awsposture.resolve.Baseline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An emulated AWS with one account in it, and an operator that scans it as its custom resources
 * say. What is remembered between scans is kept as the operator keeps it.
 */
public final class ScenarioWorld implements AutoCloseable {
  private final AwsProxy aws;
  private final ScenarioFolder folder;
  private final MovableClock clock = new MovableClock();
  private final Names names = new Names(clock);
  private final OperatorUnderTest operator;
  private final List<Made> made = new ArrayList<>();
  private AwsAccount account;
  private SecurityBaseline baseline;
  private History history = History.none(clock.instant());
  private Permit permit = Optional::empty;
  private Optional<Scan> last = Optional.empty();

  /** A world of its own, in front of an emulator that was reset. */
  public ScenarioWorld(AwsProxy aws, ScenarioFolder folder) {
    this.aws = aws;
    this.folder = folder;
    this.account = folder.account();
    this.baseline = folder.baseline();
    this.operator = new OperatorUnderTest(aws, clock);
  }

  /** The emulated AWS: its rules and its log of calls. */
  public AwsProxy aws() {
    return aws;
  }

  /** The account of the scenario, to be prepared and looked into. */
  public EmulatedAccount account() {
    return new EmulatedAccount(aws, account.getSpec().accountId());
  }

  /** The operator's settings. They hold from the next scan on. */
  public OperatorUnderTest operator() {
    return operator;
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

  /** Somebody edits the baseline. */
  public void edit(java.util.function.UnaryOperator<SecurityBaseline> change) {
    baseline = change.apply(baseline);
  }

  /** Scans once, and forgets the calls made before. */
  public Scan scan() {
    aws.clearCalls();
    made.clear();
    Pipeline pipeline = operator.pipeline();
    List<Scan> ended = new ArrayList<>();
    pipeline.scan(
        described(),
        (namespace, name) -> Optional.of(new Baseline(namespace, name, baseline.getSpec())),
        permit,
        new Pipeline.Report() {
          @Override
          public void made(Made change) {
            made.add(change);
            history = history.with(change);
          }

          @Override
          public void ended(Scan scan) {
            ended.add(scan);
          }
        });
    Scan scan = ended.getFirst();
    if (scan instanceof Scan.Done done) {
      history = done.history();
    }
    last = Optional.of(scan);
    return scan;
  }

  /** Scans once an account that is reached. */
  public Scan.Done scanned() {
    return switch (scan()) {
      case Scan.Done done -> done;
      case Scan.Unreached refused -> throw new AssertionError(refused.why().toString());
      case Scan.Unresolved unresolved -> throw new AssertionError(unresolved.why().toString());
    };
  }

  /** The changes tried in the last scan, in order, as they were told one by one. */
  public List<Made> made() {
    return List.copyOf(made);
  }

  /** What is remembered. */
  public History history() {
    return history;
  }

  /** The operator ends and starts again: of what it knew, the object's status is left. */
  public void restartOperator() {
    operator.restart();
  }

  /** Status, plan and calls of the last scan are those of the folder. */
  public void isAsExpected() {
    planIsAsExpected();
    callsAreAsExpected();
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

  ScenarioFolder folder() {
    return folder;
  }

  @Override
  public void close() {
    operator.close();
  }

  private Scan.Done done() {
    return (Scan.Done) last.orElseThrow();
  }

  private Account described() {
    return Account.of(
        account.getMetadata().getNamespace(),
        account.getSpec(),
        new Account.Defaults(Optional.empty(), Optional.empty()),
        Optional.of(OperatorUnderTest.EXTERNAL_ID),
        OperatorUnderTest.SESSION,
        history);
  }
}
