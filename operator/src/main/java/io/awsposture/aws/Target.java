package io.awsposture.aws;

import java.util.Optional;

/**
 * The account to go to, and how.
 *
 * @param account 12 digits
 * @param partition as in ARNs
 * @param homeRegion where account-global things are asked and whose STS endpoint is used
 * @param readRole name of the role to read with, path included; empty: the caller's own identity
 * @param writeRole name of the role to write with, path included; empty: nothing is ever written
 * @param externalId sent with every AssumeRole; empty: none
 * @param sessionName tells the resource in CloudTrail; 2 to 64 of word characters and {@code =,.@-}
 */
public record Target(
    String account,
    String partition,
    String homeRegion,
    Optional<String> readRole,
    Optional<String> writeRole,
    Optional<String> externalId,
    String sessionName) {

  /** The ARN of one of the account's roles, by its name with path. */
  public String roleArn(String name) {
    return "arn:" + partition + ":iam::" + account + ":role/" + name;
  }
}
