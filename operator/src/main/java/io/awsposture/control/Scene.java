package io.awsposture.control;

import io.awsposture.observe.RegionScope;
import java.time.Instant;
import java.util.Map;

/**
 * Where and when a thing is judged. The only clock that controls know.
 *
 * @param operator the id of this installation, which what it creates is tagged with
 * @param regions which of the account's Regions are looked at
 * @param firstSeen when the account was first scanned; the beginning of time where nobody knows
 */
public record Scene(
    String partition,
    String account,
    String region,
    String homeRegion,
    String operator,
    Instant now,
    Desired desired,
    RegionScope regions,
    Instant firstSeen) {

  /** A scene in which no Region is left out, of an account that is known for long. */
  public Scene(
      String partition,
      String account,
      String region,
      String homeRegion,
      String operator,
      Instant now,
      Desired desired) {
    this(
        partition,
        account,
        region,
        homeRegion,
        operator,
        now,
        desired,
        RegionScope.ALL_ENABLED,
        Instant.MIN);
  }

  /**
   * The tag of everything an operator created: its value is the operator's id, its absence means
   * that somebody else made the thing.
   */
  public static final String OPERATOR_TAG = "awsposture-operator";

  /** The tags of what is created here. */
  public Map<String, String> tags() {
    return Map.of(OPERATOR_TAG, operator);
  }

  /**
   * The ARN that findings about the account as a whole carry. One form for good: whoever keeps a
   * list of findings matches on it.
   */
  public String accountArn() {
    return "arn:" + partition + ":iam::" + account + ":root";
  }

  /** The same scene in another Region. */
  public Scene in(String other) {
    return new Scene(
        partition, account, other, homeRegion, operator, now, desired, regions, firstSeen);
  }
}
