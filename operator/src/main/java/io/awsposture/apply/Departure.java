package io.awsposture.apply;

import io.awsposture.plan.Planned;
import java.time.Clock;
import java.util.Optional;

/**
 * The moment in which a write leaves. Looking again took its time, and the wait for a turn may take
 * minutes where AWS throttles: whether the write may leave is asked last of all, on its own thread.
 */
final class Departure {
  private final Permit permit;
  private final Progress progress;
  private final Clock clock;
  private volatile Optional<Planned> leaving = Optional.empty();
  private volatile Optional<Closed> closed = Optional.empty();
  private volatile Optional<String> withheld = Optional.empty();

  Departure(Permit permit, Progress progress, Clock clock) {
    this.permit = permit;
    this.progress = progress;
    this.clock = clock;
  }

  /** This is to leave at its turn. */
  void prepare(Planned planned) {
    closed = Optional.empty();
    withheld = Optional.empty();
    leaving = Optional.of(planned);
  }

  /** Asked at the turn: why the write does not leave; empty: it does. */
  Optional<String> lastWord() {
    try {
      closed = permit.closed();
      withheld = closed.isPresent() ? Optional.empty() : leaving.flatMap(permit::withheld);
    } catch (RuntimeException broken) {
      // Who cannot tell whether he may, may not.
      closed =
          Optional.of(
              Closed.passing(
                  clock.instant(),
                  "ObjectUnreadable",
                  "whether the change may still be made could not be told: " + broken));
    }
    if (closed.isEmpty() && withheld.isEmpty()) {
      leaving.ifPresent(progress::begins);
    }
    return closed.map(Closed::words).or(() -> withheld);
  }

  /** True where the last write was kept from leaving when its turn had come. */
  boolean wasWithheld() {
    return closed.isPresent() || withheld.isPresent();
  }

  /** Why nothing may leave any more; empty: others may. */
  Optional<Closed> closed() {
    return closed;
  }
}
