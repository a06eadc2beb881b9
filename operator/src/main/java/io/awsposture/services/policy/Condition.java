package io.awsposture.services.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of a statement's conditions: an operator, a key and the values it is compared with (AWS
 * IAM, "IAM JSON policy elements: Condition operators").
 */
record Condition(String operator, String key, List<String> values) {
  private static final String IF_EXISTS = "IfExists";

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
    String[] wanted = pattern.split(":", 6);
    String[] parts = actual.split(":", 6);
    if (wanted.length != parts.length || pattern.contains("${")) {
      return Wildcards.match(pattern, actual, false);
    }
    Certainty all = Certainty.YES;
    for (int part = 0; part < parts.length; part++) {
      all = all.and(Wildcards.match(wanted[part], parts[part], false));
    }
    return all;
  }
}
