package io.awsposture.evaluate;

import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.api.v1alpha1.VerdictValue;
import java.util.List;
import java.util.OptionalInt;

/**
 * The three scores, in whole percent, rounded down; no value where nothing counts.
 *
 * @param securityHub passed of those passed, failed or unknown, suppressed ones left out: AWS
 *     Security Hub's formula ("Calculating security scores")
 * @param strict passed of all enabled controls, suppressed ones among them: what an attacker sees
 * @param weighted as strict, with weights Critical 10, High 5, Medium 2, Low 1
 */
public record Score(OptionalInt securityHub, OptionalInt strict, OptionalInt weighted) {
  /** The formulas in words, for everybody who shows a score. */
  public static final String FORMULAS =
      "securityHub = passed / (passed + failed + unknown) over enabled controls that have data:"
          + " suppressed ones are left out. strict = passed / all enabled controls: suppressed,"
          + " unknown and no data count as failed. weighted = as strict, with weights Critical 10,"
          + " High 5, Medium 2, Low 1. NotApplicable leaves all three.";

  /** The formulas, as metrics name them. */
  public enum Formula {
    /** {@link Score#securityHub}. */
    SECURITY_HUB("securityHub"),
    /** {@link Score#strict}. */
    STRICT("strict"),
    /** {@link Score#weighted}. */
    WEIGHTED("weighted");

    private final String word;

    Formula(String word) {
      this.word = word;
    }

    /** Its name in metrics and documents. */
    public String word() {
      return word;
    }
  }

  /** The score by this formula; empty where nothing counts. */
  public OptionalInt by(Formula formula) {
    return switch (formula) {
      case SECURITY_HUB -> securityHub;
      case STRICT -> strict;
      case WEIGHTED -> weighted;
    };
  }

  /** One enabled control's part in the score. */
  public record Entry(Severity severity, VerdictValue verdict) {}

  /**
   * The scores of these controls, which all have data. {@code NotApplicable} counts in none of
   * them, {@code Suppressed} is left out of the first and failed in the others.
   */
  public static Score of(List<Entry> enabled) {
    List<Entry> all =
        enabled.stream().filter(entry -> entry.verdict() != VerdictValue.NOT_APPLICABLE).toList();
    long passed = all.stream().filter(Score::passed).count();
    long suppressed =
        all.stream().filter(entry -> entry.verdict() == VerdictValue.SUPPRESSED).count();
    long weight = all.stream().mapToLong(entry -> weight(entry.severity())).sum();
    long passedWeight =
        all.stream().filter(Score::passed).mapToLong(entry -> weight(entry.severity())).sum();
    return new Score(
        percent(passed, all.size() - suppressed),
        percent(passed, all.size()),
        percent(passedWeight, weight));
  }

  /**
   * The scores of controls of which nothing is known any more, for the last scan is too long ago:
   * Security Hub's formula counts only what has data, the others count what has none as failed.
   */
  public static Score withoutData(List<Entry> enabled) {
    Score unknown =
        of(
            enabled.stream()
                .map(entry -> new Entry(entry.severity(), VerdictValue.UNKNOWN))
                .toList());
    return new Score(OptionalInt.empty(), unknown.strict(), unknown.weighted());
  }

  /** What a control of this severity weighs. */
  public static int weight(Severity severity) {
    return switch (severity) {
      case CRITICAL -> 10;
      case HIGH -> 5;
      case MEDIUM -> 2;
      case LOW -> 1;
    };
  }

  private static boolean passed(Entry entry) {
    return entry.verdict() == VerdictValue.PASS;
  }

  private static OptionalInt percent(long part, long whole) {
    return whole == 0 ? OptionalInt.empty() : OptionalInt.of((int) (100 * part / whole));
  }
}
