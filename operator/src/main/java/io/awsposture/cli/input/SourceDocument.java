package io.awsposture.cli.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One document of a YAML file.
 *
 * @param number from 1
 * @param root what it says
 * @param prefix path of {@code root} in the document: empty, or that of an item of a List
 * @param lines where each path of the document stands, from 1
 */
record SourceDocument(
    String file, int number, JsonNode root, String prefix, Map<String, Integer> lines) {

  /** The item of a {@code kind: List}, as if it were a document. */
  SourceDocument item(int index) {
    return new SourceDocument(
        file, number, root.get("items").get(index), prefix + "items[" + index + "].", lines);
  }

  /** An error about a field, or about what it is missing from. */
  InputError error(String object, String field, String message) {
    return new InputError(file, line(field), number, object, field, message);
  }

  InputNote note(String message) {
    return new InputNote(file, number, message);
  }

  /** The line at which a field stands, or what it is missing from. */
  int line(String field) {
    String path = prefix + field;
    while (!path.isEmpty()) {
      Integer line = lines.get(path);
      if (line != null) {
        return line;
      }
      path = path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
    return lines.getOrDefault("", 0);
  }
}
