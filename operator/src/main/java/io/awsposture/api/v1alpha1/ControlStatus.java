package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One control of the account, over all its Regions and resources.
 *
 * @param examined resources looked at; 0 with a Pass means there was nothing to look at
 * @param managedBy null where nobody else owns the setting
 * @param since when the verdict became what it is, in whole seconds
 * @param message empty where the verdict says all
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ControlStatus(
    @Required @JsonPropertyDescription("Permanent id of the control.") String id,
    @Required @JsonPropertyDescription("Pass, Fail, Suppressed, Unknown or NotApplicable.")
        VerdictValue verdict,
    @Required @JsonPropertyDescription("Severity that counts for this account.") Severity severity,
    @Required @JsonPropertyDescription("Mode that counts for this account, below its modeLimit.")
        Mode mode,
    @JsonPropertyDescription("Resources that were looked at.") int examined,
    @JsonPropertyDescription("Resources that fail and are no accepted risk.") int failing,
    @JsonPropertyDescription("Resources that fail and are an accepted risk.") int suppressed,
    @JsonPropertyDescription("Resources that could not be read.") int unknown,
    @JsonPropertyDescription("Who else owns the setting, like organization; absent: nobody.")
        @Nullable String managedBy,
    @Required @JsonPropertyDescription("When the verdict became what it is.") Instant since,
    @JsonPropertyDescription("What is off, or what could not be read, in a sentence.")
        String message) {

  public ControlStatus {
    id = Canonical.word(id);
    since = Canonical.seconds(since);
    message = Canonical.text(message);
  }
}
