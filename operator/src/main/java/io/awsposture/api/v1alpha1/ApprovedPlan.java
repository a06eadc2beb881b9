package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The approved changes of one account.
 *
 * @param changes ids like c-0123456789ab, never empty
 */
@ValidationRule(
    value = "self.accountId.matches('^[0-9]{12}$')",
    fieldPath = ".accountId",
    message = "accountId is the 12 digits of an AWS account, in quotes and without dashes")
@ValidationRule(
    value = "self.changes.size() > 0",
    fieldPath = ".changes",
    message = "changes names at least one change; leave the account out where none is approved")
@ValidationRule(
    value = "self.changes.all(c, c.matches('^c-[0-9a-f]{12}$'))",
    fieldPath = ".changes",
    message =
        "changes takes ids of planned changes like c-0123456789ab, as awsposture approve writes"
            + " them and the AccountReports of the account list them")
public record ApprovedPlan(
    @Required
        @Size(max = 32)
        @JsonPropertyDescription("The 12 digits of the AWS account, in quotes.")
        String accountId,
    @Required
        @Size(max = MOST_CHANGES)
        @JsonPropertyDescription("Ids of the approved changes, like c-0123456789ab.")
        List<@Size(max = 19) String> changes) {

  /** So many changes of one account fit one PlanApproval. */
  public static final int MOST_CHANGES = 200;

  public ApprovedPlan(String accountId, @Nullable List<String> changes) {
    this.accountId = accountId;
    this.changes = Canonical.words(changes);
  }
}
