package io.awsposture.observe;

import io.awsposture.aws.Cause;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers that outlive the look they came from. While there is a look it is asked and remembered;
 * afterwards only what was remembered is known.
 */
public final class Remembered implements Observations {
  private final Map<Place, Observed<?>> answers = new ConcurrentHashMap<>();
  private volatile Optional<Observations> live;

  private record Place(Reading<?> reading, String region) {}

  /** Remembers what this look answers, until {@link #end}. */
  public Remembered(Observations live) {
    this.live = Optional.of(live);
  }

  /** The look is over. */
  public void end() {
    live = Optional.empty();
  }

  @Override
  @SuppressWarnings("unchecked") // under a reading stand only that reading's answers
  public <T> Observed<T> of(Reading<T> reading, String region) {
    Place place = new Place(reading, region);
    Observed<?> known =
        live.<Observed<?>>map(look -> answers.computeIfAbsent(place, _ -> look.of(reading, region)))
            .orElseGet(() -> answers.get(place));
    return known == null
        ? Observed.unknown(new Cause.NotYet("not looked at before the next scan"))
        : (Observed<T>) known;
  }
}
