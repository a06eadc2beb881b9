package io.awsposture.cli;

import static io.awsposture.cli.MarkdownText.code;
import static io.awsposture.cli.MarkdownText.plain;

import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.cli.CheckDocument.Score;
import io.awsposture.cli.input.InputError;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a result as Markdown for a comment on a pull request: what is off in each account as a
 * table, with the findings folded.
 */
final class MarkdownReport {
  /** By this whoever posts the comment finds the one to replace. */
  static final String MARK = "<!-- awsposture check -->";

  /** Findings of a control that are listed, tried from the most to the fewest. */
  private static final List<Integer> LISTED = List.of(100, 20, 5);

  private static final int MOST_IN_OVERVIEW = 200;

  private final CheckDocument document;
  private final MarkdownPage page = new MarkdownPage();
  private int accountsLeftOut;
  private int controlsLeftOut;
  private int findingsLeftOut;
  private int suppressionsLeftOut;

  private MarkdownReport(CheckDocument document) {
    this.document = document;
  }

  /** Writes the page. */
  static void write(CheckDocument document, PrintStream out) {
    out.print(new MarkdownReport(document).text());
  }

  private String text() {
    List<AccountRows> accounts = AccountRows.of(document);
    int head = page.part();
    page.add(head, MARK + "\n## AWS posture: " + title(accounts) + "\n");
    errors(head);
    if (accounts.size() > 1) {
      overview(head, accounts);
    }
    List<Integer> parts = new ArrayList<>();
    for (AccountRows account : accounts) {
      int part = page.part();
      boolean fits = page.add(part, account(account));
      accountsLeftOut += fits ? 0 : 1;
      parts.add(fits ? part : -1);
    }
    for (int index = 0; index < accounts.size(); index++) {
      if (parts.get(index) >= 0) {
        int part = parts.get(index);
        OpenControl.of(accounts.get(index)).forEach(control -> details(part, control));
      }
    }
    suppressions();
    return page.end(leftOut());
  }

  private String title(List<AccountRows> accounts) {
    if (!document.errors().isEmpty()) {
      return "the files are wrong, so no account was read";
    }
    return accounts.size() == 1
        ? ending(accounts.getFirst().exitCode())
        : counted(accounts, ExitCode.DRIFT)
            + counted(accounts, ExitCode.UNKNOWN)
            + accounts.size()
            + " accounts in all";
  }

  private static String counted(List<AccountRows> accounts, ExitCode code) {
    long count = accounts.stream().filter(account -> account.exitCode() == code).count();
    return count == 0 ? "" : count + " " + ending(code) + ", ";
  }

  private static String ending(ExitCode code) {
    return switch (code) {
      case COMPLIANT -> "compliant";
      case DRIFT -> "not compliant";
      case UNKNOWN -> "not known";
      case BAD_INPUT -> "not checked";
    };
  }

  private void errors(int part) {
    for (InputError error : document.errors()) {
      if (!page.add(part, "\n- " + plain(error.text()))) {
        findingsLeftOut++;
      }
    }
  }

  private void overview(int part, List<AccountRows> accounts) {
    page.add(
        part,
        "\n| Account | | Score | Strict | Fail | Unknown | Suppressed | Pass |\n"
            + "|---|---|--:|--:|--:|--:|--:|--:|\n");
    int shown = 0;
    for (AccountRows account :
        accounts.stream()
            .sorted(Comparator.comparing(AccountRows::exitCode).reversed())
            .limit(MOST_IN_OVERVIEW)
            .toList()) {
      shown += page.add(part, line(account)) ? 1 : 0;
    }
    if (shown < accounts.size()) {
      page.add(part, "\nand " + MarkdownText.many(accounts.size() - shown, "more account") + "\n");
    }
  }

  private void suppressions() {
    int part = page.part();
    boolean first = true;
    for (CheckDocument.Suppression suppression : document.suppressions()) {
      if (!suppression.why().isEmpty()) {
        String line =
            "- "
                + plain(suppression.namespace() + "/" + suppression.name())
                + " is "
                + suppression.state()
                + ": "
                + plain(String.join("; ", suppression.why()))
                + "\n";
        suppressionsLeftOut +=
            page.add(part, (first ? "\n### Suppressions\n\n" : "") + line) ? 0 : 1;
        first = false;
      }
    }
  }

  private static String line(AccountRows account) {
    CheckDocument.Controls counts = account.account().controls();
    Score score = account.account().score();
    return MarkdownText.row(
        plain(account.id()),
        account.isRead() ? ending(account.exitCode()) : "not read",
        percent(score == null ? null : score.securityHubPercent()),
        percent(score == null ? null : score.strictPercent()),
        counts == null ? "" : String.valueOf(counts.fail()),
        counts == null ? "" : String.valueOf(counts.unknown()),
        counts == null ? "" : String.valueOf(counts.suppressed()),
        counts == null ? "" : String.valueOf(counts.pass()));
  }

  private static String account(AccountRows account) {
    CheckDocument.Account known = account.account();
    StringBuilder text = new StringBuilder();
    text.append("\n### ").append(plain(account.id())).append("\n\n");
    text.append("account ").append(code(known.accountId()));
    text.append(", baseline ")
        .append(plain(known.baseline().namespace() + "/" + known.baseline().name()));
    text.append(", mode ").append(ApiWord.of(known.baseline().mode()));
    Score score = known.score();
    if (score != null) {
      text.append(", score ").append(percent(score.securityHubPercent()));
      text.append(", strict ").append(percent(score.strictPercent()));
    }
    text.append("\n");
    CheckDocument.Cause cause = known.cause();
    if (cause != null) {
      text.append("\nNot read, so nothing is known. ");
      text.append(plain(cause.kind() + ": " + cause.text())).append("\n");
      return text.toString();
    }
    List<OpenControl> open = OpenControl.of(account);
    if (!open.isEmpty()) {
      text.append("\n| Severity | Control | Verdict | Where | Findings |\n|---|---|---|---|--:|\n");
      for (OpenControl control : open) {
        text.append(
            MarkdownText.row(
                ApiWord.of(control.first().severity()),
                control.first().control() + " " + plain(control.first().title()),
                ApiWord.of(control.verdict()),
                plain(control.where()),
                String.valueOf(control.findings() + control.suppressed())));
      }
    } else if (account.notJudged().isEmpty()) {
      text.append("\nEverything that is asked for is as it should be.\n");
    }
    account.notJudged().forEach(words -> text.append("\n- ").append(plain(words)).append("\n"));
    return text.toString();
  }

  private void details(int part, OpenControl control) {
    if (LISTED.stream().noneMatch(most -> page.add(part, control.folded(most)))) {
      controlsLeftOut++;
      findingsLeftOut += control.findings();
    }
  }

  private String leftOut() {
    List<String> parts = new ArrayList<>();
    if (accountsLeftOut > 0) {
      parts.add(MarkdownText.many(accountsLeftOut, "account"));
    }
    if (controlsLeftOut > 0) {
      parts.add(
          "the findings of "
              + MarkdownText.many(controlsLeftOut, "control")
              + " ("
              + MarkdownText.many(findingsLeftOut, "finding")
              + ")");
    } else if (findingsLeftOut > 0) {
      parts.add(MarkdownText.many(findingsLeftOut, "error"));
    }
    if (suppressionsLeftOut > 0) {
      parts.add(MarkdownText.many(suppressionsLeftOut, "Suppression"));
    }
    return parts.isEmpty()
        ? ""
        : "**Left out, for a comment has no room for more: "
            + String.join(" and ", parts)
            + ".** `awsposture check -o json` lists all.";
  }

  private static String percent(@Nullable Integer percent) {
    return percent == null ? "none" : percent + " %";
  }
}
