package io.awsposture.aws;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Refusals as the SDK throws them. */
public final class SampleFailure {

  private SampleFailure() {}

  /** AWS refused with this code. */
  public static AwsServiceException of(String code) {
    return of(code, 400, "");
  }

  /** AWS refused with this code, HTTP status and message. */
  public static AwsServiceException of(String code, int status, String message) {
    return AwsServiceException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }
}
