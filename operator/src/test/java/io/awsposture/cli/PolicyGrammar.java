package io.awsposture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.awsposture.cli.iam.IamPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The grammar of IAM policies (AWS IAM, "Grammar of the IAM JSON policy language"), as far as ours
 * use it, and what we promise besides: no action with a wildcard.
 */
final class PolicyGrammar {
  private static final String ACTION = "[a-z0-9-]+:[A-Z][A-Za-z0-9]+";
  private static final String ARN =
      "arn:aws(-[a-z0-9-]+)?:[a-z0-9-]+:[a-z0-9*-]*:([0-9]{12}|\\*)?:.+";
  private static final String CONDITION_KEY = "[a-z0-9]+:[A-Za-z]+(/[A-Za-z0-9_.:/=+@-]+)?";

  private PolicyGrammar() {}

  /** An identity-based policy. */
  static void assertPolicy(JsonNode policy) {
    assertDocument(policy);
    for (JsonNode statement : policy.get("Statement")) {
      assertThat(fields(statement)).isSubsetOf("Sid", "Effect", "Action", "Resource", "Condition");
      assertThat(texts(statement.path("Resource")))
          .isNotEmpty()
          .allMatch(resource -> resource.equals("*") || resource.matches(ARN));
    }
    assertThat(policy.toString()).hasSizeLessThanOrEqualTo(IamPolicy.LONGEST);
  }

  /** A trust policy: whom, and no resource. */
  static void assertTrustPolicy(JsonNode policy) {
    assertDocument(policy);
    for (JsonNode statement : policy.get("Statement")) {
      assertThat(fields(statement)).contains("Principal").doesNotContain("Resource");
      assertThat(statement.at("/Principal/AWS").asText()).matches(ARN);
    }
    assertThat(policy.toString()).as("quota of trust policies").hasSizeLessThanOrEqualTo(2048);
  }

  private static void assertDocument(JsonNode policy) {
    assertThat(fields(policy)).containsExactlyInAnyOrder("Version", "Statement");
    assertThat(policy.get("Version").asText()).isEqualTo("2012-10-17");
    assertThat(policy.get("Statement").isArray()).isTrue();
    assertThat(policy.get("Statement")).isNotEmpty();
    Set<String> sids = new HashSet<>();
    for (JsonNode statement : policy.get("Statement")) {
      assertThat(statement.get("Sid").asText()).matches("[A-Za-z0-9]+");
      assertThat(sids.add(statement.get("Sid").asText())).as("Sid is unique").isTrue();
      assertThat(statement.get("Effect").asText()).isIn("Allow", "Deny");
      List<String> actions = texts(statement.get("Action"));
      assertThat(actions).isNotEmpty().allMatch(action -> action.matches(ACTION)).isSorted();
      assertThat(actions).doesNotHaveDuplicates();
      statement
          .path("Condition")
          .properties()
          .forEach(operator -> {
            assertThat(operator.getKey()).isEqualTo("StringEquals");
            operator
                .getValue()
                .properties()
                .forEach(condition -> {
                  assertThat(condition.getKey()).matches(CONDITION_KEY);
                  assertThat(texts(condition.getValue())).isNotEmpty().noneMatch(String::isBlank);
                });
          });
    }
  }

  /** One text, or several. */
  static List<String> texts(JsonNode value) {
    List<String> texts = new ArrayList<>();
    if (value.isTextual()) {
      texts.add(value.asText());
    } else {
      value.forEach(item -> texts.add(item.textValue()));
    }
    return texts;
  }

  private static List<String> fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
