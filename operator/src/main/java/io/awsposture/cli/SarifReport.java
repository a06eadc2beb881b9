package io.awsposture.cli;

import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.cli.CheckDocument.Failing;
import io.awsposture.cli.CheckDocument.Row;
import io.awsposture.cli.SarifDocument.Notification;
import io.awsposture.cli.SarifDocument.Result;
import io.awsposture.cli.SarifDocument.Text;
import io.awsposture.control.Catalogue;
import io.awsposture.plan.Fingerprint;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes a result as SARIF 2.1.0, for code scanning: a result for each finding, and one that asks
 * for review for each thing that is not known. What passes has none.
 */
final class SarifReport {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
  private static final String SEMANTIC = "\\d+\\.\\d+\\.\\d+([-+].*)?";

  private final CheckDocument document;
  private final SarifRules rules = new SarifRules(Catalogue.load());

  private SarifReport(CheckDocument document) {
    this.document = document;
  }

  /** Writes the document and a line end. */
  static void write(CheckDocument document, PrintStream out) {
    JsonReport.print(new SarifReport(document).log(), out);
  }

  private SarifDocument log() {
    String version = document.version();
    return new SarifDocument(
        SCHEMA,
        "2.1.0",
        List.of(
            new SarifDocument.Run(
                new SarifDocument.Tool(
                    new SarifDocument.Driver(
                        "awsposture",
                        version,
                        version.matches(SEMANTIC) ? version : null,
                        rules.all())),
                new SarifDocument.Automation("awsposture/check/"),
                List.of(invocation()),
                "utf16CodeUnits",
                AccountRows.of(document).stream().flatMap(this::results).toList())));
  }

  private SarifDocument.Invocation invocation() {
    boolean allRead = AccountRows.of(document).stream().allMatch(AccountRows::isRead);
    return new SarifDocument.Invocation(
        allRead && document.errors().isEmpty(),
        document.exitCode(),
        document.startTime(),
        document.completionTime(),
        AccountRows.of(document).stream().flatMap(SarifReport::notRead).toList(),
        configuration());
  }

  /** Nothing is known of such an account: its results are missing, and must not read as mended. */
  private static Stream<Notification> notRead(AccountRows account) {
    CheckDocument.Cause cause = account.account().cause();
    return cause == null
        ? Stream.empty()
        : Stream.of(
            notification(
                "error",
                "AwsAccount "
                    + account.id()
                    + " (account "
                    + account.account().accountId()
                    + ") was not read: "
                    + cause.kind()
                    + ": "
                    + cause.text(),
                account.account().file(),
                account.account().line()));
  }

  private List<Notification> configuration() {
    List<Notification> all = new ArrayList<>();
    document
        .errors()
        .forEach(error -> all.add(notification("error", error.text(), error.file(), error.line())));
    document.notes().forEach(note -> all.add(notification("note", note.message(), note.file(), 0)));
    AccountRows.of(document)
        .forEach(account ->
            account
                .notJudged()
                .forEach(sentence ->
                    all.add(
                        notification(
                            "warning",
                            "AwsAccount " + account.id() + ": " + sentence,
                            account.account().file(),
                            account.account().line()))));
    document.suppressions().stream()
        .filter(suppression -> !suppression.why().isEmpty())
        .forEach(suppression ->
            all.add(
                notification(
                    "warning",
                    "Suppression "
                        + suppression.namespace()
                        + "/"
                        + suppression.name()
                        + " is "
                        + suppression.state()
                        + ": "
                        + String.join("; ", suppression.why()),
                    suppression.file(),
                    suppression.line())));
    return all;
  }

  private static Notification notification(String level, String words, String file, int line) {
    return new Notification(level, message(words), List.of(SarifPlace.of(file, line)));
  }

  private Stream<Result> results(AccountRows account) {
    return account.rows().stream()
        .flatMap(row ->
            Stream.concat(
                Stream.concat(row.failing().stream(), row.suppressed().stream())
                    .map(failing -> failed(account, row, failing)),
                row.unknown().stream().map(unread -> unread(account, row, unread))));
  }

  private Result failed(AccountRows account, Row row, Failing failing) {
    Map<String, Object> properties = properties(row, failing.resource());
    properties.put("observed", failing.observed());
    properties.put("desired", failing.desired());
    properties.put("fix", failing.fix());
    return result(
        account,
        row,
        failing.resource(),
        "fail",
        SarifRules.level(row.severity()),
        FindingText.of(row, failing),
        suppressions(failing),
        properties);
  }

  /** An empty list says that nobody accepts the risk; none at all, that nobody was asked. */
  private static List<SarifDocument.Suppression> suppressions(Failing failing) {
    CheckDocument.Acceptance by = failing.suppressedBy();
    return by == null
        ? List.of()
        : List.of(
            new SarifDocument.Suppression(
                "external",
                "accepted",
                Lines.clean(by.words()),
                SarifPlace.of(by.file(), by.line())));
  }

  /** SARIF wants level none of whatever is no failure. */
  private Result unread(AccountRows account, Row row, CheckDocument.Unread unread) {
    Map<String, Object> properties = properties(row, unread.resource());
    properties.put("cause", unread.cause().kind());
    return result(
        account,
        row,
        unread.resource(),
        "review",
        "none",
        row.title() + ": not known, so not passed: " + unread.cause().text(),
        List.of(),
        properties);
  }

  private Result result(
      AccountRows account,
      Row row,
      String resource,
      String kind,
      String level,
      String words,
      List<SarifDocument.Suppression> suppressions,
      Map<String, Object> properties) {
    String region = row.region() == null ? "" : row.region();
    String fingerprint = Fingerprint.of("", row.account(), row.control(), region, resource, kind);
    return new Result(
        row.control(),
        rules.index(row.control()),
        kind,
        level,
        message(words + " (account " + row.account() + ", " + region + ", " + resource + ")"),
        List.of(SarifPlace.of(account.account().file(), account.account().line(), resource)),
        // The first is all that GitHub looks at; without it, it would make one of the line's text.
        Map.of("primaryLocationLineHash", fingerprint + ":1", "awspostureFinding/v1", fingerprint),
        suppressions,
        properties);
  }

  private static Map<String, Object> properties(Row row, String resource) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("account", row.account());
    properties.put("awsAccount", row.namespace() + "/" + row.name());
    properties.put("region", row.region() == null ? "" : row.region());
    properties.put("resource", resource);
    properties.put("severity", ApiWord.of(row.severity()));
    return properties;
  }

  /** What comes from an account must not become a link: SARIF reads {@code [words](target)}. */
  private static Text message(String words) {
    return new Text(Lines.clean(words).replace("](", "] ("));
  }
}
