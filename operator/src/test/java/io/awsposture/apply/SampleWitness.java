package io.awsposture.apply;

import io.awsposture.plan.Made;
import io.awsposture.plan.Planned;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Sees what it was told to, permits everything, and notes all that it is asked and told. */
final class SampleWitness implements Witness, Permit, Progress {
  private final List<String> events = new ArrayList<>();
  private final Deque<Supplier<Sighting>> sightings = new ArrayDeque<>();

  /** Its next answer; after the last one it sees that everything meets the baseline. */
  void sees(Sighting next) {
    sightings.addLast(() -> next);
  }

  /** Its next look breaks. */
  void breaks() {
    sightings.addLast(() -> {
      throw new IllegalStateException("the look broke");
    });
  }

  List<String> events() {
    return events;
  }

  @Override
  public Sighting look(Planned planned) {
    events.add("look");
    return sightings.isEmpty()
        ? new Sighting.Met("it meets the baseline")
        : sightings.removeFirst().get();
  }

  @Override
  public Optional<Closed> closed() {
    events.add("may?");
    return Optional.empty();
  }

  @Override
  public void begins(Planned planned) {
    events.add("begins " + planned.change().action());
  }

  @Override
  public void made(Made made) {
    events.add("told " + made.outcome());
  }
}
