package io.awsposture.reconcile;

import io.awsposture.api.v1alpha1.Access;
import io.awsposture.api.v1alpha1.AwsAccountSpec;
import io.awsposture.api.v1alpha1.BaselineReference;
import io.awsposture.api.v1alpha1.Mode;
import org.jspecify.annotations.Nullable;

/** Specs of made-up AwsAccounts. */
final class SampleSpec {
  private SampleSpec() {}

  /** Of this account, with all that may be left out left out. */
  static AwsAccountSpec of(String accountId) {
    return of(accountId, null);
  }

  /** Of this account, reached in this way. */
  static AwsAccountSpec of(String accountId, @Nullable Access access) {
    return new AwsAccountSpec(
        accountId,
        "aws",
        new BaselineReference("foundation", null),
        access,
        null,
        null,
        "10m",
        Mode.ENFORCE,
        false,
        false);
  }
}
