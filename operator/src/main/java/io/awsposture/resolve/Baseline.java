package io.awsposture.resolve;

import io.awsposture.api.v1alpha1.SecurityBaselineSpec;
import java.util.Optional;

/** A SecurityBaseline as far as resolving it goes: where it is and what it says. */
public record Baseline(String namespace, String name, SecurityBaselineSpec spec) {

  /** Finds baselines by namespace and name. */
  @FunctionalInterface
  public interface Lookup {
    /** The baseline, or empty where there is none. */
    Optional<Baseline> find(String namespace, String name);
  }
}
