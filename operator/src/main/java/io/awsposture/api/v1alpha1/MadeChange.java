package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;

/**
 * One change that was made or tried.
 *
 * @param time when, in whole seconds
 * @param approval name of the PlanApproval under which it was made; empty: it took none
 * @param outcome one CamelCase word
 * @param message empty where the outcome says all
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MadeChange(
    @Required @JsonPropertyDescription("When it was made.") Instant time,
    @Required @JsonPropertyDescription("Id it had in the plan.") String id,
    @Required @JsonPropertyDescription("Id of the control it serves.") String control,
    @Required @JsonPropertyDescription("Region it was made in.") String region,
    @Required @JsonPropertyDescription("IAM action of the call.") String action,
    @Required @JsonPropertyDescription("What was changed.") String target,
    @JsonPropertyDescription("How it was.") String before,
    @JsonPropertyDescription("How it was to be.") String after,
    @JsonPropertyDescription("The PlanApproval under which it was made; absent: it took none.")
        String approval,
    @Required @JsonPropertyDescription("What came of it, one CamelCase word.") String outcome,
    @JsonPropertyDescription("What AWS said, where the outcome does not say all.") String message) {

  public MadeChange {
    control = Canonical.word(control);
    region = Canonical.word(region);
    action = Canonical.word(action);
    outcome = Canonical.word(outcome);
    time = Canonical.seconds(time);
    before = Canonical.text(before);
    after = Canonical.text(after);
    approval = Canonical.text(approval);
    message = Canonical.text(message);
  }
}
