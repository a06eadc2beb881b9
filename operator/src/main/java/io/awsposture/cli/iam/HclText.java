package io.awsposture.cli.iam;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Text in Terraform's language, laid out as its own formatter would. */
final class HclText {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

  private final StringBuilder text = new StringBuilder();

  /** What stands in the text as it is, such as a reference. */
  record Code(String text) {}

  /** A text with references in it, each as <code>${...}</code>. */
  record Template(String text) {}

  /** Lines as they are. */
  HclText lines(String lines) {
    text.append(lines.strip()).append("\n\n");
    return this;
  }

  /** A block of attributes. */
  HclText block(String head, Map<String, ?> attributes) {
    text.append(head).append(" {\n");
    attributes(attributes, "  ");
    text.append("}\n\n");
    return this;
  }

  private void attributes(Map<String, ?> attributes, String indent) {
    // The formatter puts the equals signs of lines that follow each other below each other.
    int column = 0;
    List<? extends Map.Entry<String, ?>> entries = List.copyOf(attributes.entrySet());
    for (int index = 0; index < entries.size(); index++) {
      Map.Entry<String, ?> entry = entries.get(index);
      column = isOneLine(entry.getValue()) ? Math.max(column, widest(entries, index)) : 0;
      String key = key(entry.getKey());
      text.append(indent).append(key);
      text.append(" ".repeat(Math.max(0, column - key.length()))).append(" = ");
      value(entry.getValue(), indent);
      text.append("\n");
    }
  }

  /** The longest key of the lines from here on that follow each other. */
  private static int widest(List<? extends Map.Entry<String, ?>> entries, int from) {
    int widest = 0;
    for (int index = from; index < entries.size(); index++) {
      if (!isOneLine(entries.get(index).getValue())) {
        break;
      }
      widest = Math.max(widest, key(entries.get(index).getKey()).length());
    }
    return widest;
  }

  private static boolean isOneLine(Object value) {
    return !(value instanceof Map)
        && !(value instanceof Collection)
        && !(value instanceof Code(String code) && code.contains("\n"));
  }

  private void value(Object value, String indent) {
    switch (value) {
      case Code(String code) -> text.append(code.replace("\n", "\n" + indent));
      case Template(String template) -> text.append(quoted(template));
      case Map<?, ?> map -> {
        text.append("{\n");
        attributes(texts(map), indent + "  ");
        text.append(indent).append("}");
      }
      case Collection<?> list -> {
        text.append("[\n");
        list.forEach(item -> {
          text.append(indent).append("  ");
          value(item, indent + "  ");
          text.append(",\n");
        });
        text.append(indent).append("]");
      }
      case String literal -> text.append(quoted(literal.replace("${", "$${")));
      default -> text.append(value);
    }
  }

  @SuppressWarnings("unchecked") // all maps here have texts for keys
  private static Map<String, ?> texts(Map<?, ?> map) {
    return (Map<String, ?>) map;
  }

  private static String key(String key) {
    return IDENTIFIER.matcher(key).matches() ? key : quoted(key);
  }

  private static String quoted(String literal) {
    return "\"" + literal.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  @Override
  public String toString() {
    return text.toString().strip() + "\n";
  }
}
