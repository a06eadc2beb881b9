package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one of several shards knows of the accounts that a PlanApproval names.
 *
 * @param shard which one it is, from 0 on
 * @param of how many shards there were when it was written; it counts while that is so
 * @param appliedChanges ids of changes that were made there
 * @param dropped how many are not planned any more there
 * @param firstHold why the first of those that wait there waits; null: none waits
 * @param unknownAccounts ids that no AwsAccount has
 * @param unseenAccounts ids of accounts not scanned since the approval
 * @param unscanned how many of its accounts were not scanned since the shard started
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ApprovalShare(
    @Required @JsonPropertyDescription("The shard.") int shard,
    @Required @JsonPropertyDescription("How many shards there were.") int of,
    @JsonPropertyDescription("Ids of the changes that were made there.")
        List<String> appliedChanges,
    @JsonPropertyDescription("Changes that are not planned any more there.") int dropped,
    @JsonPropertyDescription("Why the first that waits there waits.") @Nullable String firstHold,
    @JsonPropertyDescription("Account ids that no AwsAccount has.") List<String> unknownAccounts,
    @JsonPropertyDescription("Accounts not scanned since the approval.")
        List<String> unseenAccounts,
    @JsonPropertyDescription("Accounts not scanned since the shard started.") int unscanned)
    implements Share {

  public ApprovalShare {
    appliedChanges = Canonical.words(appliedChanges);
    unknownAccounts = Canonical.words(unknownAccounts);
    unseenAccounts = Canonical.words(unseenAccounts);
  }
}
