package io.awsposture.report;

import io.awsposture.api.v1alpha1.MatchedFindings;
import io.awsposture.control.Finding;
import io.awsposture.evaluate.AcceptedRisk;
import io.awsposture.report.SuppressionView.Concerned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a Suppression covers by the last scans of the accounts that it names.
 *
 * @param covered ARNs of what it covers, sorted, each as often as it is covered
 * @param bound what each finding looked like when it was first covered, those of now included
 * @param notBound findings for which there is no more room to keep what they looked like
 */
record Reach(
    MatchedFindings matched, List<String> covered, Map<String, String> bound, int notBound) {
  /** A status that binds more findings would outgrow what an object may hold. */
  static final int MOST_BOUND = 1000;

  /**
   * What it covers.
   *
   * @param accounts those whose baseline lets it hide anything
   */
  static Reach of(AcceptedRisk risk, List<Concerned> accounts) {
    Counting counting = new Counting(risk);
    accounts.forEach(counting::add);
    return counting.reach();
  }

  private static final class Counting {
    private final AcceptedRisk risk;
    private final List<String> covered = new ArrayList<>();
    private final Set<String> accounts = new LinkedHashSet<>();
    private final Map<String, String> bound;
    private int grown;
    private int changed;
    private int notBound;

    Counting(AcceptedRisk risk) {
      this.risk = risk;
      this.bound = new TreeMap<>(risk.bound().orElse(Map.of()));
    }

    void add(Concerned account) {
      account.last().stream()
          .flatMap(scan -> scan.evaluation().allFindings().stream())
          .forEach(finding -> add(account, finding));
    }

    private void add(Concerned account, Finding finding) {
      switch (risk.cover(account.id(), finding)) {
        case NONE -> {}
        case CHANGED -> changed++;
        case NOT_BOUND_YET -> {
          if (bound.size() < MOST_BOUND) {
            bound.put(
                AcceptedRisk.nameOf(account.id(), finding.key()),
                AcceptedRisk.lookOf(finding.observed()));
            cover(account, finding);
          } else {
            notBound++;
          }
        }
        case COVERED -> cover(account, finding);
      }
    }

    private void cover(Concerned account, Finding finding) {
      covered.add(finding.resource());
      accounts.add(account.id());
      Instant since = account.since().get(finding.key());
      if (since != null && since.isAfter(risk.spec().grantedAt()) && !risk.names(finding)) {
        grown++;
      }
    }

    Reach reach() {
      return new Reach(
          new MatchedFindings(covered.size(), accounts.size(), grown, changed),
          covered.stream().sorted().toList(),
          risk.spec().isBound() ? bound : Map.of(),
          notBound);
    }
  }
}
