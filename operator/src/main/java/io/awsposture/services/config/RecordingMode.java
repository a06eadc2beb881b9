package io.awsposture.services.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How often a recorder records.
 *
 * @param frequency {@code CONTINUOUS} or {@code DAILY}
 * @param overrides other frequencies for some types
 */
public record RecordingMode(String frequency, List<Override> overrides) {
  private static final String DAILY = "DAILY";

  /**
   * Another frequency for some types.
   *
   * @param description what its maker says of it
   */
  public record Override(String frequency, Set<String> types, Optional<String> description) {
    /** An override with unchangeable types. */
    public Override {
      types = Set.copyOf(types);
    }
  }

  /** A mode with unchangeable overrides. */
  public RecordingMode {
    overrides = List.copyOf(overrides);
  }

  /** True where rules that wait for changes of any type hear of them a day late. */
  boolean isDaily() {
    return frequency.equals(DAILY)
        || overrides.stream().anyMatch(override -> override.frequency().equals(DAILY));
  }
}
