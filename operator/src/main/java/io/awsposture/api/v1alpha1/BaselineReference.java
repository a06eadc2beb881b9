package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * Names a {@link SecurityBaseline}.
 *
 * <p>In the rules {@code namespace} is written with underscores, for it is a reserved word of CEL.
 *
 * @param namespace null for the namespace of the object that holds this reference
 */
@ValidationRule(
    value = "self.name.matches('^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$')",
    fieldPath = ".name",
    message =
        "name is the metadata.name of a SecurityBaseline: lower case letters, digits, '-' and '.'")
@ValidationRule(
    value =
        "!has(self.__namespace__) || self.__namespace__.matches('^[a-z0-9]([a-z0-9-]*[a-z0-9])?$')",
    fieldPath = ".namespace",
    message =
        "namespace is the name of a Kubernetes namespace: lower case letters, digits and '-'; leave"
            + " it out for the namespace of this object")
public record BaselineReference(
    @Required @Size(max = 253) @JsonPropertyDescription("metadata.name of the SecurityBaseline.")
        String name,
    @Size(max = 63)
        @JsonPropertyDescription(
            "Its namespace; absent: the namespace of this object. A baseline of another namespace"
                + " has to say usableFrom: AllNamespaces.")
        @Nullable String namespace) {}
