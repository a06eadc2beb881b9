package io.awsposture.cli;

import io.awsposture.cli.input.Input;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of a check.
 *
 * @param input what was read from the files
 * @param accounts in the order of the input; none where the input has errors
 */
record CheckResult(Input input, List<CheckedAccount> accounts, Instant start, Instant end) {

  /** What came of the Suppressions of the files; none where the files have errors. */
  List<ReviewedSuppression> suppressions() {
    return input.errors().isEmpty()
        ? input.suppressions().stream()
            .map(suppression -> ReviewedSuppression.of(suppression, accounts, end))
            .toList()
        : List.of();
  }

  /** How the command ends. */
  ExitCode exitCode() {
    List<ExitCode> codes = new ArrayList<>();
    if (!input.errors().isEmpty()) {
      codes.add(ExitCode.BAD_INPUT);
    }
    accounts.forEach(account -> codes.add(account.exitCode()));
    return ExitCode.worst(codes);
  }
}
