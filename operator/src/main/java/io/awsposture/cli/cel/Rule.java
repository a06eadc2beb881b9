package io.awsposture.cli.cel;

import com.fasterxml.jackson.databind.JsonNode;
import io.awsposture.cli.cel.Expression.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * A validation rule of a custom resource: a condition on {@code self}, and on {@code oldSelf} where
 * it is about changes.
 */
public final class Rule {
  /** Words of CEL that a rule writes between double underscores where they name a field. */
  private static final Set<String> RESERVED =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  private final Expression condition;

  private Rule(Expression condition) {
    this.condition = condition;
  }

  /**
   * Reads a rule.
   *
   * @throws RuleException for one that uses more of CEL than is known here
   */
  public static Rule parse(String text) {
    return new Rule(Parser.parse(text));
  }

  /**
   * Whether the rule holds for a value.
   *
   * @param self without null members
   * @throws RuleException where the rule cannot be evaluated, such as on a field that is not there
   */
  public boolean holds(JsonNode self) {
    return condition.isTrue(new Scope(Map.of("self", valueOf(self))));
  }

  /**
   * Whether a rule on changes holds for a value that took the place of another.
   *
   * @param self without null members
   * @param oldSelf the value before, without null members
   * @throws RuleException where the rule cannot be evaluated
   */
  public boolean holds(JsonNode self, JsonNode oldSelf) {
    return condition.isTrue(new Scope(Map.of("self", valueOf(self), "oldSelf", valueOf(oldSelf))));
  }

  private static Object valueOf(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, Object> fields = new HashMap<>();
        node.properties()
            .forEach(field -> fields.put(nameOf(field.getKey()), valueOf(field.getValue())));
        yield fields;
      }
      case ARRAY -> StreamSupport.stream(node.spliterator(), false).map(Rule::valueOf).toList();
      case BOOLEAN -> node.booleanValue();
      case NUMBER ->
          node.canConvertToExactIntegral() ? (Object) node.longValue() : node.doubleValue();
      case STRING -> node.textValue();
      case NULL, MISSING, BINARY, POJO ->
          throw new RuleException("no such overload: a value of kind " + node.getNodeType());
    };
  }

  private static String nameOf(String field) {
    return RESERVED.contains(field)
        ? "__" + field + "__"
        : field
            .replace("__", "__underscores__")
            .replace(".", "__dot__")
            .replace("-", "__dash__")
            .replace("/", "__slash__");
  }
}
