package io.awsposture.aws;

import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/** Which failed attempts the SDK repeats by itself. */
final class Retries {
  private Retries() {}

  /** Everything that the SDK thinks worth another attempt. */
  static RetryStrategy ofReads(int attempts) {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(attempts).build();
  }

  /**
   * Throttles only. A throttled write was not carried out; any other failure leaves that open, so
   * it is observed, never repeated.
   */
  static RetryStrategy ofWrites(int attempts) {
    return DefaultRetryStrategy.standardStrategyBuilder()
        // Else the client adds everything that reads retry, lost connections among them.
        .useClientDefaults(false)
        .retryOnException(Retries::isThrottling)
        .treatAsThrottling(Retries::isThrottling)
        .maxAttempts(attempts)
        .build();
  }

  private static boolean isThrottling(Throwable failure) {
    return failure instanceof SdkServiceException answer && answer.isThrottlingException();
  }
}
