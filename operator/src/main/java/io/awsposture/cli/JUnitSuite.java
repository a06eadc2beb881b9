package io.awsposture.cli;

import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.cli.CheckDocument.Failing;
import io.awsposture.cli.CheckDocument.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A test suite of a JUnit report.
 *
 * @param file that declares what is tested; empty where no single one does
 */
record JUnitSuite(String name, String file, Map<String, String> properties, List<Case> cases) {

  /** How a test case ends; the names are those of the elements that say so. */
  enum Ending {
    /** It is as it should be. */
    PASSED,
    /** It is off. */
    FAILURE,
    /** Nobody knows. */
    ERROR,
    /** It is not held against anybody. */
    SKIPPED;

    String element() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One test case.
   *
   * @param type a word for programs; empty for one that passed
   * @param message one line
   * @param body everything there is to say
   */
  record Case(String name, Ending ending, String type, String message, String body) {}

  /** The suites of a result: the files where they are wrong, the accounts, the Suppressions. */
  static List<JUnitSuite> of(CheckDocument document) {
    List<JUnitSuite> suites = new ArrayList<>();
    if (!document.errors().isEmpty()) {
      suites.add(files(document));
    }
    AccountRows.of(document).forEach(account -> suites.add(of(account)));
    if (!document.suppressions().isEmpty()) {
      suites.add(suppressions(document));
    }
    return suites;
  }

  /** How many of its cases end so. */
  long count(Ending ending) {
    return cases.stream().filter(it -> it.ending() == ending).count();
  }

  /** Files that are wrong keep every account from being read. */
  private static JUnitSuite files(CheckDocument document) {
    return new JUnitSuite(
        "files",
        "",
        Map.of(),
        document.errors().stream()
            .map(error ->
                new Case(
                    error.file() + (error.line() > 0 ? ":" + error.line() : ""),
                    Ending.ERROR,
                    "BadInput",
                    error.message(),
                    error.text()))
            .toList());
  }

  /** One that does not do what was meant is skipped, for that alone fails no check. */
  private static JUnitSuite suppressions(CheckDocument document) {
    return new JUnitSuite(
        "suppressions",
        "",
        Map.of(),
        document.suppressions().stream()
            .map(suppression -> {
              String name = suppression.namespace() + "/" + suppression.name();
              String why = String.join("; ", suppression.why());
              return suppression.state() == ReviewedSuppression.State.Active && why.isEmpty()
                  ? new Case(name, Ending.PASSED, "", "", "")
                  : new Case(name, Ending.SKIPPED, suppression.state().name(), why, why);
            })
            .toList());
  }

  private static JUnitSuite of(AccountRows account) {
    List<Case> cases = new ArrayList<>();
    account.rows().forEach(row -> cases.add(test(row)));
    account
        .notJudged()
        .forEach(sentence ->
            cases.add(
                new Case("baseline: " + sentence, Ending.ERROR, "NotJudged", sentence, sentence)));
    CheckDocument.Account known = account.account();
    Map<String, String> properties = new TreeMap<>();
    properties.put("accountId", known.accountId());
    properties.put("baseline", known.baseline().namespace() + "/" + known.baseline().name());
    properties.put("revision", known.baseline().revision());
    if (known.score() != null && known.score().strictPercent() != null) {
      properties.put("strictPercent", String.valueOf(known.score().strictPercent()));
    }
    return new JUnitSuite(account.id(), known.file(), properties, cases);
  }

  private static Case test(Row row) {
    String name =
        row.control() + " " + row.title() + (row.region() == null ? "" : " (" + row.region() + ")");
    return switch (row.verdict()) {
      case PASS -> new Case(name, Ending.PASSED, "", "", "");
      case FAIL ->
          new Case(
              name, Ending.FAILURE, ApiWord.of(row.severity()), summary(row.failing()), body(row));
      case SUPPRESSED ->
          new Case(
              name,
              Ending.SKIPPED,
              "Suppressed",
              row.suppressed().stream()
                  .flatMap(it -> Stream.ofNullable(it.suppressedBy()))
                  .map(CheckDocument.Acceptance::words)
                  .distinct()
                  .collect(Collectors.joining("; ")),
              body(row));
      case UNKNOWN -> new Case(name, Ending.ERROR, kind(row), text(row), body(row));
      case NOT_APPLICABLE -> new Case(name, Ending.SKIPPED, kind(row), text(row), text(row));
    };
  }

  private static String kind(Row row) {
    return row.cause() == null ? "Unknown" : row.cause().kind();
  }

  private static String text(Row row) {
    return row.cause() == null ? "not known" : row.cause().text();
  }

  private static String summary(List<Failing> failing) {
    Failing first = failing.getFirst();
    return first.observed()
        + " -> "
        + first.desired()
        + (failing.size() == 1 ? "" : ", and " + (failing.size() - 1) + " more");
  }

  private static String body(Row row) {
    StringBuilder body = new StringBuilder("\n");
    row.failing().forEach(failing -> add(body, row, failing));
    row.suppressed().forEach(failing -> add(body, row, failing));
    row.unknown()
        .forEach(
            unread -> add(body, unread.resource() + "\n  not known: " + unread.cause().text()));
    if (row.unknown().isEmpty() && row.cause() != null) {
      add(body, row.cause().kind() + ": " + row.cause().text());
    }
    row.notes().forEach(note -> add(body, "note: " + note));
    return body.toString();
  }

  private static void add(StringBuilder body, Row row, Failing failing) {
    add(body, failing.resource());
    add(body, "  " + failing.observed() + " -> " + failing.desired());
    FindingText.mending(row, failing).forEach(sentence -> add(body, "  " + sentence));
  }

  private static void add(StringBuilder body, String line) {
    body.append(line).append('\n');
  }
}
