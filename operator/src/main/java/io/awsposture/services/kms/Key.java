package io.awsposture.services.kms;

import io.awsposture.control.Owner;
import io.awsposture.observe.Observed;
import java.util.Map;
import java.util.Optional;

/**
 * A key of the account.
 *
 * @param manager {@code CUSTOMER} or {@code AWS}
 * @param state for example {@code Enabled} or {@code PendingDeletion}
 * @param spec for example {@code SYMMETRIC_DEFAULT}
 * @param origin of its material, for example {@code AWS_KMS} or {@code EXTERNAL}
 * @param replica true for a replica of another Region's multi-Region key
 * @param rotation asked only where {@link #whyNotRotatable} has no reason
 * @param tags asked only where rotation is off; else empty
 */
public record Key(
    String arn,
    String manager,
    String state,
    String spec,
    String origin,
    boolean replica,
    Rotation rotation,
    Observed<Map<String, String>> tags) {
  static final String ENABLED = "Enabled";
  static final String SYMMETRIC = "SYMMETRIC_DEFAULT";

  /** Whether AWS KMS changes the key's material by itself. */
  public enum Rotation {
    ON,
    OFF,
    /** AWS KMS says that it cannot. */
    NOT_OFFERED
  }

  /** Why nobody can have AWS KMS rotate it (AWS KMS, "Enable automatic key rotation"). */
  public Optional<String> whyNotRotatable() {
    if (!manager.equals("CUSTOMER")) {
      return Optional.of("AWS manages the key and rotates it");
    }
    if (!spec.equals(SYMMETRIC)) {
      return Optional.of("keys of kind " + spec + " cannot rotate");
    }
    if (!origin.equals("AWS_KMS")) {
      return Optional.of("key material of origin " + origin + " cannot rotate automatically");
    }
    if (replica) {
      return Optional.of("a replica rotates with its primary key");
    }
    if (!state.equals(ENABLED)) {
      return Optional.of("the key is in state " + state);
    }
    return rotation == Rotation.NOT_OFFERED
        ? Optional.of("AWS KMS offers no rotation for it")
        : Optional.empty();
  }

  /** The tool that made it and would turn a setting back; unknown when the tags are. */
  Observed<Optional<Owner>> madeBy() {
    return tags.map(InfrastructureAsCode::owner);
  }

  /** True when it is known to carry this tag. */
  boolean isTagged(String key, String value) {
    return tags.ifKnown().map(all -> value.equals(all.get(key))).orElse(false);
  }

  Key with(Rotation seen) {
    return new Key(arn, manager, state, spec, origin, replica, seen, tags);
  }

  Key with(Observed<Map<String, String>> seen) {
    return new Key(arn, manager, state, spec, origin, replica, rotation, seen);
  }
}
