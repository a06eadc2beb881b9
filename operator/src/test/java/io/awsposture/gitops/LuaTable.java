package io.awsposture.gitops;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes an object of the cluster as Lua, as Argo CD hands it to a script. */
final class LuaTable {
  private LuaTable() {}

  /** The Lua expression of what this YAML or JSON says. */
  static String of(String object) {
    Map<?, ?> fields = Serialization.unmarshal(object, Map.class);
    return expression(fields);
  }

  private static String expression(@Nullable Object value) {
    return switch (value) {
      case null -> "nil";
      case Map<?, ?> fields ->
          fields.entrySet().stream()
              .map(it ->
                  "[" + quoted(String.valueOf(it.getKey())) + "] = " + expression(it.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case List<?> entries ->
          entries.stream().map(LuaTable::expression).collect(Collectors.joining(", ", "{", "}"));
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      default -> quoted(value.toString());
    };
  }

  private static String quoted(String text) {
    return "\""
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "")
        + "\"";
  }
}
