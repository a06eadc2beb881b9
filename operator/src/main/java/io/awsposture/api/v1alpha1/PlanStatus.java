package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would mend the account.
 *
 * @param hash over the ids of all changes; empty for an empty plan
 * @param total all changes, also those not listed
 * @param awaitingApproval null for none
 * @param changes the first 10 in the order in which they are made
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PlanStatus(
    @JsonPropertyDescription("Hash over the ids of all changes.") String hash,
    @JsonPropertyDescription("Number of changes, also of those not listed.") int total,
    @JsonPropertyDescription(
            "How many of them wait for a PlanApproval that names them; absent: none.")
        @Nullable Integer awaitingApproval,
    @JsonPropertyDescription("The first 10 in the order in which they are made.")
        List<PlannedChange> changes) {

  public PlanStatus {
    hash = Canonical.text(hash);
    changes = Canonical.list(changes);
  }
}
