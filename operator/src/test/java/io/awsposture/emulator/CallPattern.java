package io.awsposture.emulator;

import java.util.function.Predicate;

/** Which calls a rule is about. Starts as all of them; each word narrows it. */
public final class CallPattern {
  private final Predicate<AwsCall> matches;

  private CallPattern(Predicate<AwsCall> matches) {
    this.matches = matches;
  }

  /** Any call. */
  public static CallPattern call() {
    return new CallPattern(any -> true);
  }

  /**
   * Calls to one service, by signing name: guardduty, config, cloudtrail, iam, sts, ec2, kms,
   * organizations, s3, s3control.
   */
  public CallPattern service(String service) {
    return and(call -> call.service().equals(service));
  }

  /** Calls of one operation; with a star at the end, of all that begin so. */
  public CallPattern operation(String operation) {
    return operation.endsWith("*")
        ? and(call -> call.operation().startsWith(operation.substring(0, operation.length() - 1)))
        : and(call -> call.operation().equals(operation));
  }

  /** Calls signed for one Region. */
  public CallPattern region(String region) {
    return and(call -> call.region().equals(region));
  }

  /** Calls by one account. */
  public CallPattern account(String account) {
    return and(call -> call.account().equals(account));
  }

  /** Calls with this text in their path, query or body, such as the name of a resource or role. */
  public CallPattern mentioning(String text) {
    return and(call ->
        call.request().target().contains(text)
            || Wire.decoded(call.request().text()).contains(text));
  }

  /** Calls that could change something. */
  public CallPattern writing() {
    return and(call -> !call.isRead());
  }

  /** Calls that take an action which is not among those allowed for reads and for writes. */
  CallPattern lacking(Predicate<String> reads, Predicate<String> writes) {
    return and(call -> Authorization.lacking(call, call.isRead() ? reads : writes).isPresent());
  }

  boolean matches(AwsCall call) {
    return matches.test(call);
  }

  private CallPattern and(Predicate<AwsCall> more) {
    return new CallPattern(matches.and(more));
  }
}
