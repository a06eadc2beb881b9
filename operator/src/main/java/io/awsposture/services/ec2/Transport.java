package io.awsposture.services.ec2;

import java.util.Arrays;
import java.util.Locale;

/** The protocols that have ports. */
public enum Transport {
  TCP("6"),
  UDP("17");

  private static final String EVERY_PROTOCOL = "-1";

  private final String number;

  Transport(String number) {
    this.number = number;
  }

  /** Whether a rule of this protocol, a name or a number, is about ports that it tells. */
  static boolean isNamedBy(String protocol) {
    return !protocol.equals(EVERY_PROTOCOL) && isAnyIn(protocol);
  }

  /** Whether a rule of this protocol lets something in to ports. */
  static boolean isAnyIn(String protocol) {
    return Arrays.stream(values()).anyMatch(transport -> transport.isIn(protocol));
  }

  /** Whether a rule's protocol, which EC2 gives as a name or a number, is this or every one. */
  boolean isIn(String protocol) {
    return protocol.equals(EVERY_PROTOCOL)
        || protocol.equals(number)
        || protocol.equalsIgnoreCase(name());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
