package io.awsposture.cli.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Types, limits, required and unknown fields and the lists that are maps or sets, by the schema of
 * a CRD, in the words of the API server.
 */
final class Structure {
  /**
   * Every keyword that has a meaning here or to others; a schema with another is not understood.
   */
  static final Set<String> KEYWORDS =
      Set.of(
          "default",
          "description",
          "enum",
          "items",
          "maxItems",
          "maxLength",
          "maximum",
          "minimum",
          "properties",
          "required",
          "type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-list-type",
          "x-kubernetes-validations");

  private final List<Violation> violations = new ArrayList<>();

  private Structure() {}

  /** What is wrong with a value. */
  static List<Violation> violations(JsonNode value, JsonNode schema, String path) {
    Structure structure = new Structure();
    structure.check(value, schema, path);
    return structure.violations;
  }

  /** The value as the API server holds it: members that are null left out, defaults filled in. */
  static JsonNode canonical(JsonNode value, JsonNode schema) {
    if (value instanceof ObjectNode object) {
      ObjectNode whole = object.objectNode();
      object.properties().stream()
          .filter(field -> !field.getValue().isNull())
          .forEach(field ->
              whole.set(
                  field.getKey(),
                  canonical(field.getValue(), schema.at("/properties").path(field.getKey()))));
      schema.path("properties").properties().stream()
          .filter(field -> field.getValue().has("default"))
          .forEach(field ->
              whole.putIfAbsent(field.getKey(), field.getValue().get("default").deepCopy()));
      return whole;
    }
    if (value instanceof ArrayNode list) {
      ArrayNode whole = list.arrayNode();
      list.forEach(item -> whole.add(canonical(item, schema.path("items"))));
      return whole;
    }
    return value;
  }

  private void check(JsonNode value, JsonNode schema, String path) {
    String wanted = schema.path("type").asText();
    if (!isOfType(value, wanted)) {
      invalid(
          path,
          "\"" + typeOf(value) + "\"",
          " in body must be of type " + wanted + ": \"" + typeOf(value) + "\"");
      return;
    }
    JsonNode allowed = schema.path("enum");
    if (allowed.isArray() && !contains(allowed, value)) {
      Set<String> words = new TreeSet<>();
      allowed.forEach(word -> words.add(word.toString()));
      violate(
          path, "Unsupported value: " + value + ": supported values: " + String.join(", ", words));
    }
    switch (value) {
      case ObjectNode object -> checkObject(object, schema, path);
      case ArrayNode list -> checkList(list, schema, path);
      default -> checkScalar(value, schema, path);
    }
  }

  private void checkObject(ObjectNode object, JsonNode schema, String path) {
    JsonNode known = schema.path("properties");
    for (JsonNode required : schema.path("required")) {
      if (!object.has(required.asText())) {
        violate(member(path, required.asText()), "Required value");
      }
    }
    object
        .properties()
        .forEach(field -> {
          String place = member(path, field.getKey());
          if (known.has(field.getKey())) {
            check(field.getValue(), known.get(field.getKey()), place);
          } else {
            violate(place, "unknown field \"" + place + "\"");
          }
        });
  }

  private void checkList(ArrayNode list, JsonNode schema, String path) {
    int most = schema.path("maxItems").asInt(Integer.MAX_VALUE);
    if (list.size() > most) {
      violate(path, "Too many: " + list.size() + ": must have at most " + most + " items");
    }
    Set<String> seen = new HashSet<>();
    for (int index = 0; index < list.size(); index++) {
      String place = path + "[" + index + "]";
      check(list.get(index), schema.path("items"), place);
      String identity = identity(list.get(index), schema);
      if (!identity.isEmpty() && !seen.add(identity)) {
        violate(place, "Duplicate value: " + identity);
      }
    }
  }

  /** What must not stand twice in a list: nothing, the item, or its key fields. */
  private static String identity(JsonNode item, JsonNode schema) {
    return switch (schema.path("x-kubernetes-list-type").asText()) {
      case "set" -> item.toString();
      case "map" ->
          StreamSupport.stream(schema.path("x-kubernetes-list-map-keys").spliterator(), false)
              .map(JsonNode::asText)
              .filter(item::has)
              .map(key -> "\"" + key + "\":" + item.get(key))
              .collect(Collectors.joining(",", "{", "}"));
      default -> "";
    };
  }

  private void checkScalar(JsonNode value, JsonNode schema, String path) {
    if (value.isTextual() && schema.has("maxLength")) {
      int most = schema.get("maxLength").asInt();
      if (value.textValue().codePointCount(0, value.textValue().length()) > most) {
        violate(path, "Too long: may not be more than " + most + " bytes");
      }
    }
    if (value.isNumber() && schema.has("minimum")) {
      if (value.decimalValue().compareTo(schema.get("minimum").decimalValue()) < 0) {
        bound(path, value, "greater", schema.get("minimum"));
      }
    }
    if (value.isNumber() && schema.has("maximum")) {
      if (value.decimalValue().compareTo(schema.get("maximum").decimalValue()) > 0) {
        bound(path, value, "less", schema.get("maximum"));
      }
    }
  }

  private void bound(String path, JsonNode value, String direction, JsonNode limit) {
    invalid(
        path,
        value.toString(),
        " in body should be "
            + direction
            + " than or equal to "
            + limit.decimalValue().stripTrailingZeros().toPlainString());
  }

  private void invalid(String path, String value, String what) {
    violate(path, "Invalid value: " + value + ": " + path + what);
  }

  private void violate(String path, String message) {
    violations.add(new Violation(path, message));
  }

  private static String member(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static boolean contains(JsonNode allowed, JsonNode value) {
    return StreamSupport.stream(allowed.spliterator(), false).anyMatch(value::equals);
  }

  private static boolean isOfType(JsonNode value, String wanted) {
    String type = typeOf(value);
    return type.equals(wanted) || (type.equals("integer") && wanted.equals("number"));
  }

  private static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "object";
      case ARRAY -> "array";
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      case NULL, MISSING, BINARY, POJO -> "null";
    };
  }
}
