package io.awsposture.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines of a page of 100 columns, for a person to read. */
final class Lines {
  /** Columns of the page. */
  static final int WIDTH = 100;

  private final List<String> lines = new ArrayList<>();

  /** An empty line. */
  Lines blank() {
    lines.add("");
    return this;
  }

  /** A line with words at both ends; the left ones are cut where they would meet. */
  Lines between(String left, String right) {
    String start = clean(left);
    String end = clean(right);
    int room = WIDTH - end.length() - 2;
    String cut = start.length() <= room ? start : start.substring(0, room - 3) + "...";
    lines.add(end.isEmpty() ? cut : cut + " ".repeat(WIDTH - cut.length() - end.length()) + end);
    return this;
  }

  /**
   * Text broken at blanks so that it fits; what cannot be broken, like an ARN, may be longer than
   * the page, for it is copied from here.
   *
   * @param indent columns left free before each line
   * @param hanging columns left free besides before each line but the first
   */
  Lines text(int indent, int hanging, String text) {
    StringBuilder line = new StringBuilder(" ".repeat(indent));
    boolean empty = true;
    for (String word : clean(text).split(" ")) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(indent + hanging));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString().stripTrailing());
    return this;
  }

  @Override
  public String toString() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  /** Without control characters: names come from the account, and a terminal obeys them. */
  static String clean(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
