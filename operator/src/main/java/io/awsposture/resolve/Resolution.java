package io.awsposture.resolve;

import java.util.Optional;

/** What came of resolving a reference to a baseline. */
public sealed interface Resolution {

  /** A short name for what it comes to; empty where it comes to nothing. */
  default String revision() {
    return switch (this) {
      case Resolved(EffectiveBaseline baseline) -> baseline.revision();
      case Unresolved _ -> "";
    };
  }

  /** What it comes to, if it does. */
  default Optional<EffectiveBaseline> found() {
    return switch (this) {
      case Resolved(EffectiveBaseline baseline) -> Optional.of(baseline);
      case Unresolved _ -> Optional.empty();
    };
  }

  /** The whole chain was found. */
  record Resolved(EffectiveBaseline baseline) implements Resolution {}

  /**
   * It does not come to a baseline.
   *
   * @param message which object is concerned and what to do
   */
  record Unresolved(Why why, String message) implements Resolution {}

  /** Why not. */
  enum Why {
    /** A baseline does not exist (yet). */
    NOT_FOUND("BaselineNotFound"),
    /** It exists in another namespace that keeps it to itself. */
    NOT_USABLE("BaselineNotUsable"),
    /** It extends itself. */
    LOOP("ExtendsLoop");

    private final String reason;

    Why(String reason) {
      this.reason = reason;
    }

    /** The CamelCase word for conditions. */
    public String reason() {
      return reason;
    }
  }
}
