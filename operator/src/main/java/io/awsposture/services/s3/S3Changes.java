package io.awsposture.services.s3;

import static io.awsposture.api.v1alpha1.Risk.DISRUPTS;

import io.awsposture.aws.Clients;
import io.awsposture.plan.Write;
import software.amazon.awssdk.services.s3control.model.PublicAccessBlockConfiguration;

/** What is changed in Amazon S3. */
public final class S3Changes {

  /**
   * Turns on all four settings of the account's public access block; the argument is what it was.
   * Websites and downloads that were public on purpose stop.
   */
  public static final Write<PublicAccessBlock> BLOCK_PUBLIC_ACCESS =
      Write.<PublicAccessBlock>of("s3:PutAccountPublicAccessBlock")
          .risk(DISRUPTS)
          .target(_ -> "S3 public access block of the account")
          .turns(PublicAccessBlock::off, _ -> "all four settings on")
          .by((aws, _) -> blockPublicAccess(aws));

  private S3Changes() {}

  private static void blockPublicAccess(Clients aws) {
    PublicAccessBlockConfiguration full =
        PublicAccessBlockConfiguration.builder()
            .blockPublicAcls(true)
            .ignorePublicAcls(true)
            .blockPublicPolicy(true)
            .restrictPublicBuckets(true)
            .build();
    aws.use(S3Readings.S3_CONTROL)
        .putPublicAccessBlock(
            request -> request.accountId(aws.account()).publicAccessBlockConfiguration(full));
  }
}
