package io.awsposture.cli;

import static io.awsposture.cli.CheckSample.ROOT;
import static io.awsposture.cli.CheckSample.fail;
import static io.awsposture.cli.CheckSample.finding;
import static io.awsposture.cli.CheckSample.owned;
import static io.awsposture.cli.CheckSample.pass;
import static io.awsposture.cli.CheckSample.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.aws.Cause;
import io.awsposture.control.Finding;
import io.awsposture.control.Owner;
import io.awsposture.control.Verdict;
import io.awsposture.evaluate.RegionView;
import io.awsposture.plan.Steps;
import io.awsposture.plan.Write;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads. */
class TableReportTest {
  private static final Write<String> SWITCH_ON =
      Write.<String>of("guardduty:CreateDetector")
          .risk(Risk.COSTS)
          .turns("no detector", "enabled")
          .costs("AWS bills the events analysed")
          .by((_, _) -> {});

  private final Path folder;

  TableReportTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aFailingControlIsToldWithAllThatIsAlikeOnce() {
    CheckSample sample =
        new CheckSample(folder, "{controls: [{id: GuardDuty.1}, {id: S3.1}]}")
            .regions("eu-west-1", "us-east-1", "us-west-2")
            .says("GuardDuty.1", "us-west-2", pass());
    for (String region : List.of("eu-west-1", "us-east-1")) {
      sample.says(
          "GuardDuty.1",
          region,
          fail(finding("GuardDuty.1", region, ROOT, Steps.of(SWITCH_ON.on("x")))));
    }
    assertThat(table(sample.read()))
        .isEqualTo(
            """
            security/payments-prod   account 111122223333               score 50 %   strict 50 %   weighted 28 %
              baseline security/foundation, mode Observe
              3 Regions read

              High      GuardDuty.1  GuardDuty is enabled                                 Fail in 2 of 3 Regions
                        it is off -> it is on
                          in eu-west-1, us-east-1
                        fix: guardduty:CreateDetector x 2 (Costs): no detector -> enabled
                          cost: AWS bills the events analysed
                          needs mode: Enforce, accept: [Costs]

              1 of 2 controls pass, 1 fail
            """);
  }

  @Test
  void resourcesAreNamedUpToFive() {
    Finding[] findings =
        IntStream.rangeClosed(1, 7)
            .mapToObj(number ->
                finding(
                    "EC2.2",
                    "us-east-1",
                    "arn:aws:ec2:us-east-1:111122223333:security-group/sg-" + number,
                    Steps.none()))
            .toArray(Finding[]::new);
    CheckSample sample =
        new CheckSample(folder, "{controls: [{id: EC2.2}]}")
            .regions("us-east-1")
            .says("EC2.2", "us-east-1", fail(findings));
    assertThat(table(sample.read()))
        .contains(
            """
                        it is off -> it is on
                          arn:aws:ec2:us-east-1:111122223333:security-group/sg-1
                          arn:aws:ec2:us-east-1:111122223333:security-group/sg-2
                          arn:aws:ec2:us-east-1:111122223333:security-group/sg-3
                          arn:aws:ec2:us-east-1:111122223333:security-group/sg-4
                          arn:aws:ec2:us-east-1:111122223333:security-group/sg-5
                          and 2 more: -o json lists all
                        by hand: Give what uses the default group a group of its own, then revoke all inbound
            """);
  }

  @Test
  void whatAFixLacksShowsBeforeAnybodyAllowsIt() {
    CheckSample sample =
        new CheckSample(folder, "{controls: [{id: CloudTrail.1}]}")
            .regions("us-east-1")
            .says(
                "CloudTrail.1",
                "us-east-1",
                fail(finding("CloudTrail.1", "us-east-1", ROOT, Steps.none())))
            .lacks("CloudTrail.1", "add a statement to the policy of bucket org-trail");

    assertThat(table(sample.read()))
        .contains("blocked: add a statement to the policy of bucket org-trail");
  }

  @Test
  void whatIsNotKnownComesAfterWhatFails() {
    CheckSample sample =
        new CheckSample(folder, "{controls: [{id: CloudTrail.1}, {id: GuardDuty.1}, {id: IAM.9}]}")
            .regions("eu-west-1", "us-east-1")
            .says("IAM.9", "us-east-1", unknown(new Cause.Denied("iam:GetAccountSummary", "")))
            .says("GuardDuty.1", "eu-west-1", unknown(new Cause.DeadlinePassed()))
            .says("GuardDuty.1", "us-east-1", pass())
            .says(
                "CloudTrail.1",
                "us-east-1",
                new Verdict.Fail(
                    2,
                    List.of(
                        finding(
                            "CloudTrail.1",
                            "us-east-1",
                            ROOT,
                            Steps.blocked("set cloudTrail.bucket in the baseline"))),
                    Map.of(
                        "arn:aws:cloudtrail:us-east-1:111122223333:trail/theirs",
                        new Cause.Denied("cloudtrail:GetEventSelectors", "")),
                    List.of("the trail of the organization is not among them")));
    assertThat(table(sample.read()))
        .endsWith(
            """
              2 Regions read

              High      CloudTrail.1  A multi-Region trail logs all management events                       Fail
                        it is off -> it is on
                        not known: denied: allow cloudtrail:GetEventSelectors to the role used
                          arn:aws:cloudtrail:us-east-1:111122223333:trail/theirs
                        note: the trail of the organization is not among them
                        blocked: set cloudTrail.bucket in the baseline

              Critical  IAM.9  The root user has an MFA device                                           Unknown
                        not known: denied: allow iam:GetAccountSummary to the role used

              High      GuardDuty.1  GuardDuty is enabled                              Unknown in 1 of 2 Regions
                        not known: no answer within the time given to this Region
                          in eu-west-1

              0 of 3 controls pass, 1 fail, 2 unknown
            """);
  }

  @Test
  void aBaselineThatAsksForNothingHasNoGoodNews() {
    assertThat(table(new CheckSample(folder, "{}").regions("us-east-1").read()))
        .endsWith(
            """
              1 Region read

              the baseline asks for no control that this version has, so nothing is known
            """);
  }

  @Test
  void whateverKeepsAControlFromCountingIsSaid() {
    CheckSample sample =
        new CheckSample(
                folder,
                """
                {mode: Enforce, frameworks: [cis-aws-9.0], controls: [
                  {id: S3.1}, {id: S3.99}, {id: KMS.4, severity: Low, reason: "keys are few and watched"},
                  {id: EC2.2, mode: Disabled, reason: "the network team owns these", reviewBy: "2027-06-30"}]}
                """)
            .regions("us-east-1")
            .region("eu-west-1", RegionView.State.EXCLUDED, "denied by SCP p-regions")
            .region("eu-west-2", RegionView.State.UNREACHABLE, "no answer")
            .region("eu-west-3", RegionView.State.DENIED_BY_ORGANIZATION, "by p-1")
            .region("af-south-1", RegionView.State.DISABLED, "not enabled for the account")
            .region("us-wset-1", RegionView.State.MISSING, "AWS lists no such Region")
            .says(
                "S3.1",
                "us-east-1",
                fail(owned("S3.1", "us-east-1", new Owner("organization", "its S3 policy"))));
    CheckResult result = sample.read();
    assertThat(table(result))
        .contains(
            """
              baseline security/foundation, mode Enforce
              1 Region read, 1 not enabled for the account
              eu-west-1 excluded: denied by SCP p-regions
              eu-west-2 not reached: no answer
              eu-west-3 denied by the organization: by p-1
              us-wset-1 not read: AWS lists no such Region
            """)
        .contains("              managed by organization, so never changed here: its S3 policy\n")
        .endsWith(
            """
              1 of 2 controls pass, 1 fail
              EC2.2 disabled: the network team owns these (review by 2027-06-30)
              KMS.4 counts as Low, not Medium: keys are few and watched
              S3.99 is asked for and no control of this version: is S3.1 meant?
              framework cis-aws-9.0 is not known to this version
            """);
  }

  @Test
  void anAccountThatWasNotReadHasNoScore() {
    assertThat(
            table(
                new CheckSample(folder, "{controls: [{id: S3.1}]}")
                    .notRead("AssumeRoleDenied", "create the role")))
        .isEqualTo(
            """
            security/payments-prod   account 111122223333                                               not read
              baseline security/foundation, mode Observe
              AssumeRoleDenied: create the role
            """);
  }

  @Test
  void noLineIsLongerThanThePageAndNoneObeysTheAccount() {
    String evil = "name \u001b[31m with \u0007 and " + "words ".repeat(40);
    CheckSample sample =
        new CheckSample(folder, "{controls: [{id: EC2.2}]}")
            .regions("us-east-1")
            .says(
                "EC2.2",
                "us-east-1",
                fail(
                    new Finding(
                        "EC2.2", "us-east-1", ROOT, evil, evil, Optional.empty(), Steps.none())));
    assertThat(table(sample.read()).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100).matches("\\P{Cntrl}*"));
  }

  @Test
  void manyRegionsAreNamedTheShortWay() {
    List<String> all = IntStream.rangeClosed(1, 17).mapToObj(number -> "r" + number).toList();
    assertThat(Regions.phrase(all, all)).isEqualTo("in all 17 Regions");
    assertThat(Regions.phrase(all.subList(2, 17), all)).isEqualTo("in all Regions but r1, r2");
    assertThat(Regions.phrase(all.subList(0, 9), all))
        .isEqualTo("in r1, r2, r3, r4, r5, r6 and 3 more");
    assertThat(Regions.phrase(all.subList(0, 2), all.subList(0, 2))).isEqualTo("in both Regions");
    assertThat(Regions.phrase(List.of("r1"), List.of("r1"))).isEqualTo("in r1");
  }

  private static String table(CheckResult result) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TableReport.write(result, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
