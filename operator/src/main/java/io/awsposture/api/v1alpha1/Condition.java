package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;

/**
 * A condition by the Kubernetes conventions. An own record, for a list keyed by type needs its
 * required fields in the schema.
 *
 * @param observedGeneration the generation of the object that the condition speaks of
 * @param lastTransitionTime when the status last changed, in whole seconds
 * @param reason one CamelCase word that tools may rely on
 * @param message a sentence for a person; empty where the reason says all
 */
public record Condition(
    @Required @JsonPropertyDescription("What the condition is about, like Ready or Compliant.")
        String type,
    @Required @JsonPropertyDescription("True, False or Unknown.") ConditionStatus status,
    @JsonPropertyDescription("metadata.generation of the object that the condition speaks of.")
        long observedGeneration,
    @Required @JsonPropertyDescription("When the status last changed.") Instant lastTransitionTime,
    @Required @JsonPropertyDescription("One CamelCase word that tools may rely on.") String reason,
    @Required @JsonPropertyDescription("A sentence for a person.") String message) {

  public Condition {
    type = Canonical.word(type);
    reason = Canonical.word(reason);
    lastTransitionTime = Canonical.seconds(lastTransitionTime);
    message = Canonical.text(message);
  }
}
