package io.awsposture.services.kms;

import java.util.Optional;

/**
 * Whether a key that a setting names can be encrypted with.
 *
 * @param state for example {@code Enabled} or {@code PendingDeletion}
 * @param spec for example {@code SYMMETRIC_DEFAULT}
 */
public record KeyState(String arn, String state, String spec) {

  /** Why AWS services cannot encrypt with it, as a sentence that says what to do. */
  public Optional<String> whyNotUsable() {
    if (!spec.equals(Key.SYMMETRIC)) {
      return Optional.of(
          "key " + arn + " is of kind " + spec + ": name a symmetric encryption key instead");
    }
    return state.equals(Key.ENABLED)
        ? Optional.empty()
        : Optional.of(
            "key " + arn + " is in state " + state + ": enable it, or name a key that is enabled");
  }
}
