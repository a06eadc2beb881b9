package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last full scan that ended.
 *
 * @param nextTime null while none is due, as for a suspended account
 * @param calls AWS requests, retries included
 */
public record ScanStatus(
    @Required @JsonPropertyDescription("When it began.") Instant startTime,
    @Required @JsonPropertyDescription("When it ended.") Instant completionTime,
    @JsonPropertyDescription("When the next one is due.") @Nullable Instant nextTime,
    @JsonPropertyDescription("AWS requests it made, retries included.") int calls,
    @JsonPropertyDescription("Requests that AWS throttled.") int throttled,
    @JsonPropertyDescription("Readings that could not be made.") int unknownReadings) {

  public ScanStatus {
    startTime = Canonical.seconds(startTime);
    completionTime = Canonical.seconds(completionTime);
    nextTime = Canonical.optionalSeconds(nextTime);
  }
}
