package io.awsposture.cli.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What every Kubernetes object must say in its metadata. */
final class ObjectMeta {
  private static final Set<String> FIELDS =
      Set.of(
          "annotations",
          "creationTimestamp",
          "deletionGracePeriodSeconds",
          "deletionTimestamp",
          "finalizers",
          "generateName",
          "generation",
          "labels",
          "managedFields",
          "name",
          "namespace",
          "ownerReferences",
          "resourceVersion",
          "selfLink",
          "uid");
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final Pattern NAMESPACE = Pattern.compile(LABEL);

  private ObjectMeta() {}

  static List<Violation> violations(JsonNode metadata) {
    List<Violation> violations = new ArrayList<>();
    JsonNode name = metadata.path("name");
    if (name.isMissingNode() || name.isNull() || name.asText().isEmpty()) {
      violations.add(
          new Violation("metadata.name", "Required value: name or generateName is required"));
    } else if (!isName(name, NAME, 253)) {
      violations.add(
          new Violation(
              "metadata.name",
              "Invalid value: "
                  + name
                  + ": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric"
                  + " characters, '-' or '.', and must start and end with an alphanumeric character"
                  + " (e.g. 'example.com')"));
    }
    JsonNode namespace = metadata.path("namespace");
    if (!namespace.isMissingNode() && !namespace.isNull() && !isName(namespace, NAMESPACE, 63)) {
      violations.add(
          new Violation(
              "metadata.namespace",
              "Invalid value: "
                  + namespace
                  + ": a lowercase RFC 1123 label must consist of lower case alphanumeric characters"
                  + " or '-', and must start and end with an alphanumeric character"));
    }
    metadata.properties().stream()
        .map(field -> "metadata." + field.getKey())
        .filter(field -> !FIELDS.contains(field.substring("metadata.".length())))
        .forEach(field -> violations.add(new Violation(field, "unknown field \"" + field + "\"")));
    return violations;
  }

  private static boolean isName(JsonNode value, Pattern pattern, int most) {
    return value.isTextual()
        && value.textValue().length() <= most
        && pattern.matcher(value.textValue()).matches();
  }
}
