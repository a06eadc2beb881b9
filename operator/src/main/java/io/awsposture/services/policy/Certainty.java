package io.awsposture.services.policy;

import java.util.function.Function;
import java.util.stream.Stream;

/** Three-valued truth: what hangs on something unknown is neither yes nor no. */
enum Certainty {
  YES,
  NO,
  MAYBE;

  static Certainty of(boolean holds) {
    return holds ? YES : NO;
  }

  /** No as soon as one is no; yes only when all are. */
  static Certainty all(Stream<Certainty> parts) {
    return parts.reduce(YES, Certainty::and);
  }

  /** Yes as soon as one is yes; no only when all are. */
  static <T> Certainty any(Stream<T> parts, Function<T, Certainty> of) {
    return parts.map(of).map(Certainty::not).reduce(YES, Certainty::and).not();
  }

  Certainty and(Certainty other) {
    if (this == NO || other == NO) {
      return NO;
    }
    return this == YES && other == YES ? YES : MAYBE;
  }

  Certainty not() {
    return switch (this) {
      case YES -> NO;
      case NO -> YES;
      case MAYBE -> MAYBE;
    };
  }
}
