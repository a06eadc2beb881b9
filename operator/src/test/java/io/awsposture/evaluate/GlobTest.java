package io.awsposture.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pattern stands for. */
class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "sg-0a, sg-0a, true",
    "sg-0a, sg-0ab, false",
    "sg-*, sg-, true",
    "sg-*, sg-0abc, true",
    "sg-?, sg-, false",
    "sg-?, sg-0, true",
    "*, anything at all, true",
    "a*b*c, a-b-b-c, true",
    "a*b*c, a-b-b, false",
    "a*ab, aab, true",
    "a*ab, aaab, true",
    "**x, x, true",
    "'', '', true",
    "'', x, false",
    "?, '', false",
    "a.c, abc, false",
    "[a], a, false",
    "'a$', 'a$', true"
  })
  void matches(String pattern, String text, boolean expected) {
    assertThat(new Glob(pattern).matches(text)).isEqualTo(expected);
  }

  /** A pattern that takes a backtracking matcher longer than anybody waits. */
  @Test
  @Timeout(10)
  void noPatternTakesForever() {
    assertThat(new Glob("*a".repeat(200) + "b").matches("a".repeat(2000))).isFalse();
  }
}
