package io.awsposture.cli;

/**
 * Text that comes from elsewhere, made fit for GitHub's and GitLab's Markdown: it can neither break
 * out of a table nor become a link, a mention or HTML.
 */
final class MarkdownText {
  /** Signs beside letters and digits that mean nothing to Markdown, and read best as they are. */
  private static final String HARMLESS = " ,.;:/()=+-%'";

  /** Keeps what follows a commercial at from being notified. */
  private static final String NO_MENTION = "&#64;\u200B";

  private MarkdownText() {}

  /** Running text on one line. */
  static String plain(String text) {
    return escaped(text).replace("&#64;", NO_MENTION);
  }

  /**
   * Text to be copied, on one line, set in the type of code; nothing is notified or linked there.
   */
  static String code(String text) {
    return "<code>" + escaped(text) + "</code>";
  }

  /** A row of a table. */
  static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  /** A number with what it counts. */
  static String many(int count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point -> {
          if (Character.isLetterOrDigit(point) || HARMLESS.indexOf(point) >= 0) {
            escaped.appendCodePoint(point);
          } else if (isInvisible(point)) {
            escaped.append(' ');
          } else {
            escaped.append("&#").append(point).append(';');
          }
        });
    return escaped.toString().replace("://", "&#58;//").replace("www.", "www&#46;");
  }

  /** Control characters, and those that turn the direction of what follows. */
  private static boolean isInvisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
