package io.awsposture.cli.cel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The words of a rule, one after the other. */
final class Tokens {
  private static final Set<String> PAIRS = Set.of("&&", "||", "==", "!=", "<=", ">=");
  private static final String SINGLES = "()[].,!<>+-?:";

  private final String rule;
  private final List<Token> tokens = new ArrayList<>();
  private int next;

  /** What a token is. */
  enum Kind {
    NAME,
    WHOLE_NUMBER,
    DECIMAL_NUMBER,
    STRING,
    SIGN,
    END
  }

  /** One word; a string's text is what it stands for, without quotes. */
  record Token(Kind kind, String text) {}

  Tokens(String rule) {
    this.rule = rule;
    int at = 0;
    while (at < rule.length()) {
      at = Character.isWhitespace(rule.charAt(at)) ? at + 1 : read(at);
    }
    tokens.add(new Token(Kind.END, ""));
  }

  Token peek() {
    return tokens.get(next);
  }

  Token take() {
    Token token = peek();
    next = Math.min(next + 1, tokens.size() - 1);
    return token;
  }

  /** Takes this sign when it comes next. */
  boolean takes(String sign) {
    boolean comes = peek().kind() == Kind.SIGN && peek().text().equals(sign);
    if (comes) {
      take();
    }
    return comes;
  }

  void expect(String sign) {
    if (!takes(sign)) {
      throw unexpected();
    }
  }

  String expectName() {
    if (peek().kind() != Kind.NAME) {
      throw unexpected();
    }
    return take().text();
  }

  RuleException unexpected() {
    String what = peek().kind() == Kind.END ? "end" : "'" + peek().text() + "'";
    return new RuleException("unexpected " + what + " in rule: " + rule);
  }

  private int read(int start) {
    char first = rule.charAt(start);
    if (first == '\'' || first == '"') {
      return readString(start, false);
    }
    if (first == 'r' && start + 1 < rule.length() && "'\"".indexOf(rule.charAt(start + 1)) >= 0) {
      return readString(start + 1, true);
    }
    if (Character.isDigit(first)) {
      int end = after(start, Character::isDigit);
      boolean decimal =
          end + 1 < rule.length()
              && rule.charAt(end) == '.'
              && Character.isDigit(rule.charAt(end + 1));
      end = decimal ? after(end + 1, Character::isDigit) : end;
      return add(decimal ? Kind.DECIMAL_NUMBER : Kind.WHOLE_NUMBER, start, end);
    }
    if (Character.isJavaIdentifierStart(first)) {
      return add(Kind.NAME, start, after(start, Character::isJavaIdentifierPart));
    }
    if (start + 2 <= rule.length() && PAIRS.contains(rule.substring(start, start + 2))) {
      return add(Kind.SIGN, start, start + 2);
    }
    if (SINGLES.indexOf(first) >= 0) {
      return add(Kind.SIGN, start, start + 1);
    }
    throw new RuleException("unknown sign '" + first + "' in rule: " + rule);
  }

  private int after(int start, java.util.function.IntPredicate part) {
    int end = start;
    while (end < rule.length() && part.test(rule.charAt(end))) {
      end++;
    }
    return end;
  }

  private int add(Kind kind, int start, int end) {
    tokens.add(new Token(kind, rule.substring(start, end)));
    return end;
  }

  private int readString(int quote, boolean raw) {
    StringBuilder text = new StringBuilder();
    int at = quote + 1;
    while (at < rule.length() && rule.charAt(at) != rule.charAt(quote)) {
      char letter = rule.charAt(at);
      if (letter == '\\' && !raw && at + 1 < rule.length()) {
        text.append(escaped(rule.charAt(at + 1)));
        at += 2;
      } else {
        text.append(letter);
        at++;
      }
    }
    if (at == rule.length()) {
      throw new RuleException("a string without end in rule: " + rule);
    }
    tokens.add(new Token(Kind.STRING, text.toString()));
    return at + 1;
  }

  private char escaped(char letter) {
    return switch (letter) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case '\\', '\'', '"', '`', '?' -> letter;
      default -> throw new RuleException("unknown escape '\\" + letter + "' in rule: " + rule);
    };
  }
}
