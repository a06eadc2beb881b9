package io.awsposture.cli;

import java.util.ArrayList;
import java.util.List;

/** A page of Markdown that never grows longer than a comment on a pull request may be. */
final class MarkdownPage {
  /** GitHub takes 65,536 characters; some are left to whoever adds a word of his own. */
  static final int MOST = 65_000;

  private static final int KEPT_FOR_WHAT_IS_LEFT_OUT = 600;

  private final List<StringBuilder> parts = new ArrayList<>();
  private int length;

  /** Begins a part, to which text can be added although later parts begin meanwhile. */
  int part() {
    parts.add(new StringBuilder());
    return parts.size() - 1;
  }

  /**
   * Adds text to a part, where it fits; else nothing of it.
   *
   * @return false where it does not fit
   */
  boolean add(int part, String text) {
    if (length + text.length() > MOST - KEPT_FOR_WHAT_IS_LEFT_OUT) {
      return false;
    }
    parts.get(part).append(text);
    length += text.length();
    return true;
  }

  /** The page, and at its end what there was no room for, as a short sentence; empty: nothing. */
  String end(String leftOut) {
    return String.join("", parts) + (leftOut.isEmpty() ? "" : "\n" + leftOut + "\n");
  }
}
