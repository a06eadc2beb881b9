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
