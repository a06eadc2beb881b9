package io.awsposture.report;

import io.awsposture.api.v1alpha1.AwsAccountStatus;
import java.time.Instant;
import java.util.List;

/** Makes the status of an AwsAccount, always whole. */
public final class AccountStatusBuilder {

  /** A builder; it holds nothing. */
  public AccountStatusBuilder() {}

  /** The whole status, under 20 KB as JSON whatever it is made of. Pure. */
  public AwsAccountStatus build(AccountView view, Instant now) {
    return new AwsAccountStatus(
        view.account().getMetadata().getGeneration(),
        List.of(),
        null,
        null,
        null,
        List.of(),
        List.of(),
        null,
        List.of(),
        null,
        null,
        view.externalId(),
        view.handledScanRequest().orElse(null),
        null,
        List.of(),
        null);
  }
}
