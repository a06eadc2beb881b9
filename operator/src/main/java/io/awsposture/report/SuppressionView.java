package io.awsposture.report;

import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.Suppression;
import io.awsposture.control.Finding;
import io.awsposture.evaluate.AcceptedRisk;
import io.awsposture.resolve.EffectiveBaseline;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that the status of one Suppression is made of.
 *
 * @param suppression the object as the API server has it, with the status it has now
 * @param risk the same as the matcher reads it
 * @param accounts the AwsAccounts of its namespace that it names and that are worked on
 * @param unknownControls ids that no control of this version has
 */
public record SuppressionView(
    Suppression suppression,
    AcceptedRisk risk,
    List<Concerned> accounts,
    Set<String> unknownControls) {

  /**
   * An account that it names.
   *
   * @param id 12 digits
   * @param baseline what its reference comes to; empty: nothing
   * @param last the last scan, whatever risks are accepted; empty: none since the operator started
   * @param since when each finding was first seen
   */
  public record Concerned(
      String id,
      Optional<EffectiveBaseline> baseline,
      Optional<Scan.Done> last,
      Map<Finding.Key, Instant> since) {}
}
