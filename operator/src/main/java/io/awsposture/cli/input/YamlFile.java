package io.awsposture.cli.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads a YAML file as kubectl does (YAML 1.1, where {@code yes} is true), but keeps the lines and
 * does not let a key that stands twice pass.
 */
final class YamlFile {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Set<String> TRUE = Set.of("yes", "true", "on");

  /**
   * Go's YAML also takes digits with a leading zero for a number, as account ids may have them;
   * other ways to write numbers than this are not used here and stay text.
   */
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+\\.?|[0-9]*\\.[0-9]+)([eE][-+]?[0-9]{1,2})?");

  private final String file;
  private final List<SourceDocument> documents = new ArrayList<>();
  private final List<InputError> errors = new ArrayList<>();
  private final Map<Node, Boolean> open = new IdentityHashMap<>();
  private Map<String, Integer> lines = new HashMap<>();
  private int number;

  /** What a file holds; with errors, the documents before the first that cannot be read. */
  record Content(List<SourceDocument> documents, List<InputError> errors) {}

  private YamlFile(String file) {
    this.file = file;
  }

  static Content read(Path file) {
    YamlFile reading = new YamlFile(file.toString());
    try {
      reading.readAll(Files.readString(file));
    } catch (IOException unreadable) {
      reading.error(0, "cannot be read as UTF-8 text: " + unreadable.getMessage());
    }
    return new Content(reading.documents, reading.errors);
  }

  private void readAll(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(50);
    try {
      for (Node root : new Yaml(options).composeAll(new StringReader(text))) {
        number++;
        lines = new HashMap<>();
        lines.put("", line(root));
        JsonNode value = value(root, "");
        if (!value.isNull()) {
          documents.add(new SourceDocument(file, number, value, "", lines));
        }
      }
    } catch (MarkedYAMLException wrong) {
      number++;
      int line = wrong.getProblemMark() == null ? 0 : wrong.getProblemMark().getLine() + 1;
      error(line, "no valid YAML: " + wrong.getProblem());
    } catch (YAMLException wrong) {
      number++;
      error(
          0, "no valid YAML: " + String.valueOf(wrong.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private void error(int line, String message) {
    errors.add(new InputError(file, line, number, "", "", message));
  }

  private JsonNode value(Node node, String path) {
    if (open.put(node, true) != null) {
      error(line(node), "no valid YAML: an alias within what it stands for");
      return JSON.nullNode();
    }
    try {
      return switch (node) {
        case MappingNode mapping -> object(mapping, path);
        case SequenceNode sequence -> list(sequence, path);
        case ScalarNode scalar -> scalar(scalar);
        default -> JSON.nullNode();
      };
    } finally {
      open.remove(node);
    }
  }

  private ObjectNode object(MappingNode mapping, String path) {
    ObjectNode object = JSON.objectNode();
    List<ObjectNode> merged = new ArrayList<>();
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        error(line(entry.getKeyNode()), "a key must be a text");
      } else if (key.getTag().equals(Tag.MERGE)) {
        collect(value(entry.getValueNode(), path), merged);
      } else {
        String field = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
        Integer before = object.has(key.getValue()) ? lines.get(field) : null;
        if (before != null) {
          error(line(key), "key \"" + key.getValue() + "\" stands in line " + before + " already");
        }
        lines.put(field, line(key));
        object.set(key.getValue(), value(entry.getValueNode(), field));
      }
    }
    for (ObjectNode source : merged) {
      source.properties().forEach(field -> object.putIfAbsent(field.getKey(), field.getValue()));
    }
    return object;
  }

  private static void collect(JsonNode merged, List<ObjectNode> into) {
    if (merged instanceof ObjectNode object) {
      into.add(object);
    } else {
      merged.forEach(item -> collect(item, into));
    }
  }

  private ArrayNode list(SequenceNode sequence, String path) {
    ArrayNode list = JSON.arrayNode();
    for (Node item : sequence.getValue()) {
      String place = path + "[" + list.size() + "]";
      lines.put(place, line(item));
      list.add(value(item, place));
    }
    return list;
  }

  private static JsonNode scalar(ScalarNode scalar) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(TRUE.contains(text.toLowerCase(Locale.ROOT)));
    }
    boolean number =
        tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) || (scalar.isPlain() && text.startsWith("0"));
    return number && NUMBER.matcher(text).matches() ? number(text) : JSON.textNode(text);
  }

  private static JsonNode number(String text) {
    BigDecimal number = new BigDecimal(text);
    if (number.stripTrailingZeros().scale() > 0) {
      return JSON.numberNode(number);
    }
    BigInteger whole = number.toBigInteger();
    return whole.bitLength() < Long.SIZE
        ? JSON.numberNode(whole.longValue())
        : JSON.numberNode(whole);
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
