package io.awsposture.services.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One line of a statement's conditions: an operator, a key and the values it is compared with (AWS
 * IAM, "IAM JSON policy elements: Condition operators").
 */
record Condition(String operator, String key, List<String> values) {
  private static final String IF_EXISTS = "IfExists";
  private static final int ARN_PARTS = 6;

  Condition {
    values = List.copyOf(values);
  }

  /** Whether it holds for these known keys; what is not known or understood is neither. */
  Certainty holds(Map<String, String> context) {
    return Optional.ofNullable(context.get(key)).map(this::holdsFor).orElse(Certainty.MAYBE);
  }

  private Certainty holdsFor(String actual) {
    return switch (plainOperator()) {
      case "StringEquals" -> oneOf(actual, false);
      case "StringNotEquals" -> oneOf(actual, false).not();
      case "StringEqualsIgnoreCase" -> oneOf(actual, true);
      case "StringNotEqualsIgnoreCase" -> oneOf(actual, true).not();
      case "StringLike" -> like(actual);
      case "StringNotLike" -> like(actual).not();
      // ArnEquals and ArnLike behave alike: both know wildcards.
      case "ArnEquals", "ArnLike" -> arnLike(actual);
      case "ArnNotEquals", "ArnNotLike" -> arnLike(actual).not();
      case "Bool" -> oneOf(actual, true);
      // The key is there; Null asks with "false" whether it is.
      case "Null" -> oneOf("false", true);
      default -> Certainty.MAYBE;
    };
  }

  /** For a key of one value, which all given ones are, the set operators change nothing. */
  private String plainOperator() {
    String plain = operator.substring(operator.indexOf(':') + 1);
    return plain.endsWith(IF_EXISTS)
        ? plain.substring(0, plain.length() - IF_EXISTS.length())
        : plain;
  }

  private Certainty oneOf(String actual, boolean ignoringCase) {
    return Certainty.any(
        values.stream(),
        value -> {
          if (value.contains("${")) {
            return Certainty.MAYBE;
          }
          return Certainty.of(ignoringCase ? value.equalsIgnoreCase(actual) : value.equals(actual));
        });
  }

  private Certainty like(String actual) {
    return Certainty.any(values.stream(), value -> Wildcards.match(value, actual, false));
  }

  /** Each of the six parts between colons is compared by itself. */
  private Certainty arnLike(String actual) {
    return Certainty.any(values.stream(), value -> arnLike(value, actual));
  }

  private static Certainty arnLike(String pattern, String actual) {
    String[] wanted = pattern.split(":", ARN_PARTS);
    String[] parts = actual.split(":", ARN_PARTS);
    if (wanted.length < ARN_PARTS || parts.length < ARN_PARTS) {
      // AWS does not document what a pattern that is no ARN matches.
      return Certainty.MAYBE;
    }
    return Certainty.all(
        IntStream.range(0, ARN_PARTS)
            .mapToObj(part -> Wildcards.match(wanted[part], parts[part], false)));
  }
}
