package io.awsposture.report;

/**
 * A Kubernetes Event, ready to be sent.
 *
 * @param type {@code Normal} or {@code Warning}
 * @param reason a CamelCase word of {@link Reasons}
 * @param message one line for a person, 1,000 characters at most
 */
public record EventToSend(String type, String reason, String message) {
  private static final int LONGEST = 1000;

  /** An event whose message is cut where Kubernetes would refuse it. */
  public EventToSend {
    message = Text.cut(message, LONGEST);
  }

  /** Something went as it should. */
  static EventToSend normal(String reason, String message) {
    return new EventToSend("Normal", reason, message);
  }

  /** Something that a person should look at. */
  static EventToSend warning(String reason, String message) {
    return new EventToSend("Warning", reason, message);
  }
}
