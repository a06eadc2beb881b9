package io.awsposture.cli.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.awsposture.cli.cel.Rule;
import io.awsposture.cli.cel.RuleException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What an object of one kind must look like, by the CRD that is shipped in this jar. */
final class ResourceSchema {
  /** A rule on a change has nothing to say of an object that is new. */
  private static final Pattern ON_CHANGE = Pattern.compile("\\boldSelf\\b");

  private final JsonNode schema;

  /** Rules that were read already: one may be asked of thousands of entries. */
  private final Map<String, Rule> read = new HashMap<>();

  private ResourceSchema(JsonNode schema) {
    this.schema = schema;
  }

  /** The schema of this CRD, named like {@code awsaccounts}. */
  static ResourceSchema ofCrd(String plural) {
    String file = "/crds/" + plural + ".awsposture.io-v1.yml";
    try (InputStream crd = ResourceSchema.class.getResourceAsStream(file)) {
      if (crd == null) {
        throw new IllegalStateException(file + " is not in this jar");
      }
      JsonNode version = new YAMLMapper().readTree(crd).at("/spec/versions/0");
      ObjectNode schema = (ObjectNode) version.at("/schema/openAPIV3Schema");
      // Like the API server, which drops the status of an object that is created.
      ((ObjectNode) schema.get("properties")).remove("status");
      return new ResourceSchema(schema);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " is in this jar and cannot be read", unreadable);
    }
  }

  /** What the API server would say of this object; nothing where it takes it. */
  List<Violation> violations(ObjectNode object) {
    List<Violation> violations = new ArrayList<>(ObjectMeta.violations(object.path("metadata")));
    ObjectNode own = object.deepCopy();
    own.remove(List.of("apiVersion", "kind", "metadata", "status"));
    JsonNode canonical = Structure.canonical(own, schema);
    violations.addAll(Structure.violations(canonical, schema, ""));
    ObjectNode self = canonical.deepCopy();
    self.set("metadata", object.path("metadata"));
    rules(self, schema, "", violations);
    return violations;
  }

  /** The schema without its status. */
  JsonNode schema() {
    return schema;
  }

  /** Rules are asked where what they speak of has the right structure. */
  private void rules(JsonNode self, JsonNode schema, String path, List<Violation> violations) {
    if (violations.stream().noneMatch(violation -> violation.isWithin(path))) {
      for (JsonNode rule : schema.path("x-kubernetes-validations")) {
        broken(rule, self, path, violations);
      }
    }
    schema
        .path("properties")
        .properties()
        .forEach(field -> {
          JsonNode value = self.path(field.getKey());
          if (!value.isMissingNode()) {
            String place = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            rules(value, field.getValue(), place, violations);
          }
        });
    if (schema.has("items")) {
      for (int index = 0; index < self.size() && self.isArray(); index++) {
        rules(self.get(index), schema.get("items"), path + "[" + index + "]", violations);
      }
    }
  }

  private void broken(JsonNode rule, JsonNode self, String path, List<Violation> violations) {
    String text = rule.path("rule").asText();
    if (ON_CHANGE.matcher(text).find()) {
      return;
    }
    String below = rule.path("fieldPath").asText();
    String field = path.isEmpty() && !below.isEmpty() ? below.substring(1) : path + below;
    String message = rule.path("message").asText();
    try {
      if (!read.computeIfAbsent(text, Rule::parse).holds(self)) {
        violations.add(new Violation(field, "Invalid value: " + message));
      }
    } catch (RuleException failure) {
      violations.add(
          new Violation(
              field,
              "rule evaluation error: " + failure.getMessage() + " evaluating rule: " + message));
    }
  }
}
