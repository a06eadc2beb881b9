package io.awsposture.observe;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which of an account's Regions are looked at.
 *
 * @param include empty: all that are enabled
 * @param exclude name and reason of those left out
 */
public record RegionScope(Set<String> include, Map<String, String> exclude) {
  /** Every Region that the account has enabled. */
  public static final RegionScope ALL_ENABLED = new RegionScope(Set.of(), Map.of());

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

  /**
   * The reason why what belongs to the account as a whole is not looked at in a Region; empty: it
   * is. The home Region answers for the account even where it is left out itself.
   */
  public Optional<String> whyLeftOut(String region, String homeRegion) {
    return Optional.of(exclusion(region))
        .filter(why -> !why.isEmpty() && !region.equals(homeRegion));
  }
}
