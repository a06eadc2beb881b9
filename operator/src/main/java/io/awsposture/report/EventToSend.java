package io.awsposture.report;

/**
 * A Kubernetes Event, ready to be sent.
 *
 * @param type {@code Normal} or {@code Warning}
 * @param reason a CamelCase word of {@link Reasons}
 * @param message one line for a person, 1,024 bytes of UTF-8 at most
 */
public record EventToSend(String type, String reason, String message) {
  /** Kubernetes refuses an event whose note has more bytes. */
  private static final int LONGEST = 1024;

  /** An event whose message is cut where Kubernetes would refuse it. */
  public EventToSend {
    message = Text.cutToBytes(message, LONGEST);
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
