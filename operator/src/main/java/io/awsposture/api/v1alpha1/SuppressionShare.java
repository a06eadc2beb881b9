package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one of several shards knows of the accounts that a Suppression names.
 *
 * @param shard which one it is, from 0 on
 * @param of how many shards there were when it was written; it counts while that is so
 * @param accounts how many of them it looks after
 * @param refusals why the owners of baselines let it hide nothing, an entry for each such account
 * @param unscanned how many of the others were not scanned since the shard started
 * @param lookedAt whether each of the others was scanned as a whole while the Suppression was
 *     active
 * @param matched what it covers there
 * @param sample ARNs of the first findings that it covers there
 * @param bound what findings looked like when they were first covered there, of which the whole
 *     does not know yet
 * @param notBound findings for which there is no room to keep what they looked like
 * @param lastMatchTime the hour in which it last covered something there
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SuppressionShare(
    @Required @JsonPropertyDescription("The shard.") int shard,
    @Required @JsonPropertyDescription("How many shards there were.") int of,
    @JsonPropertyDescription("Accounts that it looks after.") int accounts,
    @JsonPropertyDescription("Why baselines let it hide nothing, by account.")
        List<String> refusals,
    @JsonPropertyDescription("Accounts not scanned since the shard started.") int unscanned,
    @JsonPropertyDescription("Whether all were scanned while it was active.") boolean lookedAt,
    @JsonPropertyDescription("How much it covers there.") MatchedFindings matched,
    @JsonPropertyDescription("ARNs of the first findings that it covers there.")
        List<String> sample,
    @JsonPropertyDescription("What findings looked like that were first covered just now.")
        List<String> bound,
    @JsonPropertyDescription("Findings that it covers no more for want of room.") int notBound,
    @JsonPropertyDescription("The hour in which it last covered something there.")
        @Nullable Instant lastMatchTime)
    implements Share {

  public SuppressionShare {
    refusals = Canonical.list(refusals);
    sample = Canonical.list(sample);
    bound = Canonical.list(bound);
    lastMatchTime = Canonical.optionalSeconds(lastMatchTime);
  }
}
