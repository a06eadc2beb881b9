package io.awsposture.cli;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers what nobody knows, each thing said once for all the places it is true of. */
final class NotKnown {
  private static final int PLACES_NAMED = 5;

  private final Map<String, Set<String>> places = new LinkedHashMap<>();

  /** Something is not known of a place. */
  void add(String what, String place) {
    places.computeIfAbsent(what, _ -> new LinkedHashSet<>()).add(place);
  }

  /** Something is not known at all. */
  void add(String what) {
    places.computeIfAbsent(what, _ -> new LinkedHashSet<>());
  }

  /** All of it, as sentences. */
  List<String> sentences() {
    return places.entrySet().stream()
        .map(entry ->
            entry.getValue().isEmpty()
                ? entry.getKey()
                : entry.getKey() + ": " + named(entry.getValue()))
        .toList();
  }

  /** Names in a row, the first few where they are many. */
  static String named(Set<String> names) {
    String first = String.join(", ", names.stream().limit(PLACES_NAMED).toList());
    return names.size() <= PLACES_NAMED
        ? first
        : first + " and " + (names.size() - PLACES_NAMED) + " more";
  }
}
