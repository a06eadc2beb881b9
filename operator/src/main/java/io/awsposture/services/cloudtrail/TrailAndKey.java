package io.awsposture.services.cloudtrail;

import io.awsposture.services.kms.KeyState;
import java.util.Optional;

/**
 * A trail, and the state of the key that encrypts its log files.
 *
 * @param key empty where it has none, is not the account's own, or its key could not be read
 */
public record TrailAndKey(Trail trail, Optional<KeyState> key) {

  /** Why its log files cannot be encrypted, and so are not delivered, as a sentence. */
  Optional<String> trouble() {
    return key.flatMap(KeyState::whyNotUsable)
        .map(why -> "trail " + trail.name() + " cannot deliver: " + why);
  }
}
