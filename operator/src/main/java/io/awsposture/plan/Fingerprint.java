package io.awsposture.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short, stable names for things that are described by several texts. */
public final class Fingerprint {
  private static final int DIGITS = 12;

  private Fingerprint() {}

  /**
   * The prefix and 12 hexadecimal digits of the SHA-256 of the parts.
   *
   * @param prefix keeps YAML from reading the digits as a number, for example {@code c-}
   */
  public static String of(String prefix, String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return prefix + HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
