package io.awsposture.apply;

import io.awsposture.apply.Witness.Sighting;
import io.awsposture.aws.Cause;
import io.awsposture.aws.Connection;
import io.awsposture.aws.Connector;
import io.awsposture.aws.Failures;
import io.awsposture.aws.Session;
import io.awsposture.control.Finding;
import io.awsposture.plan.Change;
import io.awsposture.plan.History;
import io.awsposture.plan.Made;
import io.awsposture.plan.Made.Outcome;
import io.awsposture.plan.Planned;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Carries out the due changes of a plan, one after the other. Before each write everything that
 * must hold is looked at again, after each the change is read back; whatever comes of it is
 * recorded before the next one begins.
 */
public final class Applier {
  /** With less left, a session is renewed: a write must not die of its credentials half-way. */
  private static final Duration LEAST_SESSION = Duration.ofMinutes(10);

  private final Connector connector;
  private final Gate gate;
  private final FleetBrakes brakes;
  private final Clock clock;
  private final List<Duration> readBackAfter;

  /**
   * An applier.
   *
   * @param readBackAfter the waits before each look whether a change is visible; after the last it
   *     counts as settling
   */
  public Applier(
      Connector connector,
      Gate gate,
      FleetBrakes brakes,
      Clock clock,
      List<Duration> readBackAfter) {
    this.connector = connector;
    this.gate = gate;
    this.brakes = brakes;
    this.clock = clock;
    this.readBackAfter = List.copyOf(readBackAfter);
  }

  /**
   * What came of a plan.
   *
   * @param history with what was made
   * @param closed why nothing, or nothing more, was written; empty: nothing stood in the way
   */
  public record Applied(History history, List<Made> made, Optional<Closed> closed) {}

  /**
   * Carries out the due changes.
   *
   * @param tell told of every record as soon as it is made
   */
  public Applied apply(Work work, Permit permit, Witness witness, Consumer<Made> tell) {
    List<Planned> due = work.plan().due();
    if (due.isEmpty()) {
      return new Applied(work.history(), List.of(), Optional.empty());
    }
    Optional<Closed> closed = gate.closedFor(work).or(permit::closed);
    if (closed.isPresent()) {
      return new Applied(work.history(), List.of(), closed);
    }
    return new Run(work, permit, witness, tell).carryOut(due);
  }

  /** How a write failed; told on the thread of its call, which alone knows the action. */
  private record Failure(Cause cause, boolean answerWasLost) {
    static Optional<Failure> of(Runnable write) {
      try {
        write.run();
        return Optional.empty();
      } catch (RuntimeException | Error failure) {
        return Optional.of(new Failure(Failures.cause(failure), Failures.answerWasLost(failure)));
      }
    }
  }

  /** One run over the due changes of one account. */
  private final class Run {
    private final Work work;
    private final Permit permit;
    private final Witness witness;
    private final Consumer<Made> tell;
    private final List<Made> made = new ArrayList<>();
    private final Set<Finding.Key> stopped = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private History history;
    private Optional<Session> session = Optional.empty();

    Run(Work work, Permit permit, Witness witness, Consumer<Made> tell) {
      this.work = work;
      this.permit = permit;
      this.witness = witness;
      this.tell = tell;
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
          Sighting sighting = witness.look(planned);
          // Looking again took its time: whether we may is asked last, right before the write.
          closed = sighting instanceof Sighting.StillWanted ? permit.closed() : Optional.empty();
          if (closed.isPresent()) {
            break;
          }
          record(one(planned, sighting));
        }
      } finally {
        session.ifPresent(Session::close);
      }
      return new Applied(history, made, closed);
    }

    private Optional<Closed> closedNow() {
      if (Thread.currentThread().isInterrupted()) {
        return Optional.of(
            new Closed(
                "ShuttingDown", "the operator is stopping; the rest follows after its start"));
      }
      return permit
          .closed()
          .or(brakes::closed)
          .or(() -> gate.budgetSpent(work, history))
          .or(() -> gate.clockOff(connector.clockSkew()))
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
      return switch (connector.writer(work.target(), work.plan().dueActions())) {
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
            Optional.of(new Closed(why.reason(), message));
      };
    }

    private Made one(Planned planned, Sighting sighting) {
      return switch (sighting) {
        case Sighting.NotWanted(String why) ->
            made(planned, Outcome.DROPPED, "before writing: " + why);
        case Sighting.Unclear(Cause cause) ->
            made(
                planned,
                Outcome.DROPPED,
                "could not be read again before writing: " + cause.text());
        case Sighting.StillWanted(Change fresh) -> write(planned, fresh);
      };
    }

    private Made write(Planned planned, Change fresh) {
      Session in = session.orElseThrow().in(planned.region());
      Optional<Failure> failure = Uninterrupted.call(() -> Failure.of(() -> fresh.carryOut(in)));
      if (failure.isPresent()) {
        return failed(planned, failure.get());
      }
      return isVisible(planned)
          ? made(planned, Outcome.APPLIED, "")
          : made(planned, Outcome.SETTLING, "AWS accepted it and does not show it yet");
    }

    private Made failed(Planned planned, Failure failure) {
      Cause cause = failure.cause();
      if (failure.answerWasLost()) {
        return isVisible(planned)
            ? made(
                planned,
                Outcome.APPLIED,
                "the answer was lost, and a later reading shows the change")
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
      for (Duration wait : readBackAfter) {
        try {
          Thread.sleep(wait);
        } catch (InterruptedException _) {
          // Stopping: the write is made, and the next start reads whether it shows.
          Thread.currentThread().interrupt();
          return false;
        }
        if (witness.look(planned) instanceof Sighting.NotWanted) {
          return true;
        }
      }
      return false;
    }

    /**
     * What failed before comes last, or it would fail first each time and keep all others from
     * their turn.
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
     * What AWS refused once is not tried again in the same run: one missing permission would else
     * be refused in every Region, and stop the fleet.
     */
    private boolean isRefused(Planned planned) {
      return refused.contains(planned.change().action())
          || refused.contains(planned.change().action() + " in " + planned.region());
    }

    private Made made(Planned planned, Outcome outcome, String message) {
      return Made.of(planned, clock.instant(), outcome, message);
    }

    private void record(Made record) {
      if (record.outcome() != Outcome.APPLIED) {
        stopped.add(record.finding());
      }
      switch (record.outcome()) {
        case DENIED, FAILED -> refused.add(record.action());
        // Such a policy may speak of single Regions.
        case DENIED_BY_ORGANIZATION -> refused.add(record.action() + " in " + record.region());
        case APPLIED, SETTLING, ANSWER_LOST, DROPPED -> {}
      }
      history = history.with(record);
      made.add(record);
      brakes.count(record);
      tell.accept(record);
    }
  }
}
