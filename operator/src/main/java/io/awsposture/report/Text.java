package io.awsposture.report;

import java.nio.charset.StandardCharsets;

/** Texts as status, events and log carry them: one line, no longer than there is room for. */
final class Text {
  private static final String ELLIPSIS = "…";

  private Text() {}

  /**
   * The text on one line, cut with an ellipsis where it is longer.
   *
   * @param most characters, ellipsis included; 1 at least
   */
  static String cut(String text, int most) {
    String line = oneLine(text);
    if (line.length() <= most) {
      return line;
    }
    int end = most - 1;
    if (end > 0 && Character.isHighSurrogate(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(0, end) + ELLIPSIS;
  }

  /**
   * The text on one line, cut with an ellipsis where it is longer.
   *
   * @param most bytes of UTF-8, ellipsis included; 3 at least
   */
  static String cutToBytes(String text, int most) {
    String line = oneLine(text);
    if (bytes(line) <= most) {
      return line;
    }
    int room = most - bytes(ELLIPSIS);
    int end = 0;
    while (end < line.length()) {
      int next = line.offsetByCodePoints(end, 1);
      room -= bytes(line.substring(end, next));
      if (room < 0) {
        break;
      }
      end = next;
    }
    return line.substring(0, end) + ELLIPSIS;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The text with every control character as a blank: a line stays a line, whoever wrote it. */
  static String oneLine(String text) {
    return text.codePoints().anyMatch(Character::isISOControl)
        ? text.replaceAll("\\p{Cntrl}+", " ").strip()
        : text;
  }
}
