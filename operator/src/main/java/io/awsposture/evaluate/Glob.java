package io.awsposture.evaluate;

/**
 * A pattern in which {@code *} stands for any text, {@code ?} for any one character, and all else
 * for itself. Takes time in the product of both lengths at most, whatever the pattern: people write
 * it, and it is matched against every finding.
 */
record Glob(String pattern) {

  /** True where the whole text is as the pattern says. */
  boolean matches(String text) {
    int at = 0;
    int in = 0;
    int star = -1;
    int retry = 0;
    while (in < text.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        retry = in;
      } else if (at < pattern.length() && isAlike(pattern.charAt(at), text.charAt(in))) {
        at++;
        in++;
      } else if (star >= 0) {
        // The last star takes one character more, and what follows it is tried again.
        at = star + 1;
        in = ++retry;
      } else {
        return false;
      }
    }
    return pattern.substring(at).chars().allMatch(sign -> sign == '*');
  }

  private static boolean isAlike(char wanted, char is) {
    return wanted == '?' || wanted == is;
  }
}
