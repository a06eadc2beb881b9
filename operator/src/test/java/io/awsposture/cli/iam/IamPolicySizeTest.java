package io.awsposture.cli.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.plan.Grant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A policy longer than a managed policy may be becomes several that together say the same. */
class IamPolicySizeTest {

  @Test
  void aShortOneStaysOne() {
    IamPolicy policy = IamPolicy.reading(new TreeSet<>(List.of("iam:GetRole")));

    assertThat(policy.within(IamPolicy.LONGEST)).containsExactly(policy);
  }

  @Test
  void aLongStatementIsDividedByItsActions() {
    TreeSet<String> actions = new TreeSet<>(names("ec2:DescribeSomethingOfThisAccount", 400));
    IamPolicy policy = IamPolicy.reading(actions);
    List<IamPolicy> parts = policy.within(IamPolicy.LONGEST);

    assertThat(policy.length()).isGreaterThan(2 * IamPolicy.LONGEST);
    assertThat(parts).hasSizeGreaterThan(2);
    assertThat(parts).allMatch(part -> part.length() <= IamPolicy.LONGEST);
    assertThat(parts.stream().flatMap(part -> part.statements().stream()))
        .flatExtracting(Statement::actions)
        .containsExactlyElementsOf(actions);
    assertThat(policy.within(IamPolicy.LONGEST)).as("the same each time").isEqualTo(parts);
  }

  @Test
  void statementsStayWholeWhereTheyFit() {
    List<Grant> grants =
        names("kms:DoSomething", 60).stream()
            .map(action -> Grant.of(action).onRole("posture/" + action.replace(':', '-')))
            .toList();
    IamPolicy policy = IamPolicy.writing(grants);
    List<IamPolicy> parts = policy.within(IamPolicy.LONGEST);

    assertThat(parts).hasSizeGreaterThan(1).allMatch(part -> part.length() <= IamPolicy.LONGEST);
    assertThat(parts.stream().flatMap(part -> part.statements().stream()))
        .containsExactlyElementsOf(policy.statements());
  }

  @Test
  void severalPoliciesAreAListAndSeveralResources() {
    IamPolicy policy = IamPolicy.reading(new TreeSet<>(names("ec2:DescribeSomethingLong", 400)));
    Roles roles =
        new Roles(
            RoleName.of("posture/read"),
            policy,
            RoleName.of("posture/write"),
            java.util.Optional.empty(),
            false,
            new Roles.Trust(
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                java.util.Optional.empty()));

    assertThat(PolicyFile.json(policy, text -> text)).startsWith("[");
    assertThat(TerraformModule.text(roles, "x"))
        .contains(
            "\"aws_iam_policy\" \"read_2\"", "aws_iam_policy.read_2.arn", "awsposture-read-2");
    assertThat(CloudFormationTemplate.text(roles, "x"))
        .contains("  ReadPolicy2:\n", "- Ref: \"ReadPolicy2\"\n");
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(number -> prefix + (1000 + number)).toList();
  }
}
