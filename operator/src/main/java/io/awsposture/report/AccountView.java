package io.awsposture.report;

import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.plan.Decisions;
import io.awsposture.plan.History;
import io.awsposture.resolve.EffectiveBaseline;
import java.time.Instant;
import java.util.Optional;

/**
 * Everything that the status, the events and the metrics of one AwsAccount are made of.
 *
 * @param account the object as the API server has it, with the status it has now
 * @param externalId derived from installation and namespace
 * @param problem why it is not worked on; empty: it is
 * @param baseline what its reference comes to now; empty where there is a problem with that
 * @param decisions what people have decided about the account, as it stands now
 * @param last the last scan that read the account, as these decisions make it look, of this very
 *     object (UID); empty after a restart: then the status stands
 * @param unreached why the latest attempt did not reach the account; empty: it did, or none was
 *     made
 * @param brokenOff how the latest attempt broke off by a fault of the operator; empty: it did not
 * @param history what is remembered
 * @param scannedGeneration of the spec that the latest attempt to scan went by, whether it reached
 *     the account or not; -1: none was made
 * @param nextScan when the next scan is due; empty: none is
 * @param handledScanRequest value of the annotation that was answered last; empty: none
 * @param failingTime how long its controls have failed
 */
public record AccountView(
    AwsAccount account,
    String externalId,
    Optional<Problem> problem,
    Optional<EffectiveBaseline> baseline,
    Decisions decisions,
    Optional<Scan.Done> last,
    Optional<Scan.Unreached> unreached,
    Optional<String> brokenOff,
    History history,
    long scannedGeneration,
    Optional<Instant> nextScan,
    Optional<String> handledScanRequest,
    FailingTime failingTime) {

  /** The same of the object as it is now, whose conditions go on from its own status. */
  public AccountView of(AwsAccount now) {
    return new AccountView(
        now,
        externalId,
        problem,
        baseline,
        decisions,
        last,
        unreached,
        brokenOff,
        history,
        scannedGeneration,
        nextScan,
        handledScanRequest,
        failingTime);
  }
}
