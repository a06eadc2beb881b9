package io.awsposture.emulator;

import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The error by which AWS answers a call, as the SDK reads it. */
record ServiceError(String code, String message, int status, boolean throttling) {

  /** Calls, and fails when that succeeds. */
  static ServiceError of(ThrowingCallable call) {
    AwsServiceException thrown = Assertions.catchThrowableOfType(AwsServiceException.class, call);
    Assertions.assertThat(thrown).as("the call should have failed").isNotNull();
    return new ServiceError(
        thrown.awsErrorDetails().errorCode(),
        thrown.awsErrorDetails().errorMessage(),
        thrown.statusCode(),
        thrown.isThrottlingException());
  }
}
