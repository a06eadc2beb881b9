package io.awsposture.aws;

/**
 * The IAM action of the last call begun on this thread: an exception of the SDK does not name its
 * operation.
 */
final class LastAction {
  private static final ThreadLocal<String> ACTION = new ThreadLocal<>();

  private LastAction() {}

  static void note(String action) {
    ACTION.set(action);
  }

  /** The action, or {@code "a call"} when none was made on this thread. */
  static String get() {
    String action = ACTION.get();
    return action == null ? "a call" : action;
  }
}
