package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/**
 * One change that would mend a finding.
 *
 * @param id like c-0123456789ab
 * @param action the IAM action, like guardduty:CreateDetector
 * @param cost empty where AWS charges nothing more
 * @param hold empty where the change is due, else why it is not made now
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PlannedChange(
    @Required
        @JsonPropertyDescription("Id of the change, a hash of what it is and which drift it mends.")
        String id,
    @Required @JsonPropertyDescription("Id of the control it serves.") String control,
    @Required @JsonPropertyDescription("Region it is made in.") String region,
    @Required @JsonPropertyDescription("IAM action of the call, like guardduty:CreateDetector.")
        String action,
    @Required @JsonPropertyDescription("What is changed.") String target,
    @Required @JsonPropertyDescription("What the change may do besides mending.") Risk risk,
    @JsonPropertyDescription("How it is.") String before,
    @JsonPropertyDescription("How it will be.") String after,
    @JsonPropertyDescription("What AWS will charge for it; absent: nothing more.") String cost,
    @JsonPropertyDescription("Why the change is not made now; absent: it is due.") String hold) {

  public PlannedChange {
    control = Canonical.word(control);
    region = Canonical.word(region);
    action = Canonical.word(action);
    before = Canonical.text(before);
    after = Canonical.text(after);
    cost = Canonical.text(cost);
    hold = Canonical.text(hold);
  }
}
