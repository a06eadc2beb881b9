package io.awsposture.cli.cel;

import java.util.Map;
import java.util.function.BiFunction;

/** A part of a rule that has a value. */
@FunctionalInterface
interface Expression {

  /**
   * The value where these variables hold: a Boolean, Long, Double, String, Duration, List or Map.
   *
   * @throws RuleException where it has none
   */
  Object value(Scope scope);

  default boolean isTrue(Scope scope) {
    if (value(scope) instanceof Boolean answer) {
      return answer;
    }
    throw new RuleException("no such overload: a condition that is neither true nor false");
  }

  /** The variables that can be named. */
  record Scope(Map<String, Object> variables) {
    Object get(String name) {
      Object value = variables.get(name);
      if (value == null) {
        throw new RuleException("undeclared reference to '" + name + "'");
      }
      return value;
    }

    Scope with(String name, Object value) {
      Map<String, Object> more = new java.util.HashMap<>(variables);
      more.put(name, value);
      return new Scope(more);
    }
  }

  /** A field of an object. */
  record Field(Expression object, String name) implements Expression {
    @Override
    public Object value(Scope scope) {
      Object value = fields(scope).get(name);
      if (value == null) {
        throw new RuleException("no such key: " + name);
      }
      return value;
    }

    boolean isPresent(Scope scope) {
      return fields(scope).containsKey(name);
    }

    private Map<?, ?> fields(Scope scope) {
      if (object.value(scope) instanceof Map<?, ?> fields) {
        return fields;
      }
      throw new RuleException("no such overload: field " + name + " of what is no object");
    }
  }

  /** One side decides, or else the other, in which case the first may also have no value. */
  record Either(Expression left, Expression right, boolean decisive) implements Expression {
    @Override
    public Object value(Scope scope) {
      boolean first;
      try {
        first = left.isTrue(scope);
      } catch (RuleException failure) {
        // CEL: true || error is true, and so is error || true.
        if (right.isTrue(scope) == decisive) {
          return decisive;
        }
        throw failure;
      }
      return first == decisive ? decisive : right.isTrue(scope);
    }
  }

  /** What two values come to. */
  static Expression of(
      Expression left, Expression right, BiFunction<Object, Object, Object> operation) {
    return scope -> operation.apply(left.value(scope), right.value(scope));
  }
}
