package io.awsposture.cli;

import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.cli.CheckDocument.Account;
import io.awsposture.cli.CheckDocument.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An account of a document with its rows. */
record AccountRows(Account account, List<Row> rows) {

  /** All accounts of a document, in its order. */
  static List<AccountRows> of(CheckDocument document) {
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    document
        .rows()
        .forEach(row ->
            rows.computeIfAbsent(row.namespace() + "/" + row.name(), _ -> new ArrayList<>())
                .add(row));
    return document.accounts().stream()
        .map(account ->
            new AccountRows(
                account, rows.getOrDefault(account.namespace() + "/" + account.name(), List.of())))
        .toList();
  }

  /** Namespace and name. */
  String id() {
    return account.namespace() + "/" + account.name();
  }

  /** True for an account that was read. */
  boolean isRead() {
    return account.state() == CheckDocument.State.Read;
  }

  /** The rows of each control, in the document's order. */
  Map<String, List<Row>> byControl() {
    Map<String, List<Row>> controls = new LinkedHashMap<>();
    rows.forEach(row -> controls.computeIfAbsent(row.control(), _ -> new ArrayList<>()).add(row));
    return controls;
  }

  /** What its baseline asks for and this version cannot judge, as sentences. */
  List<String> notJudged() {
    List<String> sentences = new ArrayList<>();
    account
        .baseline()
        .unknownControls()
        .forEach(unknown ->
            sentences.add(
                unknown.id()
                    + " is asked for and no control of this version"
                    + (unknown.nearest() == null ? "" : ": is " + unknown.nearest() + " meant?")));
    account
        .baseline()
        .unknownFrameworks()
        .forEach(name -> sentences.add("framework " + name + " is not known to this version"));
    if (isRead() && rows.isEmpty()) {
      sentences.add("the baseline asks for no control that this version has, so nothing is known");
    }
    return sentences;
  }

  /** How it went: the same as the exit code of a check of this account alone says. */
  ExitCode exitCode() {
    if (rows.stream().anyMatch(row -> row.verdict() == VerdictValue.FAIL)) {
      return ExitCode.DRIFT;
    }
    boolean anyUnknown = rows.stream().anyMatch(row -> row.verdict() == VerdictValue.UNKNOWN);
    return anyUnknown || !isRead() || !notJudged().isEmpty()
        ? ExitCode.UNKNOWN
        : ExitCode.COMPLIANT;
  }
}
