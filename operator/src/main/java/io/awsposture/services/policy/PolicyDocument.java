package io.awsposture.services.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.awsposture.aws.Cause;
import io.awsposture.aws.CauseException;
import io.awsposture.services.policy.Statement.Elements;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A resource policy, such as that of a bucket or a key, read far enough to say whether it lets an
 * AWS service or one of its roles do something (AWS IAM, "Policy evaluation logic").
 *
 * <p>The answer is careful: a condition that is not understood makes an allowing statement not
 * count for sure, and a denying one not to be ruled out; both give {@link Decision#UNCERTAIN} where
 * they matter.
 */
public final class PolicyDocument {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final List<Statement> statements;

  private PolicyDocument(List<Statement> statements) {
    this.statements = List.copyOf(statements);
  }

  /**
   * Reads a document.
   *
   * @throws CauseException a broken answer, where this is no policy document
   */
  public static PolicyDocument parse(String json) {
    try {
      JsonNode root = JSON.readTree(json);
      return new PolicyDocument(
          each(required(root, "Statement")).map(PolicyDocument::statement).toList());
    } catch (JsonProcessingException odd) {
      throw broken(
          "no JSON at line " + (odd.getLocation() == null ? 0 : odd.getLocation().getLineNr()));
    }
  }

  /** Whether it lets that be done. */
  public Decision lets(PolicyRequest request) {
    Certainty denied = answered(request, false);
    Certainty allowed = answered(request, true);
    if (denied == Certainty.YES) {
      return Decision.DENIED;
    }
    return switch (allowed) {
      case YES -> denied == Certainty.MAYBE ? Decision.UNCERTAIN : Decision.ALLOWED;
      case NO -> Decision.NOT_ALLOWED;
      case MAYBE -> Decision.UNCERTAIN;
    };
  }

  private Certainty answered(PolicyRequest request, boolean byAllowing) {
    return Certainty.any(
        statements.stream().filter(statement -> statement.allows() == byAllowing),
        statement -> statement.concerns(request));
  }

  private static Statement statement(JsonNode node) {
    String effect = text(required(node, "Effect"));
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      throw broken("Effect is " + effect);
    }
    return new Statement(
        effect.equals("Allow"),
        principals(node),
        elements(node, "Action"),
        elements(node, "Resource"),
        conditions(node.path("Condition")));
  }

  /** The element or its negation; in a resource policy one of both is always there. */
  private static Elements elements(JsonNode statement, String name) {
    return statement.has("Not" + name)
        ? new Elements(texts(required(statement, "Not" + name)), true)
        : new Elements(texts(required(statement, name)), false);
  }

  private static Elements principals(JsonNode statement) {
    return statement.has("NotPrincipal")
        ? new Elements(names(required(statement, "NotPrincipal")), true)
        : new Elements(names(required(statement, "Principal")), false);
  }

  /** Everybody is written {@code "*"} or {@code {"AWS": "*"}}, and services are part of that. */
  private static List<String> names(JsonNode principal) {
    if (principal.isTextual()) {
      return texts(principal);
    }
    if (!principal.isObject()) {
      throw broken("a principal that is no object");
    }
    List<String> names = new ArrayList<>();
    for (String kind : List.of("Service", "AWS")) {
      if (principal.has(kind)) {
        names.addAll(texts(required(principal, kind)));
      }
    }
    return names;
  }

  private static List<Condition> conditions(JsonNode operators) {
    if (!operators.isObject() && !operators.isMissingNode()) {
      throw broken("a condition that is no object");
    }
    List<Condition> conditions = new ArrayList<>();
    operators
        .properties()
        .forEach(operator -> {
          if (!operator.getValue().isObject()) {
            throw broken("condition " + operator.getKey() + " is no object");
          }
          operator
              .getValue()
              .properties()
              .forEach(key ->
                  conditions.add(
                      new Condition(operator.getKey(), key.getKey(), texts(key.getValue()))));
        });
    return conditions;
  }

  private static List<String> texts(JsonNode values) {
    return each(values).map(PolicyDocument::text).toList();
  }

  private static String text(JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      throw broken("a value that is no text");
    }
    return value.asText();
  }

  /** Policy documents may leave the brackets of a list of one away. */
  private static Stream<JsonNode> each(JsonNode oneOrMany) {
    return oneOrMany.isArray() ? oneOrMany.valueStream() : Stream.of(oneOrMany);
  }

  private static JsonNode required(JsonNode node, String member) {
    JsonNode found = node.path(member);
    if (found.isMissingNode() || found.isNull()) {
      throw broken("no " + member);
    }
    return found;
  }

  private static CauseException broken(String what) {
    return new CauseException(new Cause.Broken("policy document: " + what));
  }
}
