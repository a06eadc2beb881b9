package io.awsposture.services.cloudtrail;

import io.awsposture.control.Scene;
import java.util.Map;
import java.util.Optional;

/**
 * A multi-Region trail to be made in the home Region.
 *
 * @param kmsKey the ARN of a key or an alias
 * @param furtherCopy another trail records management events already, or may
 */
public record NewTrail(
    Delivery delivery,
    Optional<String> kmsKey,
    boolean validated,
    Map<String, String> tags,
    boolean furtherCopy) {
  /** A trail to be made, with unchangeable tags. */
  public NewTrail {
    tags = Map.copyOf(tags);
  }

  /** The trail that the baseline asks for, delivering into this bucket. */
  public static NewTrail wanted(String bucket, AccountTrails trails, Scene scene) {
    var wanted = scene.desired().cloudTrail();
    String arn =
        "arn:%s:cloudtrail:%s:%s:trail/%s"
            .formatted(scene.partition(), scene.homeRegion(), scene.account(), wanted.name());
    return new NewTrail(
        new Delivery(arn, bucket, wanted.prefix()),
        wanted.kmsKeyArn(),
        wanted.logFileValidation(),
        scene.tags(),
        trails.mayRecordAlready());
  }

  /** It in a few words. */
  String text() {
    return "multi-Region trail into bucket "
        + delivery.bucket()
        + kmsKey.map(key -> ", encrypted with " + key).orElse("");
  }
}
