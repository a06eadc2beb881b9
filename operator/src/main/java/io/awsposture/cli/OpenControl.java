package io.awsposture.cli;

import static io.awsposture.cli.MarkdownText.code;
import static io.awsposture.cli.MarkdownText.plain;

import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.cli.CheckDocument.Failing;
import io.awsposture.cli.CheckDocument.Row;
import io.awsposture.control.Catalogue;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A control that needs somebody: it fails somewhere in an account, is not known, or is an accepted
 * risk.
 *
 * @param rows in all Regions of the account; never empty
 */
record OpenControl(List<Row> rows) {
  private static final int MOST_WAYS_TO_MEND = 10;
  private static final List<VerdictValue> ORDER =
      List.of(VerdictValue.FAIL, VerdictValue.UNKNOWN, VerdictValue.SUPPRESSED);

  /** The open controls of an account that was read, worst first. */
  static List<OpenControl> of(AccountRows account) {
    return !account.isRead()
        ? List.of()
        : account.byControl().values().stream()
            .map(OpenControl::new)
            .filter(control ->
                control.isOff()
                    || control.has(VerdictValue.UNKNOWN)
                    || control.has(VerdictValue.SUPPRESSED))
            .sorted(
                Comparator.comparing(OpenControl::verdict, Comparator.comparing(ORDER::indexOf))
                    .thenComparing(open -> open.first().severity())
                    .thenComparing(open -> open.first().control(), Catalogue::byServiceThenNumber))
            .toList();
  }

  /** Any of its rows, for what is the same in all. */
  Row first() {
    return rows.getFirst();
  }

  /** True where it fails. */
  boolean isOff() {
    return has(VerdictValue.FAIL);
  }

  private boolean has(VerdictValue verdict) {
    return rows.stream().anyMatch(row -> row.verdict() == verdict);
  }

  /** What it comes to over all Regions. */
  VerdictValue verdict() {
    return ORDER.stream().filter(this::has).findFirst().orElse(VerdictValue.NOT_APPLICABLE);
  }

  /** How many findings it has. */
  int findings() {
    return rows.stream().mapToInt(row -> row.failing().size()).sum();
  }

  /** How many of its findings are accepted risks; they are not among {@link #findings}. */
  int suppressed() {
    return rows.stream().mapToInt(row -> row.suppressed().size()).sum();
  }

  /** How many things could not be read. */
  int unread() {
    return rows.stream().mapToInt(row -> row.unknown().size()).sum();
  }

  /** The Regions that its verdict comes from. */
  String where() {
    Set<String> some = new LinkedHashSet<>();
    Set<String> all = new LinkedHashSet<>();
    for (Row row : rows) {
      all.add(region(row));
      if (row.verdict() == verdict()) {
        some.add(region(row));
      }
    }
    return Regions.phrase(some, all).replaceFirst("^in ", "");
  }

  /**
   * Its findings as Markdown, folded, with what would mend them.
   *
   * @param most findings that are listed; the others are counted
   */
  String folded(int most) {
    StringBuilder text = new StringBuilder("\n<details><summary>");
    text.append(plain(first().control() + " " + first().title())).append(": ");
    text.append(MarkdownText.many(findings(), "finding"));
    text.append(suppressed() == 0 ? "" : ", " + suppressed() + " suppressed");
    text.append(unread() == 0 ? "" : ", " + unread() + " not known");
    text.append("</summary>\n\n| Region | Resource | Is | Should be |\n|---|---|---|---|\n");
    int count = 0;
    Set<String> mending = new LinkedHashSet<>();
    for (Row row : rows) {
      for (Failing failing : row.failing()) {
        if (count++ < most) {
          text.append(line(row, failing.resource(), failing.observed(), failing.desired()));
        }
        mending.addAll(FindingText.mending(row, failing));
      }
      for (Failing failing : row.suppressed()) {
        if (count++ < most) {
          text.append(
              line(
                  row, failing.resource(), failing.observed(), "suppressed: " + failing.desired()));
        }
        if (failing.suppressedBy() != null) {
          mending.add(failing.suppressedBy().words());
        }
      }
      for (CheckDocument.Unread unread : row.unknown()) {
        if (count++ < most) {
          text.append(line(row, unread.resource(), "not known", unread.cause().text()));
        }
      }
    }
    if (count > most) {
      text.append("\nand ").append(count - most).append(" more\n");
    }
    mending.stream()
        .limit(MOST_WAYS_TO_MEND)
        .forEach(words -> text.append("\n- ").append(plain(words)));
    if (mending.size() > MOST_WAYS_TO_MEND) {
      text.append("\n- and ").append(mending.size() - MOST_WAYS_TO_MEND).append(" more fixes");
    }
    return text.append("\n\n</details>\n").toString();
  }

  private static String line(Row row, String resource, String is, String shouldBe) {
    return MarkdownText.row(plain(region(row)), code(resource), plain(is), plain(shouldBe));
  }

  private static String region(Row row) {
    return row.region() == null ? "" : row.region();
  }
}
