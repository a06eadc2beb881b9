package io.awsposture.cli;

import io.awsposture.cli.PreviewSections.Item;
import io.awsposture.cli.PreviewSections.Section;
import java.io.PrintStream;

/** Writes a preview for a person at a terminal. */
final class PreviewText {
  private static final int LISTED = 20;

  private PreviewText() {}

  /** Writes everything. */
  static void write(PreviewDocument document, PrintStream out) {
    Lines lines = new Lines();
    lines.text(0, 2, "preview: " + PreviewSections.summary(document));
    document.sources().forEach(source -> lines.text(0, 2, "findings from " + source));
    for (Section section : PreviewSections.of(document)) {
      lines.blank().text(0, 2, section.title());
      section.items().forEach(item -> write(item, lines));
    }
    out.print(lines);
  }

  private static void write(Item item, Lines lines) {
    int indent = item.title().isEmpty() ? 2 : 4;
    if (!item.title().isEmpty()) {
      lines.text(2, 2, item.title());
    }
    item.sentences().forEach(sentence -> lines.text(indent, 2, sentence));
    item.list().stream().limit(LISTED).forEach(entry -> lines.text(indent + 2, 2, entry));
    if (item.list().size() > LISTED) {
      lines.text(
          indent + 2, 2, "and " + (item.list().size() - LISTED) + " more: -o json lists all");
    }
  }
}
