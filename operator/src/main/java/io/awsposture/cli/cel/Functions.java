package io.awsposture.cli.cel;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What rules can do with values. */
final class Functions {
  private static final Pattern DURATION_PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(h|ms|m|s)");

  /** The few of the rules, each asked of many values. */
  private static final ConcurrentMap<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private Functions() {}

  static Expression function(String name, List<Expression> arguments) {
    return switch (name + "/" + arguments.size()) {
      case "size/1" -> scope -> size(arguments.getFirst().value(scope));
      case "duration/1" -> scope -> duration(text(arguments.getFirst(), scope));
      case "timestamp/1" -> scope -> timestamp(text(arguments.getFirst(), scope));
      default -> throw unknown(name, arguments);
    };
  }

  /** A function of its first argument, written after it. */
  static Expression method(String name, List<Expression> arguments) {
    Expression target = arguments.getFirst();
    return switch (name + "/" + (arguments.size() - 1)) {
      case "size/0" -> scope -> size(target.value(scope));
      case "sum/0" -> scope -> items(target.value(scope)).reduce(0L, Functions::plus);
      case "trim/0" -> scope -> text(target, scope).strip();
      case "lowerAscii/0" -> scope -> text(target, scope).toLowerCase(Locale.ROOT);
      case "matches/1" ->
          scope -> pattern(text(arguments.get(1), scope)).matcher(text(target, scope)).find();
      case "startsWith/1" -> scope -> text(target, scope).startsWith(text(arguments.get(1), scope));
      case "endsWith/1" -> scope -> text(target, scope).endsWith(text(arguments.get(1), scope));
      case "contains/1" -> scope -> text(target, scope).contains(text(arguments.get(1), scope));
      default -> throw unknown(name, arguments);
    };
  }

  static boolean compare(Object one, String sign, Object other) {
    return switch (sign) {
      case "==" -> equal(one, other);
      case "!=" -> !equal(one, other);
      case "<" -> order(one, other) < 0;
      case "<=" -> order(one, other) <= 0;
      case ">" -> order(one, other) > 0;
      case ">=" -> order(one, other) >= 0;
      default -> throw new RuleException("unknown comparison " + sign);
    };
  }

  static Object isIn(Object item, Object whole) {
    return whole instanceof Map<?, ?> fields
        ? fields.containsKey(item)
        : items(whole).anyMatch(other -> equal(item, other));
  }

  static Object plus(Object one, Object other) {
    return switch (one) {
      case Long left when other instanceof Long right -> Math.addExact(left, right);
      case Double left when other instanceof Double right -> left + right;
      case String left when other instanceof String right -> left + right;
      case Duration left when other instanceof Duration right -> left.plus(right);
      case Instant left when other instanceof Duration right -> left.plus(right);
      default -> throw overload("+", one, other);
    };
  }

  static Object minus(Object one, Object other) {
    return switch (one) {
      case Long left when other instanceof Long right -> Math.subtractExact(left, right);
      case Long left when left == 0 && other instanceof Double right -> -right;
      case Double left when other instanceof Double right -> left - right;
      case Duration left when other instanceof Duration right -> left.minus(right);
      case Instant left when other instanceof Duration right -> left.minus(right);
      case Instant left when other instanceof Instant right -> Duration.between(right, left);
      default -> throw overload("-", one, other);
    };
  }

  static Object at(Object whole, Object key) {
    if (whole instanceof List<?> list && key instanceof Long index) {
      if (index < 0 || index >= list.size()) {
        throw new RuleException("index out of bounds: " + index);
      }
      return list.get(index.intValue());
    }
    if (whole instanceof Map<?, ?> fields) {
      Object value = fields.get(key);
      if (value == null) {
        throw new RuleException("no such key: " + key);
      }
      return value;
    }
    throw overload("[]", whole, key);
  }

  /** The items of a list, the keys of an object. */
  static Stream<Object> items(Object whole) {
    return switch (whole) {
      case List<?> list -> list.stream().map(item -> item);
      case Map<?, ?> fields -> fields.keySet().stream().map(key -> key);
      default -> throw new RuleException("no such overload: items of what is no list");
    };
  }

  private static boolean equal(Object one, Object other) {
    return one instanceof Number && other instanceof Number
        ? order(one, other) == 0
        : one.equals(other);
  }

  private static int order(Object one, Object other) {
    return switch (one) {
      case Long left when other instanceof Long right -> Long.compare(left, right);
      case Number left when other instanceof Number right ->
          Double.compare(left.doubleValue(), right.doubleValue());
      case String left when other instanceof String right -> left.compareTo(right);
      case Duration left when other instanceof Duration right -> left.compareTo(right);
      case Instant left when other instanceof Instant right -> left.compareTo(right);
      case Boolean left when other instanceof Boolean right -> Boolean.compare(left, right);
      default -> throw overload("<", one, other);
    };
  }

  private static long size(Object value) {
    return switch (value) {
      case String text -> text.codePointCount(0, text.length());
      case List<?> list -> list.size();
      case Map<?, ?> fields -> fields.size();
      default -> throw new RuleException("no such overload: size");
    };
  }

  private static String text(Expression expression, Expression.Scope scope) {
    if (expression.value(scope) instanceof String text) {
      return text;
    }
    throw new RuleException("no such overload: a text is asked for");
  }

  /** A time as Go writes it: 30m, 1h30m, 1.5s. */
  private static Duration duration(String text) {
    Matcher part = DURATION_PART.matcher(text);
    Duration sum = Duration.ZERO;
    int end = 0;
    while (part.find() && part.start() == end) {
      double count = Double.parseDouble(part.group(1));
      long nanosOfOne =
          switch (part.group(2)) {
            case "h" -> 3_600_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "s" -> 1_000_000_000L;
            default -> 1_000_000L;
          };
      sum = sum.plusNanos((long) (count * nanosOfOne));
      end = part.end();
    }
    if (end == 0 || end < text.length()) {
      throw new RuleException("invalid duration '" + text + "'");
    }
    return sum;
  }

  private static Instant timestamp(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw new RuleException("invalid timestamp '" + text + "'");
    }
  }

  /**
   * The expression as CEL reads it: {@code $} is the very end, while Java also takes it for the
   * place before a last line break.
   */
  private static Pattern pattern(String expression) {
    return PATTERNS.computeIfAbsent(expression, Functions::compiled);
  }

  private static Pattern compiled(String expression) {
    StringBuilder java = new StringBuilder();
    boolean inClass = false;
    for (int at = 0; at < expression.length(); at++) {
      char letter = expression.charAt(at);
      switch (letter) {
        case '\\' -> {
          java.append(letter);
          at++;
          java.append(at < expression.length() ? expression.charAt(at) : "");
        }
        case '$' -> java.append(inClass ? "$" : "\\z");
        default -> {
          inClass = letter == '[' || (inClass && letter != ']');
          java.append(letter);
        }
      }
    }
    return Pattern.compile(java.toString());
  }

  private static RuleException unknown(String name, List<Expression> arguments) {
    return new RuleException(
        "the function " + name + " with " + arguments.size() + " arguments is not known here");
  }

  private static RuleException overload(String sign, Object one, Object other) {
    return new RuleException(
        "no such overload: "
            + one.getClass().getSimpleName()
            + " "
            + sign
            + " "
            + other.getClass().getSimpleName());
  }
}
