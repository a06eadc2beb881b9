package io.awsposture.services.iam;

import io.awsposture.aws.Cause;
import io.awsposture.aws.CauseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * IAM's credential report, of which only the root user's row is kept (AWS IAM, "Generate credential
 * reports for your AWS account"). It may be four hours old: what the account summary says counts
 * more.
 *
 * @param root empty where the report has no such row
 */
public record CredentialReport(Optional<RootRow> root) {
  private static final String ROOT = "<root_account>";

  /**
   * What the report says of the root user; empty where it says {@code not_supported} or nothing.
   *
   * @param password the root user can sign in to the console
   * @param mfa the root user has an MFA device of any kind
   */
  public record RootRow(Optional<Boolean> password, Optional<Boolean> mfa) {}

  /**
   * Reads the report's CSV. Neither its header nor the root user's row can hold commas or quotes,
   * which names of IAM users can.
   *
   * @throws CauseException a broken answer, where this is no credential report
   */
  static CredentialReport parse(String csv) {
    List<String> columns = csv.lines().findFirst().map(CredentialReport::cells).orElse(List.of());
    if (!columns.contains("user")) {
      throw new CauseException(new Cause.Broken("credential report: no column user"));
    }
    return new CredentialReport(
        csv.lines()
            .skip(1)
            .filter(line -> line.startsWith(ROOT + ","))
            .findFirst()
            .map(CredentialReport::cells)
            .map(row ->
                new RootRow(
                    flag(columns, row, "password_enabled"), flag(columns, row, "mfa_active"))));
  }

  private static List<String> cells(String line) {
    return Arrays.asList(line.split(",", -1));
  }

  private static Optional<Boolean> flag(List<String> columns, List<String> row, String column) {
    int place = columns.indexOf(column);
    if (place < 0 || place >= row.size()) {
      return Optional.empty();
    }
    // AWS writes TRUE and FALSE, in upper or lower case.
    return switch (row.get(place).toLowerCase(Locale.ROOT)) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
