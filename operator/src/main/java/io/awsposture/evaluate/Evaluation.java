package io.awsposture.evaluate;

import io.awsposture.control.Finding;
import io.awsposture.control.Verdict;
import java.util.List;

/**
 * What a scan's observations come to: small enough to be kept until the next one.
 *
 * @param controls in the catalogue's order
 * @param regions every Region of the account, scanned or not
 */
public record Evaluation(List<ControlResult> controls, List<RegionView> regions) {

  /** The same evaluation under these accepted risks, whatever it was under before. */
  public Evaluation accepting(AcceptedRisks risks) {
    return new Evaluation(
        controls.stream().map(control -> control.accepting(risks)).toList(), regions);
  }

  /** The findings of all controls that are no accepted risk. */
  public List<Finding> findings() {
    return controls.stream().flatMap(control -> control.findings().stream()).toList();
  }

  /** All findings of all controls, accepted or not. */
  public List<Finding> allFindings() {
    return controls.stream().flatMap(control -> control.allFindings().stream()).toList();
  }

  /** True where this scan cannot say whether the finding still stands. */
  public boolean couldNotRead(Finding.Key finding) {
    return controls.stream()
        .filter(control -> control.id().equals(finding.control()))
        .anyMatch(control ->
            switch (control.byRegion().get(finding.region())) {
              case null -> wasNotTold(finding.region());
              case Verdict.Unknown _ -> true;
              case Verdict.Fail fail -> fail.unread().containsKey(finding.resource());
              case Verdict.Pass _, Verdict.NotApplicable _ -> false;
            });
  }

  /** AWS lists every Region, enabled or not: one that is missing was not spoken of at all. */
  private boolean wasNotTold(String region) {
    return regions.stream().noneMatch(view -> view.name().equals(region));
  }
}
