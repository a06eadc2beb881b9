package io.awsposture.cli.cel;

import io.awsposture.cli.cel.Expression.Either;
import io.awsposture.cli.cel.Expression.Field;
import io.awsposture.cli.cel.Tokens.Kind;
import io.awsposture.cli.cel.Tokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a rule by CEL's grammar, from what binds least to what binds most. */
final class Parser {
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
  private static final Set<String> QUANTIFIERS = Set.of("all", "exists");

  private final Tokens tokens;

  private Parser(Tokens tokens) {
    this.tokens = tokens;
  }

  static Expression parse(String rule) {
    Parser parser = new Parser(new Tokens(rule));
    Expression whole = parser.choice();
    if (parser.tokens.peek().kind() != Kind.END) {
      throw parser.tokens.unexpected();
    }
    return whole;
  }

  private Expression choice() {
    Expression condition = either();
    if (!tokens.takes("?")) {
      return condition;
    }
    Expression yes = choice();
    tokens.expect(":");
    Expression no = choice();
    return scope -> condition.isTrue(scope) ? yes.value(scope) : no.value(scope);
  }

  private Expression either() {
    Expression left = both();
    while (tokens.takes("||")) {
      left = new Either(left, both(), true);
    }
    return left;
  }

  private Expression both() {
    Expression left = comparison();
    while (tokens.takes("&&")) {
      left = new Either(left, comparison(), false);
    }
    return left;
  }

  private Expression comparison() {
    Expression left = sum();
    while (true) {
      Token sign = tokens.peek();
      if (sign.kind() == Kind.SIGN && COMPARISONS.contains(sign.text())) {
        tokens.take();
        left =
            Expression.of(left, sum(), (one, other) -> Functions.compare(one, sign.text(), other));
      } else if (sign.kind() == Kind.NAME && sign.text().equals("in")) {
        tokens.take();
        left = Expression.of(left, sum(), Functions::isIn);
      } else {
        return left;
      }
    }
  }

  private Expression sum() {
    Expression left = unary();
    while (true) {
      if (tokens.takes("+")) {
        left = Expression.of(left, unary(), Functions::plus);
      } else if (tokens.takes("-")) {
        left = Expression.of(left, unary(), Functions::minus);
      } else {
        return left;
      }
    }
  }

  private Expression unary() {
    if (tokens.takes("!")) {
      Expression negated = unary();
      return scope -> !negated.isTrue(scope);
    }
    if (tokens.takes("-")) {
      Expression negated = unary();
      return scope -> Functions.minus(0L, negated.value(scope));
    }
    return member();
  }

  private Expression member() {
    Expression part = primary();
    while (true) {
      if (tokens.takes(".")) {
        String name = tokens.expectName();
        part = tokens.takes("(") ? method(part, name) : new Field(part, name);
      } else if (tokens.takes("[")) {
        part = Expression.of(part, choice(), Functions::at);
        tokens.expect("]");
      } else {
        return part;
      }
    }
  }

  private Expression primary() {
    if (tokens.takes("(")) {
      Expression inner = choice();
      tokens.expect(")");
      return inner;
    }
    if (tokens.takes("[")) {
      List<Expression> items = untilEnd("]");
      return scope -> items.stream().map(item -> item.value(scope)).toList();
    }
    Token token = tokens.peek();
    return switch (token.kind()) {
      case STRING -> constant(token.text());
      case WHOLE_NUMBER -> constant(Long.valueOf(token.text()));
      case DECIMAL_NUMBER -> constant(Double.valueOf(token.text()));
      case NAME -> named(token.text());
      case SIGN, END -> throw tokens.unexpected();
    };
  }

  private Expression constant(Object value) {
    tokens.take();
    return _ -> value;
  }

  private Expression named(String name) {
    if (name.equals("true") || name.equals("false")) {
      return constant(Boolean.valueOf(name));
    }
    tokens.take();
    return tokens.takes("(") ? function(name) : scope -> scope.get(name);
  }

  private Expression function(String name) {
    List<Expression> arguments = untilEnd(")");
    if (name.equals("has")
        && arguments.size() == 1
        && arguments.getFirst() instanceof Field field) {
      return field::isPresent;
    }
    return Functions.function(name, arguments);
  }

  private Expression method(Expression target, String name) {
    if (name.equals("map")) {
      String variable = tokens.expectName();
      tokens.expect(",");
      Expression each = choice();
      tokens.expect(")");
      return scope ->
          Functions.items(target.value(scope))
              .map(item -> each.value(scope.with(variable, item)))
              .toList();
    }
    if (!QUANTIFIERS.contains(name)) {
      List<Expression> arguments = new ArrayList<>();
      arguments.add(target);
      arguments.addAll(untilEnd(")"));
      return Functions.method(name, arguments);
    }
    String variable = tokens.expectName();
    tokens.expect(",");
    Expression condition = choice();
    tokens.expect(")");
    return scope -> {
      Stream<Object> items = Functions.items(target.value(scope));
      return name.equals("all")
          ? items.allMatch(item -> condition.isTrue(scope.with(variable, item)))
          : items.anyMatch(item -> condition.isTrue(scope.with(variable, item)));
    };
  }

  private List<Expression> untilEnd(String end) {
    List<Expression> items = new ArrayList<>();
    if (tokens.takes(end)) {
      return items;
    }
    do {
      items.add(choice());
    } while (tokens.takes(","));
    tokens.expect(end);
    return items;
  }
}
