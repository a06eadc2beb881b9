package io.awsposture.cli;

import static io.awsposture.cli.MarkdownText.plain;

import io.awsposture.cli.PreviewSections.Item;
import io.awsposture.cli.PreviewSections.Section;
import java.io.PrintStream;
import java.util.List;

/** Writes a preview as a comment on a pull request. */
final class PreviewMarkdown {
  /** By this whoever posts the comment finds the one to replace. */
  static final String MARK = "<!-- awsposture preview -->";

  /** Entries of a list that are shown, tried from the most to the fewest. */
  private static final List<Integer> LISTED = List.of(200, 50, 10, 0);

  private PreviewMarkdown() {}

  /** Writes the page. */
  static void write(PreviewDocument document, PrintStream out) {
    MarkdownPage page = new MarkdownPage();
    int part = page.part();
    StringBuilder head = new StringBuilder(MARK + "\n## AWS posture: ");
    head.append(plain(PreviewSections.summary(document))).append("\n");
    document
        .sources()
        .forEach(source -> head.append("\nfindings from ").append(plain(source)).append("\n"));
    page.add(part, head.toString());
    int leftOut = 0;
    for (Section section : PreviewSections.of(document)) {
      String title = "\n### " + section.title() + "\n";
      for (Item item : section.items()) {
        String heading = title;
        boolean fits = LISTED.stream().anyMatch(most -> page.add(part, heading + text(item, most)));
        leftOut += fits ? 0 : 1;
        title = fits ? "" : title;
      }
    }
    out.print(
        page.end(
            leftOut == 0
                ? ""
                : "**Left out, for a comment has no room for more: "
                    + MarkdownText.many(leftOut, "entry").replace("entrys", "entries")
                    + ".** `awsposture preview -o json` lists all."));
  }

  private static String text(Item item, int most) {
    StringBuilder text = new StringBuilder();
    if (!item.title().isEmpty()) {
      text.append("\n**").append(plain(item.title())).append("**\n");
    }
    text.append("\n");
    item.sentences().forEach(words -> text.append("- ").append(plain(words)).append("\n"));
    if (!item.list().isEmpty()) {
      text.append("\n<details><summary>");
      text.append(item.list().size()).append(" ").append(item.listed());
      text.append("</summary>\n\n");
      item.list().stream()
          .limit(most)
          .forEach(entry -> text.append("- ").append(plain(entry)).append("\n"));
      if (item.list().size() > most) {
        text.append("- and ").append(item.list().size() - most).append(" more\n");
      }
      text.append("\n</details>\n");
    }
    return text.toString();
  }
}
