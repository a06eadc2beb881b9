package io.awsposture.cli;

import io.awsposture.api.v1alpha1.SuppressionSpec;
import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.cli.CheckedAccount.Outcome;
import io.awsposture.cli.input.Declared;
import io.awsposture.cli.input.Input;
import io.awsposture.evaluate.AcceptedRisk;
import io.awsposture.evaluate.AcceptedRisk.Cover;
import io.awsposture.evaluate.ControlResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A Suppression of the files, held against the accounts that were checked.
 *
 * @param why what somebody should mend or know, as sentences; empty: it does what was meant
 * @param findings that it covers, whoever else covers them
 * @param accounts in which it covers any
 */
record ReviewedSuppression(
    Declared<SuppressionSpec> declared, State state, List<String> why, int findings, int accounts) {

  /** What came of it; the names are the words of the JSON document. */
  enum State {
    /** It is in force. */
    Active,
    /** It is not in force yet. */
    Pending,
    /** It is over. */
    Expired,
    /** The owner of every baseline concerned does not let it hide anything. */
    Refused,
    /** It is in force and covers nothing. */
    Unused
  }

  /** What came of a Suppression in these accounts. */
  static ReviewedSuppression of(
      Declared<SuppressionSpec> declared, List<CheckedAccount> checked, Instant now) {
    AcceptedRisk risk = Input.risk(declared);
    return switch (risk.at(now)) {
      case EXPIRED ->
          of(
              declared,
              State.Expired,
              "it expired at " + risk.end() + " and hides nothing any more");
      case PENDING ->
          of(declared, State.Pending, "it hides nothing before " + risk.spec().grantedAt());
      case ACTIVE -> active(declared, risk, checked);
    };
  }

  private static ReviewedSuppression of(
      Declared<SuppressionSpec> declared, State state, String why) {
    return new ReviewedSuppression(declared, state, List.of(why), 0, 0);
  }

  private static ReviewedSuppression active(
      Declared<SuppressionSpec> declared, AcceptedRisk risk, List<CheckedAccount> checked) {
    List<CheckedAccount> concerned =
        checked.stream()
            .filter(account -> account.declared().namespace().equals(declared.namespace()))
            .filter(account -> risk.concerns(account.declared().spec().accountId()))
            .toList();
    if (concerned.isEmpty()) {
      return of(
          declared,
          State.Unused,
          "no AwsAccount of namespace "
              + declared.namespace()
              + " in these files has one of its accountIds");
    }
    Set<String> why = new LinkedHashSet<>();
    List<CheckedAccount> allowed = new ArrayList<>();
    for (CheckedAccount account : concerned) {
      List<String> breaches = risk.breaches(account.baseline());
      why.addAll(breaches);
      if (breaches.isEmpty()) {
        allowed.add(account);
      }
    }
    List<Long> counts =
        allowed.stream().map(account -> covered(risk, account)).filter(count -> count > 0).toList();
    int findings = counts.stream().mapToInt(Long::intValue).sum();
    State state = allowed.isEmpty() ? State.Refused : State.Active;
    if (state == State.Active && findings == 0) {
      boolean allSeen = allowed.stream().allMatch(account -> saw(account, risk));
      state = allSeen ? State.Unused : State.Active;
      why.add(
          allSeen
              ? "no finding is in its reach: delete it, or correct what it names"
              : "it covers nothing that is known, and not all that it could cover could be read");
    }
    return new ReviewedSuppression(declared, state, List.copyOf(why), findings, counts.size());
  }

  private static long covered(AcceptedRisk risk, CheckedAccount account) {
    String id = account.declared().spec().accountId();
    return account.results().stream()
        .flatMap(result -> result.allFindings().stream())
        .filter(finding -> risk.cover(id, finding) == Cover.COVERED)
        .count();
  }

  /** True where everything that it could cover in an account was read. */
  private static boolean saw(CheckedAccount account, AcceptedRisk risk) {
    return switch (account.outcome()) {
      case Outcome.NotRead _ -> false;
      case Outcome.Read _ ->
          account.results().stream()
              .filter(result -> risk.spec().controls().contains(result.id()))
              .noneMatch(ReviewedSuppression::hasUnknown);
    };
  }

  private static boolean hasUnknown(ControlResult result) {
    return !result.unread().isEmpty() || result.overall() == VerdictValue.UNKNOWN;
  }

  /** True where somebody should look at it. */
  boolean isRemarkable() {
    return !why.isEmpty();
  }

  /** One sentence for a person. */
  String text() {
    return "Suppression " + declared.id() + " is " + state + ": " + String.join("; ", why);
  }

  CheckDocument.Suppression document() {
    return new CheckDocument.Suppression(
        declared.namespace(),
        declared.name(),
        declared.file(),
        declared.line("spec"),
        state,
        why,
        findings,
        accounts,
        declared.spec().expiresAt().toString(),
        JsonReport.orNull(declared.spec().owner()),
        JsonReport.orNull(declared.spec().ticket()));
  }

  /** Until when, by whom and why a risk is accepted, in a few words. */
  static String terms(SuppressionSpec spec) {
    return "until "
        + spec.expiresAt()
        + (spec.owner().isEmpty() ? "" : ", owner " + spec.owner())
        + (spec.ticket().isEmpty() ? "" : ", ticket " + spec.ticket())
        + ": "
        + spec.reason();
  }
}
