package io.awsposture.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Names many Regions in few words. */
final class Regions {
  private static final int NAMED = 6;

  private Regions() {}

  /**
   * Where something is so.
   *
   * @param some the Regions meant; empty: none
   * @param all the Regions looked at for it, these among them
   */
  static String phrase(Collection<String> some, Collection<String> all) {
    Set<String> others = new LinkedHashSet<>(all);
    others.removeAll(some);
    if (others.isEmpty() && all.size() > 1) {
      return all.size() == 2 ? "in both Regions" : "in all " + all.size() + " Regions";
    }
    return !others.isEmpty() && others.size() <= 3 && others.size() * 2 < some.size()
        ? "in all Regions but " + named(List.copyOf(others))
        : "in " + named(List.copyOf(some));
  }

  private static String named(List<String> regions) {
    if (regions.size() <= NAMED + 1) {
      return String.join(", ", regions);
    }
    List<String> first = new ArrayList<>(regions.subList(0, NAMED));
    return String.join(", ", first) + " and " + (regions.size() - NAMED) + " more";
  }
}
