package io.awsposture.cli.iam;

import io.awsposture.plan.Grant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The roles of one account and who may assume them.
 *
 * @param read what the read role may do
 * @param write what the write role may do; empty: there is none
 * @param tagsSessions whether the operator's credentials carry session tags that stay with it into
 *     other accounts, as those of EKS Pod Identity do
 */
public record Roles(
    RoleName readName,
    IamPolicy read,
    RoleName writeName,
    Optional<IamPolicy> write,
    boolean tagsSessions,
    Trust trust) {

  /**
   * Whom the roles trust, as far as it is known.
   *
   * @param installation the id of the operator, which the write role's tag carries
   * @param organization the id of the one organization whose principals are trusted
   */
  public record Trust(
      Optional<String> operator,
      Optional<String> externalId,
      Optional<String> installation,
      Optional<String> organization) {}

  /** What assuming a role takes. */
  List<String> assuming() {
    return assuming(tagsSessions);
  }

  private static List<String> assuming(boolean tagsSessions) {
    return tagsSessions ? List.of("sts:AssumeRole", "sts:TagSession") : List.of("sts:AssumeRole");
  }

  /** The trust policy of both roles. */
  public static Map<String, Object> trustPolicy(
      boolean tagsSessions, String operator, String externalId, Optional<String> organization) {
    Map<String, Object> conditions = new LinkedHashMap<>();
    organization.ifPresent(id -> conditions.put("aws:PrincipalOrgID", id));
    conditions.put("sts:ExternalId", externalId);
    return document(
        trustStatement(assuming(tagsSessions), operator, Map.of("StringEquals", conditions)));
  }

  /** The one statement of a trust policy. */
  static Map<String, Object> trustStatement(
      List<String> actions, Object operator, Object conditions) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Sid", "TrustOperator");
    statement.put("Effect", "Allow");
    statement.put("Principal", Map.of("AWS", operator));
    statement.put("Action", oneOrMany(actions));
    statement.put("Condition", conditions);
    return statement;
  }

  /** What the operator's own identity may do: assume these roles in any account. */
  public static Map<String, Object> operatorPolicy(
      boolean tagsSessions, Stream<RoleName> names, UnaryOperator<String> text) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Sid", "AssumePostureRoles");
    statement.put("Effect", "Allow");
    statement.put("Action", oneOrMany(assuming(tagsSessions)));
    statement.put(
        "Resource",
        oneOrMany(
            names
                .map(name -> "arn:" + Grant.PARTITION + ":iam::*:role/" + name)
                .map(text)
                .toList()));
    return document(statement);
  }

  static Map<String, Object> document(Map<String, Object> statement) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Version", "2012-10-17");
    document.put("Statement", List.of(statement));
    return document;
  }

  private static Object oneOrMany(List<String> values) {
    return values.size() == 1 ? values.getFirst() : values;
  }
}
