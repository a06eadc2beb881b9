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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What an object of one kind must look like, by the CRD that is shipped in this jar. */
final class ResourceSchema {
  /** A rule on a change has nothing to say of an object that is new. */
  private static final Pattern ON_CHANGE = Pattern.compile("\\boldSelf\\b");

  private static final Map<String, ResourceSchema> KNOWN = new ConcurrentHashMap<>();

  private final JsonNode schema;

  /** Rules that were read already: one may be asked of thousands of entries. */
  private final Map<String, Rule> read = new ConcurrentHashMap<>();

  private ResourceSchema(JsonNode schema) {
    this.schema = schema;
  }

  /** The schema of this CRD, named like {@code awsaccounts}; read once it is asked for. */
  static ResourceSchema ofCrd(String plural) {
    return KNOWN.computeIfAbsent(plural, ResourceSchema::read);
  }

  private static ResourceSchema read(String plural) {
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

  /**
   * What the API server would say of this change besides; nothing where it takes it. Both must be
   * without {@link #violations} of their own.
   */
  List<Violation> violations(ObjectNode before, ObjectNode after) {
    List<Violation> violations = new ArrayList<>();
    changeRules(canonical(before), canonical(after), schema, "", violations);
    return violations;
  }

  private ObjectNode canonical(ObjectNode object) {
    ObjectNode own = object.deepCopy();
    own.remove(List.of("apiVersion", "kind", "metadata", "status"));
    return (ObjectNode) Structure.canonical(own, schema);
  }

  /** The API server too compares fields of objects only: items of a list have no past. */
  private void changeRules(
      JsonNode before, JsonNode after, JsonNode schema, String path, List<Violation> violations) {
    for (JsonNode rule : schema.path("x-kubernetes-validations")) {
      if (ON_CHANGE.matcher(rule.path("rule").asText()).find()) {
        broken(rule, path, violations, parsed -> parsed.holds(after, before));
      }
    }
    schema
        .path("properties")
        .properties()
        .forEach(field -> {
          JsonNode old = before.path(field.getKey());
          JsonNode now = after.path(field.getKey());
          if (!old.isMissingNode() && !now.isMissingNode()) {
            String place = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            changeRules(old, now, field.getValue(), place, violations);
          }
        });
  }

  /** The schema without its status. */
  JsonNode schema() {
    return schema;
  }

  /** Rules are asked where what they speak of has the right structure. */
  private void rules(JsonNode self, JsonNode schema, String path, List<Violation> violations) {
    if (violations.stream().noneMatch(violation -> violation.isWithin(path))) {
      for (JsonNode rule : schema.path("x-kubernetes-validations")) {
        if (!ON_CHANGE.matcher(rule.path("rule").asText()).find()) {
          broken(rule, path, violations, parsed -> parsed.holds(self));
        }
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

  private void broken(
      JsonNode rule, String path, List<Violation> violations, Predicate<Rule> holds) {
    String text = rule.path("rule").asText();
    String below = rule.path("fieldPath").asText();
    String field = path.isEmpty() && !below.isEmpty() ? below.substring(1) : path + below;
    String message = rule.path("message").asText();
    try {
      if (!holds.test(read.computeIfAbsent(text, Rule::parse))) {
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
