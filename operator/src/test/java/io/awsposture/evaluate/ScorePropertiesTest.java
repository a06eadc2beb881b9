package io.awsposture.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.evaluate.Score.Entry;
import io.awsposture.evaluate.Score.Formula;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of the scores whatever the verdicts are. The name of a failing test is its seed. */
class ScorePropertiesTest {
  private static final int SEEDS = 200;
  private static final int MOST_CONTROLS = 60;

  /** What no formula may take for an improvement. */
  private static final Set<VerdictValue> NOT_PASSED =
      EnumSet.of(VerdictValue.FAIL, VerdictValue.SUPPRESSED, VerdictValue.UNKNOWN);

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anUnknownNeverRaisesAScore(long seed) {
    Random random = new Random(seed);
    List<Entry> entries = entries(random);
    List<Entry> more = new ArrayList<>(entries);
    more.add(random.nextInt(more.size() + 1), new Entry(severity(random), VerdictValue.UNKNOWN));

    for (Formula formula : Formula.values()) {
      assertThat(percent(more, formula))
          .as("%s of %s with one unknown more, seed %s", formula, entries, seed)
          .isLessThanOrEqualTo(percent(entries, formula));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void acceptingARiskNeverRaisesWhatAnAttackerSees(long seed) {
    List<Entry> entries = entries(new Random(seed));
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).verdict() == VerdictValue.FAIL) {
        List<Entry> accepted = with(entries, i, VerdictValue.SUPPRESSED);
        for (Formula formula : List.of(Formula.STRICT, Formula.WEIGHTED)) {
          assertThat(Score.of(accepted).by(formula))
              .as("%s of %s with entry %s accepted, seed %s", formula, entries, i, seed)
              .isEqualTo(Score.of(entries).by(formula));
        }
        assertThat(percent(accepted, Formula.SECURITY_HUB))
            .as("securityHub of %s with entry %s accepted, seed %s", entries, i, seed)
            .isGreaterThanOrEqualTo(
                Score.of(accepted).by(Formula.SECURITY_HUB).isPresent()
                    ? percent(entries, Formula.SECURITY_HUB)
                    : Integer.MIN_VALUE);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatWasNotMendedNeverRaisesWhatAnAttackerSees(long seed) {
    Random random = new Random(seed);
    List<Entry> entries = entries(random);
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).verdict() == VerdictValue.NOT_APPLICABLE) {
        continue;
      }
      for (VerdictValue worse : NOT_PASSED) {
        List<Entry> changed = with(entries, i, worse);
        for (Formula formula : List.of(Formula.STRICT, Formula.WEIGHTED)) {
          assertThat(percent(changed, formula))
              .as("%s of %s with entry %s %s, seed %s", formula, entries, i, worse, seed)
              .isLessThanOrEqualTo(percent(entries, formula));
        }
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aPassInPlaceOfAnythingNeverLowersAScore(long seed) {
    List<Entry> entries = entries(new Random(seed));
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).verdict() == VerdictValue.NOT_APPLICABLE) {
        continue;
      }
      List<Entry> mended = with(entries, i, VerdictValue.PASS);
      for (Formula formula : Formula.values()) {
        assertThat(percent(mended, formula))
            .as("%s of %s with entry %s mended, seed %s", formula, entries, i, seed)
            .isGreaterThanOrEqualTo(
                Score.of(entries).by(formula).isPresent()
                    ? percent(entries, formula)
                    : Integer.MIN_VALUE);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theirOrderDoesNotMatter(long seed) {
    Random random = new Random(seed);
    List<Entry> entries = entries(random);
    List<Entry> shuffled = new ArrayList<>(entries);
    Collections.shuffle(shuffled, random);

    assertThat(Score.of(shuffled))
        .as("of %s and of %s, seed %s", shuffled, entries, seed)
        .isEqualTo(Score.of(entries));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aHundredIsNothingLessThanAll(long seed) {
    List<Entry> entries = entries(new Random(seed));
    boolean nothingIsOff = entries.stream().noneMatch(it -> NOT_PASSED.contains(it.verdict()));
    boolean somethingPasses = entries.stream().anyMatch(it -> it.verdict() == VerdictValue.PASS);

    for (Formula formula : List.of(Formula.STRICT, Formula.WEIGHTED)) {
      assertThat(Score.of(entries).by(formula).equals(OptionalInt.of(100)))
          .as("%s of %s is 100, seed %s", formula, entries, seed)
          .isEqualTo(nothingIsOff && somethingPasses);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyScoreIsAPercentageAndTheStrictOneIsNeverAboveSecurityHubs(long seed) {
    List<Entry> entries = entries(new Random(seed));
    Score score = Score.of(entries);

    for (Formula formula : Formula.values()) {
      score
          .by(formula)
          .ifPresent(percent ->
              assertThat(percent)
                  .as("%s of %s, seed %s", formula, entries, seed)
                  .isBetween(0, 100));
    }
    if (score.securityHub().isPresent()) {
      assertThat(score.strict().orElseThrow())
          .as("strict of %s, seed %s", entries, seed)
          .isLessThanOrEqualTo(score.securityHub().getAsInt());
    }
  }

  /** A score; above every other where there is none, for then there is nothing to be worse than. */
  private static int percent(List<Entry> entries, Formula formula) {
    return Score.of(entries).by(formula).orElse(Integer.MAX_VALUE);
  }

  private static List<Entry> with(List<Entry> entries, int index, VerdictValue verdict) {
    List<Entry> changed = new ArrayList<>(entries);
    changed.set(index, new Entry(entries.get(index).severity(), verdict));
    return changed;
  }

  /** Small sets and large ones, some of them of one verdict only or with one exception. */
  private static List<Entry> entries(Random random) {
    int size = random.nextInt(random.nextBoolean() ? 5 : MOST_CONTROLS + 1);
    VerdictValue common = verdict(random);
    int outOfTen = random.nextInt(11);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      entries.add(
          new Entry(severity(random), random.nextInt(10) < outOfTen ? common : verdict(random)));
    }
    return entries;
  }

  private static Severity severity(Random random) {
    return Severity.values()[random.nextInt(Severity.values().length)];
  }

  private static VerdictValue verdict(Random random) {
    return VerdictValue.values()[random.nextInt(VerdictValue.values().length)];
  }
}
