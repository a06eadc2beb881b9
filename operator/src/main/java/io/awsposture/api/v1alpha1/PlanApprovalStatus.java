package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the approved changes.
 *
 * @param observedGeneration the generation that the status speaks of, -1 until there is one
 * @param applied how many were made
 * @param dropped how many are not in the plan any more and were not made by this approval
 * @param remaining how many wait
 * @param appliedChanges ids of those made
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlanApprovalStatus(
    @Default("-1")
        @JsonPropertyDescription(
            "metadata.generation that the status speaks of; -1 until there is one, so that a "
                + "fresh object is never taken for ready.")
        long observedGeneration,
    @JsonPropertyDescription("Ready and Applied; Reconciling and Stalled while true.")
        List<Condition> conditions,
    @JsonPropertyDescription("Approved changes that were made.") @Nullable Integer applied,
    @JsonPropertyDescription("Approved changes that are not planned any more.")
        @Nullable Integer dropped,
    @JsonPropertyDescription("Approved changes that wait.") @Nullable Integer remaining,
    @JsonPropertyDescription("Ids of the changes that were made: none is made again.")
        List<String> appliedChanges) {

  public PlanApprovalStatus {
    conditions = Canonical.list(conditions);
    appliedChanges = Canonical.words(appliedChanges);
  }
}
