package io.awsposture.aws;

import java.util.List;

/** Which operations of the AWS APIs change nothing, told by their names. */
final class Operations {
  private static final List<String> READS =
      List.of(
          "Get",
          "List",
          "Describe",
          "BatchGet",
          "Head",
          "Lookup",
          "GenerateCredentialReport",
          "AssumeRole");

  private Operations() {}

  /**
   * True for an operation that changes nothing an account's owner would notice. Unknown names count
   * as writes.
   */
  static boolean isRead(String operation) {
    return READS.stream().anyMatch(operation::startsWith);
  }
}
