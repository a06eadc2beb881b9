package io.awsposture.api.v1alpha1;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The one form in which values are held, so that a status written and read back equals itself:
 * absent lists are empty, lists cannot be changed, times are whole seconds.
 */
final class Canonical {

  private Canonical() {}

  /** The list unchangeable, empty for null. */
  static <T> List<T> list(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** The list unchangeable, null for null: where absent means something else than empty. */
  static <T> @Nullable List<T> inheritable(@Nullable List<T> list) {
    return list == null ? null : List.copyOf(list);
  }

  /** The map unchangeable and in the order of its keys, which are words; empty for null. */
  static <T> Map<String, T> byWord(@Nullable Map<String, T> map) {
    Map<String, T> sorted = new TreeMap<>();
    if (map != null) {
      map.forEach((word, value) -> sorted.put(word(word), value));
    }
    return Collections.unmodifiableMap(sorted);
  }

  /** The text, empty for null. */
  static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  /**
   * A word of a small vocabulary, like a control's id or a Region: held once however many statuses
   * hold it, for an operator caches the status of every account.
   */
  static String word(String word) {
    return word.intern();
  }

  /** Words that are held in several places, each held once; empty for null. */
  static List<String> words(@Nullable List<String> words) {
    return words == null ? List.of() : words.stream().map(Canonical::word).toList();
  }

  /** The time without its fraction of a second, null for null. */
  static @Nullable Instant optionalSeconds(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS);
  }

  /** The time without its fraction of a second. */
  static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
