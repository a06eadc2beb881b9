package io.awsposture.cli;

import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.cli.CheckedAccount.Outcome;
import io.awsposture.control.Catalogue;
import io.awsposture.evaluate.ControlResult;
import io.awsposture.evaluate.RegionView;
import io.awsposture.evaluate.Score;
import io.awsposture.resolve.EffectiveBaseline;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Writes a result for a person: what is off, worst first, and what would mend it. */
final class TableReport {
  private static final List<VerdictValue> ORDER =
      List.of(VerdictValue.FAIL, VerdictValue.UNKNOWN, VerdictValue.SUPPRESSED);

  private TableReport() {}

  /** Writes every account; nothing where the input has errors. */
  static void write(CheckResult result, PrintStream out) {
    Lines lines = new Lines();
    for (CheckedAccount account : result.accounts()) {
      if (account != result.accounts().getFirst()) {
        lines.blank();
      }
      write(account, lines);
    }
    List<ReviewedSuppression> remarkable =
        result.suppressions().stream().filter(ReviewedSuppression::isRemarkable).toList();
    if (!remarkable.isEmpty()) {
      lines.blank();
      remarkable.forEach(suppression -> lines.text(0, 2, suppression.text()));
    }
    if (result.accounts().size() > 1) {
      lines.blank().text(0, 2, total(result.accounts()));
    }
    out.print(lines);
  }

  private static void write(CheckedAccount account, Lines lines) {
    lines.between(
        account.declared().id() + "   account " + account.declared().spec().accountId(),
        account.score().map(TableReport::score).orElse("not read"));
    EffectiveBaseline baseline = account.baseline();
    lines.text(
        2,
        2,
        "baseline "
            + baseline.namespace()
            + "/"
            + baseline.name()
            + ", mode "
            + ApiWord.of(baseline.mode()));
    switch (account.outcome()) {
      case Outcome.NotRead(String reason, String message) ->
          lines.text(2, 2, reason + ": " + message);
      case Outcome.Read(var scan) -> {
        regions(scan.evaluation().regions(), lines);
        List<ControlResult> open = open(account);
        open.forEach(result -> new ControlParagraph(account, result).write(lines));
        lines.blank().text(2, 2, counts(account));
      }
    }
    remarks(baseline, lines);
  }

  /**
   * The controls that need somebody: those that fail, worst first, then those not known; at the end
   * those whose findings are accepted risks.
   */
  private static List<ControlResult> open(CheckedAccount account) {
    return account.results().stream()
        .filter(result -> ORDER.contains(result.overall()))
        .sorted(
            Comparator.comparing((ControlResult result) -> ORDER.indexOf(result.overall()))
                .thenComparing(result -> result.asked().severity())
                .thenComparing(ControlResult::id, Catalogue::byServiceThenNumber))
        .toList();
  }

  private static String score(Score score) {
    return "score "
        + percent(score.securityHub())
        + "   strict "
        + percent(score.strict())
        + "   weighted "
        + percent(score.weighted());
  }

  private static String percent(OptionalInt percent) {
    return percent.isPresent() ? percent.getAsInt() + " %" : "none";
  }

  private static void regions(List<RegionView> regions, Lines lines) {
    long scanned =
        regions.stream().filter(region -> region.state() == RegionView.State.SCANNED).count();
    // Those that are included by name are told one by one.
    long disabled =
        regions.stream().filter(region -> region.state() == RegionView.State.DISABLED).count();
    lines.text(
        2,
        2,
        many(scanned, "Region")
            + " read"
            + (disabled == 0 ? "" : ", " + disabled + " not enabled for the account"));
    for (RegionView region : regions) {
      switch (region.state()) {
        case MISSING -> lines.text(2, 2, region.name() + " not read: " + region.why());
        case EXCLUDED -> lines.text(2, 2, region.name() + " excluded: " + region.why());
        case DENIED_BY_ORGANIZATION ->
            lines.text(2, 2, region.name() + " denied by the organization: " + region.why());
        case UNREACHABLE -> lines.text(2, 2, region.name() + " not reached: " + region.why());
        case SCANNED, DISABLED -> {}
      }
    }
  }

  private static String counts(CheckedAccount account) {
    if (account.results().isEmpty()) {
      return "the baseline asks for no control that this version has, so nothing is known";
    }
    long failing = account.count(VerdictValue.FAIL);
    long suppressed = account.count(VerdictValue.SUPPRESSED);
    long unknown = account.count(VerdictValue.UNKNOWN);
    long notApplicable = account.count(VerdictValue.NOT_APPLICABLE);
    return account.count(VerdictValue.PASS)
        + " of "
        + many(account.results().size(), "control")
        + " pass"
        + (failing == 0 ? "" : ", " + failing + " fail")
        + (suppressed == 0 ? "" : ", " + suppressed + " suppressed")
        + (unknown == 0 ? "" : ", " + unknown + " unknown")
        + (notApplicable == 0 ? "" : ", " + notApplicable + " not applicable");
  }

  /** Whatever keeps a control from counting, and what is asked for and cannot be had. */
  private static void remarks(EffectiveBaseline baseline, Lines lines) {
    baseline
        .disabled()
        .forEach(off ->
            lines.text(
                2,
                2,
                off.id() + " disabled: " + off.reason() + " (review by " + off.reviewBy() + ")"));
    baseline
        .controls()
        .values()
        .forEach(asked -> {
          Severity published = asked.control().info().severity();
          asked
              .severityReason()
              .ifPresent(reason ->
                  lines.text(
                      2,
                      2,
                      asked.control().id()
                          + " counts as "
                          + ApiWord.of(asked.severity())
                          + ", not "
                          + ApiWord.of(published)
                          + ": "
                          + reason));
        });
    baseline.overruled().forEach(words -> lines.text(2, 2, words));
    baseline
        .unknownControls()
        .forEach(unknown ->
            lines.text(
                2,
                2,
                unknown.id()
                    + " is asked for and no control of this version"
                    + unknown.nearest().map(near -> ": is " + near + " meant?").orElse("")));
    baseline
        .unknownFrameworks()
        .forEach(name -> lines.text(2, 2, "framework " + name + " is not known to this version"));
    if (!baseline.notImplemented().isEmpty()) {
      lines.text(2, 2, "not in this version: " + String.join(", ", baseline.notImplemented()));
    }
  }

  private static String total(List<CheckedAccount> accounts) {
    return many(accounts.size(), "account")
        + ": "
        + accounts.stream()
            .collect(
                Collectors.groupingBy(
                    CheckedAccount::exitCode, java.util.TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(entry -> entry.getValue() + " " + word(entry.getKey()))
            .collect(Collectors.joining(", "));
  }

  private static String word(ExitCode code) {
    return switch (code) {
      case COMPLIANT -> "compliant";
      case DRIFT -> "not compliant";
      case UNKNOWN -> "not known";
      case BAD_INPUT -> "not checked";
    };
  }

  private static String many(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }
}
