package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of the approved changes.
 *
 * @param observedGeneration the generation that the status speaks of, -1 until there is one
 * @param applied how many were made
 * @param dropped how many are not in the plan any more and were not made by this approval
 * @param remaining how many wait
 * @param appliedChanges ids of those made
 * @param shards empty where one operator looks after all its accounts
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
        List<String> appliedChanges,
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonPropertyDescription(
            "Where its accounts belong to several shards, what each knows; the first of them adds"
                + " up.")
        List<ApprovalShare> shards)
    implements SharedStatus {

  public PlanApprovalStatus {
    conditions = Canonical.list(conditions);
    appliedChanges = Canonical.words(appliedChanges);
    shards = Canonical.list(shards);
  }

  /** The changes that were made, as far as anybody knows: none is made again. */
  public Set<String> made() {
    return Stream.concat(
            appliedChanges.stream(),
            shards.stream().flatMap(share -> share.appliedChanges().stream()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The same without what single shards know. */
  public PlanApprovalStatus whole() {
    return new PlanApprovalStatus(
        observedGeneration, conditions, applied, dropped, remaining, appliedChanges, List.of());
  }
}
