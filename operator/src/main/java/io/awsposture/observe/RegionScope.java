package io.awsposture.observe;

import java.util.Map;
import java.util.Set;

/**
 * Which of an account's Regions are looked at.
 *
 * @param include empty: all that are enabled
 * @param exclude name and reason of those left out
 */
public record RegionScope(Set<String> include, Map<String, String> exclude) {
  /** Scopes that cannot be changed. */
  public RegionScope {
    include = Set.copyOf(include);
    exclude = Map.copyOf(exclude);
  }

  /** The reason why a Region is left out; empty: it is not. */
  public String exclusion(String region) {
    if (!include.isEmpty() && !include.contains(region)) {
      return "not among the included Regions";
    }
    return exclude.getOrDefault(region, "");
  }
}
