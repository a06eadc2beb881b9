package io.awsposture.services.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.control.Desired;
import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefaultGroupClosedTest {
  private static final String ACCOUNT = "111122223333";
  private static final Scene SCENE =
      new Scene("aws", ACCOUNT, "eu-west-1", "us-east-1", "op", Instant.EPOCH, Desired.defaults());

  /** The rule that AWS makes by itself: members of the group reach each other. */
  private static final IngressRule AMONG_MEMBERS =
      new IngressRule("-1", 0, 65_535, List.of(), List.of());

  private final DefaultGroupClosed control = new DefaultGroupClosed();

  private static SecurityGroup group(String owner, List<IngressRule> ingress, boolean egress) {
    return new SecurityGroup(
        "arn:aws:ec2:eu-west-1:" + owner + ":security-group/sg-1",
        "default",
        owner,
        ingress,
        egress);
  }

  @Test
  void passesWithoutAnyRule() {
    assertThat(control.judge(group(ACCOUNT, List.of(), false), SCENE)).isEqualTo(Judgement.pass());
  }

  @Test
  void failsOnTheRuleAmongMembersThatAwsMakes() {
    assertThat(control.judge(group(ACCOUNT, List.of(AMONG_MEMBERS), false), SCENE))
        .isEqualTo(Judgement.fail("inbound rules", "no rules"));
  }

  @Test
  void failsOnOutboundRulesToo() {
    assertThat(control.judge(group(ACCOUNT, List.of(), true), SCENE))
        .isEqualTo(Judgement.fail("outbound rules", "no rules"));
    assertThat(control.judge(group(ACCOUNT, List.of(AMONG_MEMBERS), true), SCENE))
        .isEqualTo(Judgement.fail("inbound and outbound rules", "no rules"));
  }

  @Test
  void leavesGroupsOfOtherAccountsToThem() {
    assertThat(control.judge(group("999988887777", List.of(AMONG_MEMBERS), true), SCENE))
        .isEqualTo(Judgement.judgedIn("999988887777", "shared security groups"));
  }

  @Test
  void onlyReports() {
    assertThat(control.writes()).isEmpty();
    assertThat(control.fix(group(ACCOUNT, List.of(AMONG_MEMBERS), true), SCENE).changes())
        .isEmpty();
    assertThat(control.info().byHand()).isNotEmpty();
  }

  @Test
  void isAboutTheGroupThatIsCalledDefaultAndNoOther() {
    assertThat(group(ACCOUNT, List.of(), false).isDefault()).isTrue();
    assertThat(new SecurityGroup("arn", "default-web", ACCOUNT, List.of(), false).isDefault())
        .isFalse();
  }

  @Test
  void takesOneListOfGroups() {
    assertThat(control.reading().actions()).containsExactly("ec2:DescribeSecurityGroups");
  }
}
