package io.awsposture.scenario;

import java.time.Instant;

/** What STS says where the emulator would not say it. */
final class StsAnswers {
  private StsAnswers() {}

  /** The answer to AssumeRole: a session of this account until this time. */
  static String session(String account, Instant expiration) {
    return """
    <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>\
    <Credentials><AccessKeyId>AKIA%s</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>\
    <SessionToken>token</SessionToken><Expiration>%s</Expiration></Credentials>\
    </AssumeRoleResult></AssumeRoleResponse>\
    """
        .formatted(account, expiration);
  }
}
