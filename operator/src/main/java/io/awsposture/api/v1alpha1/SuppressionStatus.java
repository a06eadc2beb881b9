package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a Suppression hides now. Null components are not known yet.
 *
 * @param observedGeneration the generation that the status speaks of, -1 until there is one
 * @param sample ARNs of the first 20 findings that it covers
 * @param bound what each covered finding looked like when it was first covered, for one that binds
 *     to the observed configuration; at most 1,000
 * @param lastMatchTime the hour in which it last covered something
 * @param shards empty where one operator looks after all its accounts
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SuppressionStatus(
    @Default("-1")
        @JsonPropertyDescription(
            "metadata.generation that the status speaks of; -1 until there is one, so that a "
                + "fresh object is never taken for ready.")
        long observedGeneration,
    @JsonPropertyDescription("Ready, Active and Matched; Reconciling and Stalled while true.")
        List<Condition> conditions,
    @JsonPropertyDescription("How much it covers now.") @Nullable MatchedFindings matched,
    @JsonPropertyDescription("ARNs of the first 20 findings that it covers.") List<String> sample,
    @JsonPropertyDescription("The hour in which it last covered something.")
        @Nullable Instant lastMatchTime,
    @JsonPropertyDescription("Days before the end at which was warned last: 30, 7, 1 or 0.")
        @Nullable Integer warnedDays,
    @JsonPropertyDescription(
            "With bindTo: what each finding looked like when it was first covered, as finding=look,"
                + " both hashes. At most 1,000; what does not fit is not covered.")
        List<String> bound,
    @JsonPropertyDescription(
            "Where its accounts belong to several shards, what each knows; the first of them adds"
                + " up.")
        List<SuppressionShare> shards)
    implements SharedStatus {

  public SuppressionStatus {
    conditions = Canonical.list(conditions);
    sample = Canonical.list(sample);
    lastMatchTime = Canonical.optionalSeconds(lastMatchTime);
    bound = Canonical.list(bound);
    shards = Canonical.list(shards);
  }

  /** {@code bound}, and what shards have added to it just now. */
  public List<String> allBound() {
    return Stream.concat(bound.stream(), shards.stream().flatMap(share -> share.bound().stream()))
        .distinct()
        .toList();
  }

  /** The same without what single shards know. */
  public SuppressionStatus whole() {
    return new SuppressionStatus(
        observedGeneration,
        conditions,
        matched,
        sample,
        lastMatchTime,
        warnedDays,
        bound,
        List.of());
  }
}
