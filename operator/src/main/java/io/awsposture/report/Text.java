package io.awsposture.report;

/** Texts as status, events and log carry them: one line, no longer than there is room for. */
final class Text {

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
    return line.substring(0, end) + "…";
  }

  /** The text with every control character as a blank: a line stays a line, whoever wrote it. */
  static String oneLine(String text) {
    return text.codePoints().anyMatch(Character::isISOControl)
        ? text.replaceAll("\\p{Cntrl}+", " ").strip()
        : text;
  }
}
