package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the account. Lean on purpose: a thousand of them fit an informer cache. Null
 * components are not known yet.
 *
 * @param observedGeneration the generation that the status speaks of, -1 until there is one
 * @param findings the 20 worst
 * @param changes the last 10 made, newest first
 * @param externalId what the roles' trust policies must ask for
 * @param lastHandledScanRequest the value of the annotation {@code awsposture.io/scan-requested-at}
 *     that was answered last
 * @param firstSeen when the account was first scanned: what shows late in an account that is new to
 *     its organization is waited for from then on
 * @param soakUntil when changes begin for a new account or a changed baseline
 * @param mended at most 100
 * @param weakenings at most 20
 * @param baselineWeakenings null for none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AwsAccountStatus(
    @Default("-1")
        @JsonPropertyDescription(
            "metadata.generation that the status speaks of; -1 until there is one, so that a "
                + "fresh object is never taken for ready.")
        long observedGeneration,
    @JsonPropertyDescription(
            "Ready, Reachable, Compliant and Enforced; Reconciling, Stalled and Contended while "
                + "they are true.")
        List<Condition> conditions,
    @JsonPropertyDescription("The baseline that the status speaks of.")
        @Nullable AppliedBaseline baseline,
    @JsonPropertyDescription("How much of the baseline the account meets.")
        @Nullable AccountScore score,
    @JsonPropertyDescription("How many controls fail.") @Nullable FailingControls failing,
    @JsonPropertyDescription("Every control that is asked for.") List<ControlStatus> controls,
    @JsonPropertyDescription("The 20 worst findings.") List<FindingStatus> findings,
    @JsonPropertyDescription("What would mend the account.") @Nullable PlanStatus plan,
    @JsonPropertyDescription("The last 10 changes, newest first.") List<MadeChange> changes,
    @JsonPropertyDescription("The last full scan.") @Nullable ScanStatus lastScan,
    @JsonPropertyDescription("How many Regions were read, and which were not.")
        @Nullable RegionsStatus regions,
    @JsonPropertyDescription(
            "The external id that the trust policies of the account's roles must ask for.")
        @Nullable String externalId,
    @JsonPropertyDescription(
            "Value of the annotation awsposture.io/scan-requested-at that was answered last.")
        @Nullable String lastHandledScanRequest,
    @JsonPropertyDescription(
            "When the account was first scanned: what shows late in an account that is new to its "
                + "organization is waited for from then on.")
        @Nullable Instant firstSeen,
    @JsonPropertyDescription(
            "When changes begin: a new account and a changed baseline are shown first.")
        @Nullable Instant soakUntil,
    @JsonPropertyDescription("Memory of settings that had to be mended, at most 100.")
        List<MendedSetting> mended,
    @JsonPropertyDescription("How much of the change budget is spent.")
        @Nullable SpentBudget budget,
    @JsonPropertyDescription(
            "What of this account raises its scores though nothing is mended, at most 20: Regions"
                + " left out, the account suspended.")
        List<Weakening> weakenings,
    @JsonPropertyDescription(
            "How many weakenings of its baseline raise its scores as well, which stand in the"
                + " baseline's status; absent: none.")
        @Nullable Integer baselineWeakenings,
    @JsonPropertyDescription("How long controls were not complied with.")
        @Nullable NonCompliance nonCompliance) {

  public AwsAccountStatus {
    conditions = Canonical.list(conditions);
    controls = Canonical.list(controls);
    findings = Canonical.list(findings);
    changes = Canonical.list(changes);
    firstSeen = Canonical.optionalSeconds(firstSeen);
    soakUntil = Canonical.optionalSeconds(soakUntil);
    mended = Canonical.list(mended);
    weakenings = Canonical.list(weakenings);
  }
}
