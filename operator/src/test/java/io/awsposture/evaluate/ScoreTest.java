package io.awsposture.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.ProjectRoot;
import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.evaluate.Score.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The formulas of the three scores, by a table. */
class ScoreTest {
  /** Controls are severity and verdict, for example {@code cP} for Critical and Pass; - is none. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      textBlock =
          """
          nothing is asked for,                           '',                              -,   -,   -
          all pass,                                       'cP hP mP lP',                 100, 100, 100
          all fail,                                       'cF hF mF lF',                   0,   0,   0
          rounded down and not to the nearest,            'mP mP mF',                     66,  66,  66
          one of three,                                   'mP mF mF',                     33,  33,  33
          unknown counts as failed everywhere,            'mP mU',                        50,  50,  50
          all unknown,                                    'mU lU',                         0,   0,   0
          not applicable leaves all three,                'mP cN hN',                    100, 100, 100
          nothing applies: no value,                      'mN lN',                         -,   -,   -
          a critical one weighs ten low ones,             'cF lP lP lP lP lP lP lP lP lP lP', 90, 90, 50
          weights 10 5 2 1 with the high one failing,     'cP hF mP lP',                  75,  75,  72
          weights 10 5 2 1 with the medium one failing,   'cP hP mF lP',                  75,  75,  88
          weights 10 5 2 1 with the low one unknown,      'cP hP mP lU',                  75,  75,  94
          suppressed is left out of the first alone,      'cP cS',                       100,  50,  50
          all suppressed: no value in the first,          'hS lS',                         -,   0,   0
          suppressed weighs as much as failed,            'cS lP',                       100,  50,   9
          suppressed beside unknown and failed,           'mP mP mS mU mF',               50,  40,  40
          all of it,                                      'cP cF hP hU mP mU lP lN lS',   57,  50,  50
          """)
  void scores(String what, String controls, String securityHub, String strict, String weighted) {
    Score score = Score.of(entries(controls));

    assertThat(score)
        .as(what)
        .isEqualTo(new Score(percent(securityHub), percent(strict), percent(weighted)));
  }

  @Test
  void ninetyNinePointSixIsNotAHundred() {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 249; i++) {
      entries.add(new Entry(Severity.LOW, VerdictValue.PASS));
    }
    entries.add(new Entry(Severity.LOW, VerdictValue.FAIL));

    assertThat(Score.of(entries).securityHub()).hasValue(99);
    assertThat(Score.of(entries).strict()).hasValue(99);
    assertThat(Score.of(entries).weighted()).hasValue(99);
  }

  @Test
  void withoutDataThereIsNoSecurityHubScoreAndNothingCountsAsPassed() {
    assertThat(Score.withoutData(entries("cP hP mF lN")))
        .isEqualTo(new Score(OptionalInt.empty(), OptionalInt.of(0), OptionalInt.of(0)));
    assertThat(Score.withoutData(List.of()))
        .isEqualTo(new Score(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty()));
  }

  /** The examples of the document are right, each row of them. */
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("documented")
  void theDocumentsExamplesAreReckoned(String controls, Score score) {
    List<Entry> entries = new ArrayList<>();
    Matcher counted = Pattern.compile("(\\d+) ([A-Z]\\w+) ([A-Z]\\w+)").matcher(controls);
    while (counted.find()) {
      Entry entry =
          new Entry(word(Severity.class, counted, 2), word(VerdictValue.class, counted, 3));
      entries.addAll(Collections.nCopies(Integer.parseInt(counted.group(1)), entry));
    }

    assertThat(Score.of(entries)).isEqualTo(score);
  }

  static List<Arguments> documented() throws IOException {
    Pattern row = Pattern.compile("\\| (.*\\d+ [A-Z].*) \\| (\\w+) \\| (\\w+) \\| (\\w+) \\|");
    List<Arguments> rows =
        Files.readAllLines(ProjectRoot.resolve("docs/scores.md")).stream()
            .map(row::matcher)
            .filter(Matcher::matches)
            .map(it ->
                Arguments.of(
                    it.group(1),
                    new Score(percent(it.group(2)), percent(it.group(3)), percent(it.group(4)))))
            .toList();
    assertThat(rows).hasSizeGreaterThan(5);
    return rows;
  }

  private static <E extends Enum<E>> E word(Class<E> words, Matcher found, int group) {
    return Arrays.stream(words.getEnumConstants())
        .filter(it -> ApiWord.of(it).equals(found.group(group)))
        .findFirst()
        .orElseThrow();
  }

  private static List<Entry> entries(String controls) {
    List<Entry> entries = new ArrayList<>();
    for (String control : controls.isEmpty() ? new String[0] : controls.split(" ", -1)) {
      entries.add(new Entry(severity(control.charAt(0)), verdict(control.charAt(1))));
    }
    return entries;
  }

  private static Severity severity(char letter) {
    return Arrays.stream(Severity.values())
        .filter(it -> Character.toLowerCase(it.name().charAt(0)) == letter)
        .findFirst()
        .orElseThrow();
  }

  private static VerdictValue verdict(char letter) {
    return Arrays.stream(VerdictValue.values())
        .filter(it -> it.name().charAt(0) == letter)
        .findFirst()
        .orElseThrow();
  }

  private static OptionalInt percent(String text) {
    return text.equals("-") || text.equals("none")
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(text));
  }
}
