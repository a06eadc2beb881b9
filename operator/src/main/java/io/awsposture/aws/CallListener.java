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

  /**
   * One call, with all its attempts, as a whole; told last.
   *
   * @param region whose endpoint was asked
   * @param attempts that left, 0 where none did
   * @param outcome of the last attempt
   * @param throttled whether AWS throttled any of them
   * @param took with all attempts, without the wait for its turn
   */
  record Ended(
      String service,
      String operation,
      String region,
      int attempts,
      Outcome outcome,
      boolean throttled,
      Duration took) {}

  /** One call ended. */
  default void ended(Ended call) {}

  /** A call waited this long for its turn under the limits. */
  default void waited(Duration wait) {}

  /** Both are told, this one first. */
  default CallListener and(CallListener other) {
    CallListener one = this;
    return new CallListener() {
      @Override
      public void attempted(String service, String operation, Outcome outcome) {
        one.attempted(service, operation, outcome);
        other.attempted(service, operation, outcome);
      }

      @Override
      public void called(String service, Outcome outcome, Duration took) {
        one.called(service, outcome, took);
        other.called(service, outcome, took);
      }

      @Override
      public void ended(Ended call) {
        one.ended(call);
        other.ended(call);
      }

      @Override
      public void waited(Duration wait) {
        one.waited(wait);
        other.waited(wait);
      }

      @Override
      public void skewed(Duration skew) {
        one.skewed(skew);
        other.skewed(skew);
      }
    };
  }

  /** The operator's clock minus AWS's clock, as the last answer's Date header told. */
  default void skewed(Duration skew) {}
}
