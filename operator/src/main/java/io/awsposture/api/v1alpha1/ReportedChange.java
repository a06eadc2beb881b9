package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Instant;
import java.util.List;

/**
 * One planned change.
 *
 * @param resource the ARN of the finding that it mends
 * @param risks what it may do besides mending, the gravest last; never empty
 * @param cost what AWS will charge; empty: nothing more
 * @param waitsFor the kind of what holds it, one CamelCase word; empty: it is due
 * @param hold why it is not made now; empty: it is due
 * @param approvedBy name of the PlanApproval under which it is due; empty: it takes none
 * @param since when the drift that it mends was first seen, in whole seconds
 */
@ValidationRule(
    value = "self.id.matches('^c-[0-9a-f]{12}$')",
    fieldPath = ".id",
    message = "id is that of a planned change, like c-0123456789ab")
@ValidationRule(
    value = "self.since.matches('" + CalendarTime.TIME + "')",
    fieldPath = ".since",
    message = "since is a time written like 2026-11-22T10:00:00Z")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ReportedChange(
    @Required
        @Size(max = 32)
        @JsonPropertyDescription("Id of the change, a hash of what it is and which drift it mends.")
        String id,
    @Required @JsonPropertyDescription("Id of the control it serves.") String control,
    @Required @JsonPropertyDescription("Region it is made in.") String region,
    @Required @JsonPropertyDescription("ARN of what is off.") String resource,
    @Required @JsonPropertyDescription("IAM action of the call, like guardduty:CreateDetector.")
        String action,
    @Required @JsonPropertyDescription("What is changed.") String target,
    @Required
        @Size(max = 6)
        @JsonPropertyDescription("What the change may do besides mending, the gravest last.")
        List<Risk> risks,
    @JsonPropertyDescription("How it is.") String before,
    @JsonPropertyDescription("How it will be.") String after,
    @JsonPropertyDescription("What AWS will charge for it; absent: nothing more.") String cost,
    @JsonPropertyDescription(
            "What it waits for: Mode, Approval, Consent, Precondition, EarlierStep, Refused,"
                + " Contended, BackingOff or Settling; absent: it is due.")
        String waitsFor,
    @JsonPropertyDescription("Why the change is not made now; absent: it is due.") String hold,
    @JsonPropertyDescription("The PlanApproval under which it is due; absent: it takes none.")
        String approvedBy,
    @Required @JsonPropertyDescription("When the drift it mends was first seen.") Instant since) {

  public ReportedChange {
    control = Canonical.word(control);
    region = Canonical.word(region);
    action = Canonical.word(action);
    risks = Canonical.list(risks);
    before = Canonical.text(before);
    after = Canonical.text(after);
    cost = Canonical.text(cost);
    waitsFor = Canonical.text(waitsFor);
    hold = Canonical.text(hold);
    approvedBy = Canonical.text(approvedBy);
    since = Canonical.seconds(since);
  }
}
