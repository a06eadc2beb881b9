package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a baseline and of the accounts that use it. Null components are not known yet.
 *
 * @param observedGeneration the generation that the status speaks of, -1 until there is one
 * @param revision hash over the baseline and all it extends
 * @param controls how many controls it enables
 * @param notImplemented ids that a framework names and that are not built yet
 * @param weakenings at most 100
 * @param shards empty where one operator looks after all accounts
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SecurityBaselineStatus(
    @Default("-1")
        @JsonPropertyDescription(
            "metadata.generation that the status speaks of; -1 until there is one, so that a "
                + "fresh object is never taken for ready.")
        long observedGeneration,
    @JsonPropertyDescription("Ready; Reconciling and Stalled while they are true.")
        List<Condition> conditions,
    @JsonPropertyDescription(
            "Hash over the baseline and all it extends: changes when any of them does.")
        @Nullable String revision,
    @JsonPropertyDescription("How the accounts stand that use it.")
        @Nullable BaselineAccounts accounts,
    @JsonPropertyDescription("Scores over its accounts.") @Nullable BaselineScore score,
    @JsonPropertyDescription("How many controls it enables.") int controls,
    @JsonPropertyDescription("Control ids that nobody knows, each with the nearest known one.")
        List<UnknownControl> unknownControls,
    @JsonPropertyDescription(
            "Controls that its frameworks name and that this version does not have yet.")
        List<String> notImplemented,
    @JsonPropertyDescription(
            "What of it raises scores though nothing is mended, at most 100: controls switched off,"
                + " severities lowered.")
        List<Weakening> weakenings,
    @JsonPropertyDescription("How much of it raises scores though nothing is mended.")
        int weakeningCount,
    @JsonPropertyDescription(
            "Of several shards, what each knows of its accounts; the first of them adds up.")
        List<BaselineShare> shards)
    implements SharedStatus {

  public SecurityBaselineStatus {
    conditions = Canonical.list(conditions);
    unknownControls = Canonical.list(unknownControls);
    notImplemented = Canonical.list(notImplemented);
    weakenings = Canonical.list(weakenings);
    shards = Canonical.list(shards);
  }

  /** The same without what single shards know. */
  public SecurityBaselineStatus whole() {
    return new SecurityBaselineStatus(
        observedGeneration,
        conditions,
        revision,
        accounts,
        score,
        controls,
        unknownControls,
        notImplemented,
        weakenings,
        weakeningCount,
        List.of());
  }
}
