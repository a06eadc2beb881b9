package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * How many Regions were read, and which were not.
 *
 * @param unread those excluded, denied by the organization or unreachable, and those included by
 *     name that the account has not enabled; others not enabled are only counted
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RegionsStatus(
    @JsonPropertyDescription("Regions that were read.") int scanned,
    @JsonPropertyDescription("Regions that the account has not enabled.") int disabled,
    @JsonPropertyDescription("Regions that a policy of the organization denies.")
        int deniedByOrganization,
    @JsonPropertyDescription("Regions that spec.regions leaves out.") int excluded,
    @JsonPropertyDescription("Regions that did not answer.") int unreachable,
    @JsonPropertyDescription(
            "The Regions that were not read, with the reason; one that is not enabled only where "
                + "spec.regions.include names it.")
        List<UnreadRegion> unread) {

  public RegionsStatus {
    unread = Canonical.list(unread);
  }
}
