package io.awsposture.services.policy;

import java.util.regex.Pattern;

/** Matching as in policy documents, where {@code *} is any text and {@code ?} any character. */
final class Wildcards {
  private Wildcards() {}

  /** A policy variable in the pattern is not resolved here: then nobody can say. */
  static Certainty match(String pattern, String text, boolean ignoringCase) {
    if (pattern.contains("${")) {
      return Certainty.MAYBE;
    }
    StringBuilder regex = new StringBuilder();
    pattern
        .codePoints()
        .forEach(point -> {
          switch (point) {
            case '*' -> regex.append(".*");
            case '?' -> regex.append('.');
            default -> regex.append(Pattern.quote(Character.toString(point)));
          }
        });
    int flags =
        Pattern.DOTALL | (ignoringCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
    return Certainty.of(Pattern.compile(regex.toString(), flags).matcher(text).matches());
  }
}
