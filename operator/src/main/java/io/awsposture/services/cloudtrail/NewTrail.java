package io.awsposture.services.cloudtrail;

import io.awsposture.aws.Cause;
import io.awsposture.control.Scene;
import io.awsposture.observe.Observed;
import io.awsposture.services.organizations.Organization;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A multi-Region trail to be made in the home Region.
 *
 * @param kmsKey the ARN of a key or an alias
 * @param furtherCopy another trail records management events already, or may
 * @param awaited until when a trail of the account's organization may yet show; empty: it would
 *     show
 */
public record NewTrail(
    Delivery delivery,
    Optional<String> kmsKey,
    boolean validated,
    Map<String, String> tags,
    boolean furtherCopy,
    Optional<Instant> awaited) {
  /** An account that joined an organization sees its trail late. */
  private static final Duration SHOWS_WITHIN = Duration.ofHours(24);

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
        trails.mayRecordAlready(),
        Optional.of(scene.firstSeen().plus(SHOWS_WITHIN)).filter(scene.now()::isBefore));
  }

  /** Why it is not made yet; an account that stands alone waits for nothing. */
  Optional<String> organizationObstacle(Observed<Optional<Organization>> organization) {
    String late =
        "a trail of the organization may show late in an account that is new to it: waited for until "
            + awaited.map(Instant::toString).orElse("");
    return switch (organization) {
      case Observed.Known<Optional<Organization>>(Optional<Organization> known) ->
          known.map(_ -> late);
      case Observed.Unknown<Optional<Organization>>(Cause cause) ->
          Optional.of(
              late + "; whether the account is in an organization is not known: " + cause.text());
    };
  }

  /** It in a few words. */
  String text() {
    return "multi-Region trail into bucket "
        + delivery.bucket()
        + kmsKey.map(key -> ", encrypted with " + key).orElse("");
  }
}
