package io.awsposture.cli;

import io.awsposture.Account;
import io.awsposture.Pipeline;
import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.AwsAccountSpec;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.apply.Applier;
import io.awsposture.apply.Closed;
import io.awsposture.apply.FleetBrakes;
import io.awsposture.apply.Gate;
import io.awsposture.aws.AccountRegions;
import io.awsposture.aws.Connection;
import io.awsposture.aws.Connector;
import io.awsposture.cli.CheckedAccount.Outcome;
import io.awsposture.cli.input.Declared;
import io.awsposture.cli.input.Input;
import io.awsposture.control.Catalogue;
import io.awsposture.evaluate.AcceptedRisks;
import io.awsposture.observe.Observer;
import io.awsposture.plan.Approvals;
import io.awsposture.plan.Decisions;
import io.awsposture.plan.History;
import io.awsposture.plan.Made;
import io.awsposture.report.Reasons;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.resolve.Resolution;
import io.awsposture.resolve.Resolver;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs the operator's pipeline once over the accounts of some files, without Kubernetes. It never
 * writes, and that hangs on three things of which each alone is enough: no account has a write
 * role, the mode of all is limited to Observe, and the permit is closed.
 */
final class Check implements AutoCloseable {
  private static final int ACCOUNTS_AT_ONCE = 8;
  private static final int LONGEST_SESSION_NAME = 64;
  private static final String EXTERNAL_ID = "AWSPOSTURE_EXTERNAL_ID";

  private final Future<Connector> connecting;
  private final Clock clock;
  private final Optional<String> externalId;
  private final String operator;
  private final Resolver resolver = new Resolver(Catalogue.load());

  /**
   * A check.
   *
   * @param connecting the way to AWS, waited for once it is needed; closed with this
   * @param variables of the environment: {@code AWSPOSTURE_EXTERNAL_ID} is sent when roles are
   *     assumed, {@code AWSPOSTURE_INSTALLATION} is the operator whose own things are told from
   *     those of others
   */
  Check(Future<Connector> connecting, Clock clock, Map<String, String> variables) {
    this.connecting = connecting;
    this.clock = clock;
    this.externalId = variable(variables, EXTERNAL_ID);
    this.operator = variable(variables, "AWSPOSTURE_INSTALLATION").orElse("check");
  }

  /** Reads and judges every account of the input; none where the input has errors. */
  CheckResult run(Input files, Progress progress) throws InterruptedException {
    Instant start = clock.instant();
    Input input = files.and(References.unresolved(files, resolver));
    List<CheckedAccount> checked = new ArrayList<>();
    if (input.errors().isEmpty()) {
      Pipeline pipeline = pipeline(waitFor(connecting));
      try (ExecutorService pool =
          Executors.newFixedThreadPool(ACCOUNTS_AT_ONCE, Thread.ofVirtual().factory())) {
        List<Future<CheckedAccount>> running =
            input.accounts().stream()
                .map(account -> pool.submit(() -> check(account, input, pipeline, progress)))
                .toList();
        for (Future<CheckedAccount> account : running) {
          checked.add(waitFor(account));
        }
      }
    }
    return new CheckResult(input, checked, start, clock.instant());
  }

  /** Ends all connections. */
  @Override
  public void close() throws InterruptedException {
    try {
      connecting.get().close();
    } catch (ExecutionException neverConnected) {
      // There is nothing to end, and whoever needed it was told.
      return;
    }
  }

  /** What comes of it, or the fault that it ended with. */
  static <T> T waitFor(Future<T> running) throws InterruptedException {
    try {
      return running.get();
    } catch (ExecutionException failure) {
      switch (failure.getCause()) {
        case RuntimeException fault -> throw fault;
        case Error fault -> throw fault;
        case null, default -> throw new IllegalStateException(failure);
      }
    }
  }

  private Pipeline pipeline(Connector connector) {
    return new Pipeline(
        resolver,
        connector,
        new Observer(
            new AccountRegions(clock),
            Duration.parse(Observer.REGION_DEADLINE),
            Duration.parse(Observer.ACCOUNT_DEADLINE)),
        new Applier(
            connector,
            new Gate(operator, Set.of(), clock),
            new FleetBrakes(clock, 0, 0),
            clock,
            List.of()),
        operator,
        Duration.ZERO,
        clock);
  }

  private CheckedAccount check(
      Declared<AwsAccountSpec> declared, Input input, Pipeline pipeline, Progress progress) {
    EffectiveBaseline baseline =
        switch (resolver.resolve(
            declared.spec().baselineRef(), declared.namespace(), input.lookup())) {
          case Resolution.Resolved(EffectiveBaseline found) -> found;
          case Resolution.Unresolved why -> throw new IllegalStateException(why.message());
        };
    if (declared.spec().suspend()) {
      return new CheckedAccount(
          declared,
          baseline,
          new Outcome.NotRead(
              Reasons.SUSPENDED, "spec.suspend is true, so nothing of the account is read"));
    }
    progress.begins(declared.id());
    CheckedAccount checked =
        new CheckedAccount(declared, baseline, outcome(declared, input, pipeline));
    progress.ended(checked);
    return checked;
  }

  /** A fault of one account's check, ours included, must not take the others' results away. */
  private Outcome outcome(Declared<AwsAccountSpec> declared, Input input, Pipeline pipeline) {
    try {
      Decisions.Lookup decisions = decisions(declared, input);
      return outcome(scan(declared, input, decisions, pipeline), decisions);
    } catch (RuntimeException fault) {
      return new Outcome.NotRead("UnexpectedFailure", "please report this: " + fault);
    }
  }

  /** What the files decide about an account; an approval is of a running operator only. */
  private static Decisions.Lookup decisions(Declared<AwsAccountSpec> declared, Input input) {
    return (baseline, now) ->
        new Decisions(
            AcceptedRisks.of(
                input.risks(declared.namespace()), declared.spec().accountId(), baseline, now),
            Approvals.NONE);
  }

  private Outcome outcome(Scan scan, Decisions.Lookup decisions) {
    return switch (scan) {
      case Scan.Done done ->
          new Outcome.Read(
              done.under(decisions.under(done.baseline(), done.end()), Mode.OBSERVE, done.end()));
      case Scan.Unreached unreached ->
          new Outcome.NotRead(
              unreached.why().why().reason(),
              unreached.why().message() + missing(unreached.why().why()));
      case Scan.Unresolved unresolved ->
          new Outcome.NotRead(unresolved.why().why().reason(), unresolved.why().message());
    };
  }

  /** Of a role that is refused, the cause that nobody sees in AWS. */
  private String missing(Connection.Why why) {
    return why == Connection.Why.ROLE_DENIED && externalId.isEmpty()
        ? "; " + EXTERNAL_ID + " is not set, so no external id was sent"
        : "";
  }

  private Scan scan(
      Declared<AwsAccountSpec> declared,
      Input input,
      Decisions.Lookup decisions,
      Pipeline pipeline) {
    Account account =
        Account.of(
                declared.namespace(),
                declared.spec(),
                new Account.Defaults(Optional.empty(), Optional.empty()),
                externalId,
                sessionName(declared),
                // A check remembers no account, so it takes none for new.
                History.none(clock.instant()).firstSeen(Instant.EPOCH))
            .readOnly();
    Ending ending = new Ending();
    pipeline.scan(
        account,
        input.lookup(),
        decisions,
        () -> Optional.of(new Closed("Check", "a check never writes")),
        ending);
    return ending.scan.orElseThrow();
  }

  /** Tells the check in CloudTrail; roles may be named with signs that a session may not have. */
  private static String sessionName(Declared<?> declared) {
    String name =
        ("awsposture-check." + declared.namespace() + "." + declared.name())
            .replaceAll("[^\\w+=,.@-]", "-");
    return name.substring(0, Math.min(name.length(), LONGEST_SESSION_NAME));
  }

  private static Optional<String> variable(Map<String, String> variables, String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  private static final class Ending implements Pipeline.Report {
    private Optional<Scan> scan = Optional.empty();

    @Override
    public void made(Made made) {
      throw new IllegalStateException("a check never writes, and made " + made.action());
    }

    @Override
    public void ended(Scan ended) {
      scan = Optional.of(ended);
    }
  }
}
