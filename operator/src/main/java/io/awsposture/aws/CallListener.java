package io.awsposture.aws;

import java.time.Duration;

/** Told of every call to AWS, on the calling thread; must return at once and never throw. */
public interface CallListener {
  /** A listener that hears nothing. */
  CallListener NONE = new CallListener() {};

  /** How one attempt ended. */
  enum Outcome {
    SUCCESS,
    THROTTLED,
    DENIED,
    ERROR
  }

  /** One HTTP attempt of a call ended. */
  default void attempted(String service, String operation, Outcome outcome) {}

  /** One call, with all its attempts, ended after {@code took}. */
  default void called(String service, Outcome outcome, Duration took) {}

  /** A call waited this long for its turn under the limits. */
  default void waited(Duration wait) {}

  /** The operator's clock minus AWS's clock, as the last answer's Date header told. */
  default void skewed(Duration skew) {}
}
