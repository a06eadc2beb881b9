package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a newer schema of a kind takes away from whoever has objects of an older one: stored objects
 * must stay valid, and none of their fields may vanish.
 */
final class SchemaStep {
  /** Limits that may grow and must not shrink; absent is without limit. */
  private static final List<String> MOST = List.of("maxLength", "maxItems", "maximum");

  /** Limits that may shrink and must not grow; absent is without limit. */
  private static final List<String> LEAST = List.of("minLength", "minItems", "minimum");

  private final List<String> losses = new ArrayList<>();

  private SchemaStep() {}

  /** What is lost from the older to the newer schema, a sentence for each; empty: nothing. */
  static List<String> losses(JsonNode older, JsonNode newer) {
    SchemaStep step = new SchemaStep();
    step.compare("", older, newer);
    return step.losses;
  }

  private void compare(String path, JsonNode older, JsonNode newer) {
    if (newer.isMissingNode()) {
      losses.add(path + " vanishes");
      return;
    }
    for (String same : List.of("type", "x-kubernetes-list-type", "x-kubernetes-list-map-keys")) {
      if (!older.path(same).equals(newer.path(same))) {
        losses.add(path + " changes its " + same);
      }
    }
    Set<JsonNode> words = words(newer, "enum");
    if (!words.isEmpty()) {
      words(older, "enum").stream()
          .filter(word -> !words.contains(word))
          .forEach(word -> losses.add(path + " no longer takes " + word.asText()));
      if (!older.has("enum")) {
        losses.add(path + " takes some words only");
      }
    }
    words(newer, "required").stream()
        .filter(name -> !words(older, "required").contains(name))
        .forEach(name -> losses.add(path + "." + name.asText() + " becomes required"));
    for (String limit : MOST) {
      if (newer.has(limit)
          && (!older.has(limit) || newer.get(limit).asDouble() < older.get(limit).asDouble())) {
        losses.add(path + " has a narrower " + limit);
      }
    }
    for (String limit : LEAST) {
      if (newer.has(limit)
          && (!older.has(limit) || newer.get(limit).asDouble() > older.get(limit).asDouble())) {
        losses.add(path + " has a narrower " + limit);
      }
    }
    if (!older.path("default").isMissingNode()
        && !older.path("default").equals(newer.path("default"))) {
      losses.add(path + " has another default");
    }
    older
        .path("properties")
        .properties()
        .forEach(property ->
            compare(
                path + "." + property.getKey(),
                property.getValue(),
                newer.path("properties").path(property.getKey())));
    for (String inner : List.of("items", "additionalProperties")) {
      if (older.path(inner).isObject()) {
        compare(path + "[]", older.path(inner), newer.path(inner));
      }
    }
  }

  private static Set<JsonNode> words(JsonNode schema, String name) {
    Set<JsonNode> words = new HashSet<>();
    schema.path(name).forEach(words::add);
    return words;
  }
}
