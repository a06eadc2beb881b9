package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/**
 * What one of several shards knows of the accounts of a baseline.
 *
 * @param shard which one it is, from 0 on
 * @param of how many shards there were when it was written; it counts while that is so
 * @param scores of those formulas and frameworks of which it has an account with a score
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BaselineShare(
    @Required @JsonPropertyDescription("The shard.") int shard,
    @Required @JsonPropertyDescription("How many shards there were.") int of,
    @Required @JsonPropertyDescription("How its accounts stand.") BaselineAccounts accounts,
    @JsonPropertyDescription("The scores of its accounts, added up.") List<ScoreSum> scores)
    implements Share {

  public BaselineShare {
    scores = Canonical.list(scores);
  }
}
