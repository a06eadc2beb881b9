package io.awsposture.cli.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the language definition of CEL says of the part that is known here. */
class RuleTest {
  private static final String SELF =
      """
      {"name": "abc", "count": 3, "share": 0.5, "flags": ["a", "b"], "none": [], "on": true,
       "interval": "1h30m", "namespace": "team", "child": {"reason": "  why  "},
       "from": "2026-11-21T00:00:00Z", "until": "2026-12-01T00:00:00Z", "lines": "abc\\n"}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "self.name == 'abc' && self.count >= 3",
        "self.name != \"abd\" && !(self.count < 3)",
        "has(self.child.reason) && !has(self.child.other)",
        "!has(self.other) || self.other == 'x'",
        "self.other == 'x' || true",
        "!(self.other == 'x' && false)",
        "self.flags.all(f, f.matches('^[ab]$')) && self.none.all(f, f == 'x')",
        "self.flags.exists(f, f == 'b') && !self.none.exists(f, true)",
        "self.flags.map(f, f.size()).sum() == 2 && self.none.map(f, f.size()).sum() == 0",
        "self.flags.size() == 2 && size(self.name) == 3",
        "'a' in self.flags && !('c' in self.flags) && 'name' in self",
        "self.child.reason.trim() == 'why'",
        "self.__namespace__ == 'team'",
        "duration(self.interval) == duration('90m') && duration('1.5s') < duration('1m')",
        "timestamp(self.until) - timestamp(self.from) <= duration('240h')",
        "timestamp(self.from) + duration('24h') < timestamp(self.until)",
        "timestamp('2026-11-21T01:00:00.5+01:00') - timestamp(self.from) == duration('500ms')",
        "timestamp('2028-02-29T00:00:00Z') + duration('8784h') == timestamp('2029-03-01T00:00:00Z')",
        "self.on ? self.count == 3 : self.nothing",
        "self.count + 1 == 4 && self.count - 4 == -1 && self.share < self.count",
        "self.flags[0] + self.flags[1] == 'ab'",
        "self.name.startsWith('a') && self.name.endsWith('c') && self.name.contains('b')",
        "self.name in ['abc', 'def']",
        "!self.lines.matches('^[a-z]+$') && self.lines.matches('[a-z]+')",
        "'a$'.matches('[$]') && 'a.b'.matches('a[.]b') && 'a\\\\b'.matches('\\\\\\\\')",
        "r'\\d' == '\\\\d'",
        "'ABC'.lowerAscii() == self.name"
      })
  void holds(String rule) throws JsonProcessingException {
    assertThat(holdsOnSelf(rule)).isTrue();
    assertThat(holdsOnSelf("!(" + rule + ")")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          self.other == 'x'        | no such key: other
          self.name > 3            | no such overload
          self.name                | neither true nor false
          other.name == 'x'        | undeclared reference to 'other'
          timestamp('2026-02-29T00:00:00Z') > timestamp(self.from) | invalid timestamp
          timestamp(self.from) > self.until | no such overload
          duration('1d') > duration('1m') | invalid duration '1d'
          self.flags[2] == 'c'     | index out of bounds: 2
          self.name.size() + 'a' == 'b' | no such overload
          """)
  void cannotBeEvaluated(String rule, String why) {
    assertThatThrownBy(() -> holdsOnSelf(rule))
        .isInstanceOf(RuleException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          self.name ==          | unexpected end
          self.name == 'a       | a string without end
          (self.on              | unexpected end
          self.on)              | unexpected ')'
          self.name.isSorted()  | the function isSorted with 1 arguments is not known here
          self.name # 1         | unknown sign '#'
          """)
  void cannotBeRead(String rule, String why) {
    assertThatThrownBy(() -> Rule.parse(rule))
        .isInstanceOf(RuleException.class)
        .hasMessageContaining(why);
  }

  private static boolean holdsOnSelf(String rule) throws JsonProcessingException {
    return Rule.parse(rule).holds(new JsonMapper().readTree(SELF));
  }
}
