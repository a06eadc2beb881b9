package io.awsposture.services.iam;

import io.awsposture.control.Desired;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The account's own password policy for IAM users (AWS IAM, "UpdateAccountPasswordPolicy").
 *
 * @param reusePrevention how many former passwords are refused; 0: reuse is allowed
 * @param maxAgeDays empty: passwords do not expire
 * @param usersMayChange every user may change the own password
 * @param hardExpiry an expired password can only be renewed by an administrator; empty: AWS did not
 *     say, and its default stands
 */
public record PasswordPolicy(
    int minimumLength,
    boolean requiresUppercase,
    boolean requiresLowercase,
    boolean requiresNumbers,
    boolean requiresSymbols,
    int reusePrevention,
    Optional<Integer> maxAgeDays,
    boolean usersMayChange,
    Optional<Boolean> hardExpiry) {

  /**
   * What a policy starts from where the account has none: the defaults of the API, which give
   * nobody a permission that he lacks without a policy.
   */
  static final PasswordPolicy NONE =
      new PasswordPolicy(
          6, false, false, false, false, 0, Optional.empty(), false, Optional.empty());

  /** The stricter of both in each part; what the baseline does not speak of stays. */
  PasswordPolicy unitedWith(Desired.PasswordPolicy asked) {
    return new PasswordPolicy(
        Math.max(minimumLength, asked.minimumLength()),
        requiresUppercase || asked.requireUppercase(),
        requiresLowercase || asked.requireLowercase(),
        requiresNumbers || asked.requireNumbers(),
        requiresSymbols || asked.requireSymbols(),
        Math.max(reusePrevention, asked.reusePrevention()),
        Stream.concat(maxAgeDays.stream(), asked.maxAgeDays().stream()).min(Integer::compare),
        usersMayChange,
        hardExpiry);
  }

  /** In words, the parts that the baseline may ask for. */
  String text() {
    return Stream.of(
            "minimum length " + minimumLength,
            requiresUppercase ? "upper case" : "",
            requiresLowercase ? "lower case" : "",
            requiresNumbers ? "numbers" : "",
            requiresSymbols ? "symbols" : "",
            reusePrevention == 0 ? "reuse allowed" : "last " + reusePrevention + " refused",
            maxAgeDays.map(days -> "expiry after " + days + " days").orElse("no expiry"))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }
}
