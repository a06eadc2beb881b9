package io.awsposture.services.kms;

import java.util.Optional;

/**
 * Whether a key that a setting names can be encrypted with.
 *
 * @param arn of the key or of the alias that was asked for
 * @param state for example {@code Enabled} or {@code PendingDeletion}; empty: there is no such key
 * @param spec for example {@code SYMMETRIC_DEFAULT}
 */
public record KeyState(String arn, Optional<String> state, String spec) {

  static KeyState absent(String arn) {
    return new KeyState(arn, Optional.empty(), Key.SYMMETRIC);
  }

  /** Why AWS services cannot encrypt with it, as a sentence that says what to do. */
  public Optional<String> whyNotUsable() {
    if (state.isEmpty()) {
      return Optional.of("there is no key " + arn + ": make it, or name a key that exists");
    }
    if (!spec.equals(Key.SYMMETRIC)) {
      return Optional.of(
          "key " + arn + " is of kind " + spec + ": name a symmetric encryption key instead");
    }
    return state
        .filter(is -> !is.equals(Key.ENABLED))
        .map(is -> "key " + arn + " is in state " + is + ": enable it, or name another key");
  }
}
