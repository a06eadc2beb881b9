package io.awsposture.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The changes that would mend one finding, in order, and what stands in the way of going on after
 * them.
 *
 * @param obstacle a sentence that says what a person must add; steps after it were not asked for
 */
public record Steps(List<Change> changes, Optional<String> obstacle) {
  /** Steps with unchangeable changes. */
  public Steps {
    changes = List.copyOf(changes);
  }

  /** Nothing to do, or nothing that can be done. */
  public static Steps none() {
    return new Steps(List.of(), Optional.empty());
  }

  /** These changes, in order. */
  public static Steps of(Change... changes) {
    return new Steps(List.of(changes), Optional.empty());
  }

  /** These changes, in order. */
  public static Steps of(Stream<Change> changes) {
    return new Steps(changes.toList(), Optional.empty());
  }

  /** Nothing can be done before this is out of the way. */
  public static Steps blocked(String obstacle) {
    return new Steps(List.of(), Optional.of(obstacle));
  }

  /** What follows from a setting of the baseline, or the obstacle that it is not there. */
  public static <T> Steps given(Optional<T> setting, String field, Function<T, Steps> then) {
    return setting.map(then).orElseGet(() -> blocked(missing(field)));
  }

  /** With a further step where it is needed, unless something already stands in the way. */
  public Steps when(boolean needed, Supplier<Change> step) {
    return needed && obstacle.isEmpty() ? plus(step.get()) : this;
  }

  /**
   * With a further step where it is needed; without the baseline's setting for it, that is the
   * obstacle.
   */
  public Steps when(boolean needed, Optional<Change> step, String field) {
    if (!needed || obstacle.isPresent()) {
      return this;
    }
    return step.map(this::plus).orElseGet(() -> new Steps(changes, Optional.of(missing(field))));
  }

  /** All changes in this Region, whatever the finding's is. */
  public Steps in(String region) {
    return new Steps(changes.stream().map(change -> change.in(region)).toList(), obstacle);
  }

  private Steps plus(Change step) {
    List<Change> more = new ArrayList<>(changes);
    more.add(step);
    return new Steps(more, obstacle);
  }

  private static String missing(String field) {
    return "set " + field + " in the baseline: without it this cannot be mended";
  }
}
