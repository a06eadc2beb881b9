package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The approved changes of one account.
 *
 * @param changes ids like c-0123456789ab, never empty
 */
public record ApprovedPlan(
    @Required @JsonPropertyDescription("The 12 digits of the AWS account, in quotes.")
        String accountId,
    @Required @JsonPropertyDescription("Ids of the approved changes, like c-0123456789ab.")
        List<String> changes) {

  public ApprovedPlan(String accountId, @Nullable List<String> changes) {
    this.accountId = accountId;
    this.changes = Canonical.list(changes);
  }
}
