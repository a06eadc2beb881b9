package io.awsposture.apply;

import io.awsposture.apply.Applier.Applied;
import io.awsposture.apply.Applier.Means;
import io.awsposture.apply.Witness.Sighting;
import io.awsposture.aws.Cause;
import io.awsposture.aws.Connection;
import io.awsposture.aws.Session;
import io.awsposture.control.Finding;
import io.awsposture.plan.Change;
import io.awsposture.plan.History;
import io.awsposture.plan.Made;
import io.awsposture.plan.Made.Outcome;
import io.awsposture.plan.Planned;
import io.awsposture.trace.Fact;
import io.awsposture.trace.Span;
import io.awsposture.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One run over the due changes of one account. */
final class Run {
  /** With less left, a session is renewed: a write must not die of its credentials half-way. */
  private static final Duration LEAST_SESSION = Duration.ofMinutes(10);

  private final Means means;
  private final Work work;
  private final Permit permit;
  private final Witness witness;
  private final Progress progress;
  private final Departure departure;
  private final String account;
  private final List<Made> made = new ArrayList<>();
  private final Set<Finding.Key> stopped = new HashSet<>();
  private final Set<String> refused = new HashSet<>();
  private History history;
  private Optional<Session> session = Optional.empty();

  Run(Means means, Work work, Permit permit, Witness witness, Progress progress) {
    this.means = means;
    this.work = work;
    this.permit = permit;
    this.witness = witness;
    this.progress = progress;
    this.departure = new Departure(permit, progress, means.clock());
    this.account = work.target().account();
    this.history = work.history();
  }

  Applied carryOut(List<Planned> due) {
    Optional<Closed> closed = Optional.empty();
    try {
      for (Planned planned : untriedFirst(due)) {
        if (stopped.contains(planned.finding()) || isRefused(planned)) {
          continue;
        }
        closed = closedNow();
        if (closed.isPresent()) {
          break;
        }
        if (permit.withheld(planned).isPresent()) {
          stopped.add(planned.finding());
          continue;
        }
        closed = Trace.stage(spanOf(planned), () -> tried(planned));
        if (closed.isPresent()) {
          break;
        }
      }
    } finally {
      session.ifPresent(Session::close);
    }
    return new Applied(history, made, closed);
  }

  private static Span spanOf(Planned planned) {
    return Trace.current()
        .begin("change")
        .with(Fact.CHANGE, planned.id())
        .with(Fact.CONTROL, planned.finding().control())
        .with(Fact.ACTION, planned.change().action())
        .with(Fact.REGION, planned.region());
  }

  private Optional<Closed> closedNow() {
    if (Thread.currentThread().isInterrupted()) {
      return Optional.of(
          new Closed("ShuttingDown", "the operator is stopping; the rest follows after its start"));
    }
    return permit
        .closed()
        .or(() -> means.brakes().closed(account))
        .or(() -> means.gate().budgetSpent(work, history))
        .or(() -> means.gate().clockOff(means.connector().clockSkew()))
        .or(this::openSession);
  }

  private Optional<Closed> openSession() {
    boolean good =
        session
            .flatMap(Session::timeLeft)
            .map(left -> left.compareTo(LEAST_SESSION) >= 0)
            .orElse(false);
    if (good) {
      return Optional.empty();
    }
    session.ifPresent(Session::close);
    session = Optional.empty();
    return switch (means
        .connector()
        .writer(work.target(), work.plan().dueActions(), departure::lastWord)) {
      case Connection.Connected(Session opened) -> {
        if (opened.timeLeft().filter(left -> left.compareTo(LEAST_SESSION) < 0).isPresent()) {
          opened.close();
          yield Optional.of(
              new Closed(
                  "SessionTooShort",
                  "the write role's sessions last less than 10 minutes: raise its maximum session duration"));
        }
        session = Optional.of(opened);
        yield Optional.empty();
      }
      case Connection.Refused(Connection.Why why, String message) ->
          Optional.of(
              why == Connection.Why.NO_ANSWER
                  ? Closed.passing(means.clock().instant(), why.reason(), message)
                  : new Closed(why.reason(), message));
    };
  }

  /** Tries one change, and records what came of it; what it answers kept it from being tried. */
  private Optional<Closed> tried(Planned planned) {
    switch (look(planned)) {
      case Sighting.Met(String why) -> drop(planned, "before writing: " + why);
      case Sighting.Different(String why) -> drop(planned, "before writing: " + why);
      case Sighting.Unclear(Cause cause) ->
          drop(planned, "could not be read again before writing: " + cause.text());
      case Sighting.StillWanted(Change fresh) -> {
        return reservedAndTried(planned, fresh);
      }
    }
    return Optional.empty();
  }

  private Optional<Closed> reservedAndTried(Planned planned, Change fresh) {
    Optional<Closed> closed = means.brakes().reserve(account);
    if (closed.isPresent()) {
      return closed;
    }
    boolean counted = false;
    try {
      Optional<Made> record = write(planned, fresh);
      if (record.isEmpty()) {
        return departure.closed();
      }
      means.brakes().count(account, record.get());
      counted = true;
      record(record.get());
      return Optional.empty();
    } finally {
      if (!counted) {
        means.brakes().release();
      }
    }
  }

  private void drop(Planned planned, String why) {
    record(made(planned, Outcome.DROPPED, why));
  }

  /** Makes a change; empty where it was withheld at its turn. */
  private Optional<Made> write(Planned planned, Change fresh) {
    Session in = session.orElseThrow().in(planned.region());
    departure.prepare(planned);
    Optional<Failure> failure =
        Patience.call(
            fresh, permit, () -> Uninterrupted.call(() -> Failure.of(() -> fresh.carryOut(in))));
    if (departure.wasWithheld()) {
      stopped.add(planned.finding());
      return Optional.empty();
    }
    if (failure.isPresent()) {
      return Optional.of(failed(planned, failure.get()));
    }
    return Optional.of(
        isVisible(planned)
            ? made(planned, Outcome.APPLIED, "")
            : made(planned, Outcome.SETTLING, "AWS accepted it and does not show it yet"));
  }

  private Made failed(Planned planned, Failure failure) {
    Cause cause = failure.cause();
    if (failure.answerWasLost()) {
      return isVisible(planned)
          ? made(
              planned, Outcome.APPLIED, "the answer was lost, and a later reading shows the change")
          : made(planned, Outcome.ANSWER_LOST, cause.text());
    }
    return switch (cause) {
      case Cause.Denied _ -> made(planned, Outcome.DENIED, cause.text());
      case Cause.DeniedByOrganization _ ->
          made(planned, Outcome.DENIED_BY_ORGANIZATION, cause.text());
      case Cause.ThrottledOut _,
          Cause.RegionUnusable _,
          Cause.Unsupported _,
          Cause.DeadlinePassed _,
          Cause.Gone _,
          Cause.OwnerOnly _,
          Cause.NotYet _,
          Cause.Broken _ ->
          made(planned, Outcome.FAILED, cause.text());
    };
  }

  private boolean isVisible(Planned planned) {
    for (Duration wait : means.readBackAfter()) {
      try {
        Thread.sleep(wait);
      } catch (InterruptedException _) {
        // Stopping: the write is made, and the next start reads whether it shows.
        Thread.currentThread().interrupt();
        return false;
      }
      if (look(planned) instanceof Sighting.Met) {
        return true;
      }
    }
    return false;
  }

  /**
   * A look that breaks tells nothing, and must never keep a write that was made from its record.
   */
  private Sighting look(Planned planned) {
    try {
      return witness.look(planned);
    } catch (RuntimeException broken) {
      return new Sighting.Unclear(new Cause.Broken("looking again failed: " + broken));
    }
  }

  /**
   * What failed before comes last, or it would fail first each time and keep all others from their
   * turn.
   */
  private List<Planned> untriedFirst(List<Planned> due) {
    Set<Finding.Key> failed =
        due.stream()
            .filter(planned ->
                history
                    .lastOf(planned.setting())
                    .filter(made -> made.outcome().isFailure())
                    .isPresent())
            .map(Planned::finding)
            .collect(Collectors.toUnmodifiableSet());
    return due.stream()
        .sorted(Comparator.comparing(planned -> failed.contains(planned.finding())))
        .toList();
  }

  /**
   * What AWS refused once is not tried again in the same run: one missing permission would else be
   * refused in every Region.
   */
  private boolean isRefused(Planned planned) {
    return refused.contains(planned.change().action())
        || refused.contains(planned.change().action() + " in " + planned.region());
  }

  private Made made(Planned planned, Outcome outcome, String message) {
    return Made.of(planned, means.clock().instant(), outcome, message);
  }

  private void record(Made record) {
    Span span = Trace.current().with(Fact.OUTCOME, record.outcome().word());
    if (record.outcome().isFailure()) {
      span.failed(record.outcome().word());
    }
    if (record.outcome() != Outcome.APPLIED) {
      stopped.add(record.finding());
    }
    if (record.refusesItsAction()) {
      refused.add(record.action());
    }
    if (record.refusesItsRegion()) {
      refused.add(record.action() + " in " + record.region());
    }
    history = history.with(record);
    made.add(record);
    progress.made(record);
  }
}
