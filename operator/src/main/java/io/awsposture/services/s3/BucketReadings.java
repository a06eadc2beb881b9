package io.awsposture.services.s3;

import io.awsposture.observe.Reading;
import org.jspecify.annotations.Nullable;

/** What Amazon S3 is asked about single buckets. */
public final class BucketReadings {
  private static final String FIRST_REGION = "us-east-1";

  /** The Region of a bucket by the bucket's name. */
  public static final Reading.Family<String, String> REGION_OF =
      Reading.perAccount("Region of bucket", "s3:GetBucketLocation")
          .of((aws, bucket) ->
              named(
                  aws.use(S3Readings.S3)
                      .getBucketLocation(request -> request.bucket(bucket))
                      .locationConstraintAsString()));

  private BucketReadings() {}

  /** S3 leaves out the name of its first Region, and keeps an old one (GetBucketLocation). */
  private static String named(@Nullable String constraint) {
    return switch (constraint) {
      case null -> FIRST_REGION;
      case "" -> FIRST_REGION;
      case "EU" -> "eu-west-1";
      default -> constraint;
    };
  }
}
