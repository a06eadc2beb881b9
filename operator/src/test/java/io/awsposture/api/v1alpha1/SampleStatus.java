package io.awsposture.api.v1alpha1;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A status as an account with much drift has it, every list as long as it gets. */
final class SampleStatus {

  private static final List<String> CONTROLS =
      List.of(
          "GuardDuty.1",
          "Config.1",
          "CloudTrail.1",
          "CloudTrail.2",
          "CloudTrail.4",
          "IAM.4",
          "IAM.6",
          "IAM.7",
          "IAM.9",
          "S3.1",
          "EC2.2",
          "EC2.7",
          "EC2.19",
          "KMS.4");
  private static final List<String> REGIONS =
      List.of("us-east-1", "us-west-2", "eu-central-1", "eu-west-1", "ap-southeast-2");

  private SampleStatus() {}

  /**
   * Builds the status.
   *
   * @param account 12 digits, part of every ARN
   * @param generation that it speaks of
   * @param now when its scan ended
   */
  static AwsAccountStatus of(String account, long generation, Instant now) {
    return new AwsAccountStatus(
        generation,
        List.of(
            condition("Ready", ConditionStatus.TRUE, "Scanned", generation, now),
            condition("Reachable", ConditionStatus.TRUE, "RoleAssumed", generation, now),
            condition("Compliant", ConditionStatus.FALSE, "Drift", generation, now),
            condition("Enforced", ConditionStatus.FALSE, "ModeObserve", generation, now)),
        new AppliedBaseline("foundation", "security", "b-0123456789ab"),
        new AccountScore(64, 57, 49),
        new FailingControls(1, 2, 2, 1, 6),
        CONTROLS.stream().map(id -> control(id, now)).toList(),
        IntStream.range(0, 20).mapToObj(i -> finding(account, i, now)).toList(),
        new PlanStatus(
            "p-0123456789abcdef",
            23,
            12,
            IntStream.range(0, 10).mapToObj(i -> planned(account, i)).toList()),
        IntStream.range(0, 10).mapToObj(i -> made(account, i, now)).toList(),
        new ScanStatus(now.minusSeconds(3), now, now.plusSeconds(1800), 312, 4, 1),
        new RegionsStatus(
            16,
            11,
            1,
            0,
            1,
            List.of(
                new UnreadRegion(
                    "me-south-1",
                    RegionState.DENIED_BY_ORGANIZATION,
                    "explicitly denied by the service control policy p-regions for 3 services"),
                new UnreadRegion(
                    "sa-east-1", RegionState.UNREACHABLE, "no answer within 20 seconds"))),
        "awsposture-3f2504e04f8941d39a0c0305e82c3301",
        "2026-11-22T06:00:00Z",
        now,
        now,
        IntStream.range(0, 10)
            .mapToObj(i ->
                new MendedSetting(
                    "s-%012x".formatted(i * 7919L), CONTROLS.get(i), 2, now, i == 0 ? now : null))
            .toList(),
        new SpentBudget(now, 3, now, 11),
        List.of(
            new Weakening(
                WeakeningKind.REGION_EXCLUDED, "me-south-1", "denied by SCP p-regions", null)),
        2,
        new NonCompliance(
            now,
            CONTROLS.stream().collect(Collectors.toMap(id -> id, _ -> 3)),
            CONTROLS.stream().collect(Collectors.toMap(id -> id, _ -> 1_234_567L))));
  }

  private static Condition condition(
      String type, ConditionStatus status, String reason, long generation, Instant now) {
    return new Condition(
        type,
        status,
        generation,
        now,
        reason,
        "6 of 14 controls fail, 1 of them critical: Config.1 (17 findings), then GuardDuty.1");
  }

  private static ControlStatus control(String id, Instant now) {
    return new ControlStatus(
        id,
        VerdictValue.FAIL,
        Severity.HIGH,
        Mode.ENFORCE,
        17,
        3,
        2,
        1,
        null,
        now,
        "3 of 17 Regions have no enabled detector: us-east-1, us-west-2, eu-central-1");
  }

  private static FindingStatus finding(String account, int i, Instant now) {
    String region = REGIONS.get(i % REGIONS.size());
    return new FindingStatus(
        CONTROLS.get(i % CONTROLS.size()),
        region,
        "arn:aws:ec2:%s:%s:security-group/sg-%017x".formatted(region, account, i * 104729L),
        "port 22 open to 0.0.0.0/0",
        "no high-risk port open to the internet",
        now);
  }

  private static PlannedChange planned(String account, int i) {
    String region = REGIONS.get(i % REGIONS.size());
    return new PlannedChange(
        "c-%012x".formatted(i * 15485863L),
        CONTROLS.get(i % CONTROLS.size()),
        region,
        "config:PutConfigurationRecorder",
        "arn:aws:config:%s:%s:config-recorder/default".formatted(region, account),
        Risk.COSTS,
        "no recorder",
        "recorder default, all types, continuous",
        "AWS Config charges for each recorded configuration item",
        "needs accept: [Costs] in the entry of Config.1");
  }

  private static MadeChange made(String account, int i, Instant now) {
    String region = REGIONS.get(i % REGIONS.size());
    return new MadeChange(
        now,
        "c-%012x".formatted(i * 32452843L),
        "GuardDuty.1",
        region,
        "guardduty:CreateDetector",
        "arn:aws:guardduty:%s:%s:detector".formatted(region, account).toLowerCase(Locale.ROOT),
        "no detector",
        "detector enabled, FIFTEEN_MINUTES",
        "guardduty-payments",
        "Made",
        "");
  }
}
