package io.awsposture.bench;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.awsposture.emulator.Call;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What one measured scan asked AWS, attempts that were throttled included. */
record CallSheet(List<Call> calls) {
  /** The longest chain in which each call needs the answer of the one before; from the code. */
  static final List<String> LONGEST_CHAIN =
      List.of(
          "AssumeRole",
          "GetCallerIdentity",
          "DescribeRegions",
          "ListKeys",
          "DescribeKey",
          "GetKeyRotationStatus",
          "ListResourceTags");

  private record Question(
      String account, String region, String service, String operation, String request) {}

  int attempts() {
    return calls.size();
  }

  /** Attempts that AWS did not refuse for being too many. */
  List<Call> answered() {
    return calls.stream().filter(call -> !isThrottled(call)).toList();
  }

  long throttled() {
    return calls.stream().filter(CallSheet::isThrottled).count();
  }

  /** Calls of each Region, the account-wide ones in the Region they were signed for. */
  Map<String, Long> perRegion() {
    return answered().stream().collect(groupingBy(Call::region, TreeMap::new, counting()));
  }

  /** Calls of each operation. */
  Map<String, Long> perOperation() {
    return answered().stream()
        .collect(
            groupingBy(call -> call.service() + ":" + call.operation(), TreeMap::new, counting()));
  }

  /** What was asked more than once and answered each time. */
  Map<String, Long> askedAgain() {
    return answered().stream()
        .collect(
            groupingBy(
                call ->
                    new Question(
                        call.account(),
                        call.region(),
                        call.service(),
                        call.operation(),
                        call.request()),
                counting()))
        .entrySet()
        .stream()
        .filter(asked -> asked.getValue() > 1)
        .collect(
            Collectors.toMap(
                asked -> asked.getKey().operation() + " in " + asked.getKey().region(),
                Map.Entry::getValue,
                Long::sum,
                TreeMap::new));
  }

  /** How many calls of the longest chain were made in this scan. */
  long chain() {
    return LONGEST_CHAIN.stream()
        .filter(step -> calls.stream().anyMatch(call -> call.operation().equals(step)))
        .count();
  }

  /**
   * The fewest calls that the verdicts of the 14 controls on a {@link LargeAccount} can be told
   * from: what says who we are and where to look, one call for each list that fits one page, one
   * for each thing that no list describes, and none whose answer no verdict needs.
   */
  static int fewest(boolean signedIn) {
    int identity = signedIn ? 0 : 2; // AssumeRole, GetCallerIdentity
    int where = signedIn ? 0 : 1; // DescribeRegions
    // GetAccountSummary, ListVirtualMFADevices, GetAccountPasswordPolicy, GetPublicAccessBlock,
    // DescribeTrails, ListTrails, GetTrailStatus, and the tags of the trail that CloudTrail.2 finds
    // wanting: only they tell whether it is ours to mend
    int account = 8;
    // ListDetectors, GetDetector, DescribeSecurityGroups, GetEbsEncryptionByDefault,
    // DescribeConfigurationRecorders, DescribeConfigurationRecorderStatus,
    // DescribeDeliveryChannels, DescribeDeliveryChannelStatus, ListKeys
    int region = 9;
    // DescribeKey, GetKeyRotationStatus of each; the tags of those that do not rotate
    int keys = 2 * LargeAccount.KEYS + LargeAccount.KEYS_NOT_ROTATED;
    return identity + where + account + LargeAccount.REGIONS * (region + keys);
  }

  private static boolean isThrottled(Call call) {
    return call.errorCode().contains("Throttl")
        || call.errorCode().contains("TooMany")
        || call.errorCode().contains("RequestLimitExceeded")
        || call.errorCode().contains("SlowDown")
        || call.errorCode().contains("LimitExceeded");
  }
}
