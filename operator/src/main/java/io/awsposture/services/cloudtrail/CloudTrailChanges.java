package io.awsposture.services.cloudtrail;

import static io.awsposture.services.cloudtrail.CloudTrailReadings.CLOUDTRAIL;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.control.Desired;
import io.awsposture.plan.Allowance;
import io.awsposture.plan.Grant;
import io.awsposture.plan.Write;
import io.awsposture.services.kms.KmsReadings;
import io.awsposture.services.organizations.OrganizationsReadings;
import io.awsposture.services.s3.BucketReadings;
import io.awsposture.services.s3.S3Readings;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudtrail.model.Tag;

/**
 * What can be changed in CloudTrail, in a trail's home Region and by its name there. UpdateTrail
 * changes what it is told and nothing else.
 */
public final class CloudTrailChanges {
  private static final Set<Risk> OURS_OR_FOREIGN = Set.of(Risk.ADDITIVE, Risk.ALTERS_FOREIGN);
  private static final String FURTHER_COPIES =
      "CloudTrail records the first copy of management events free of charge and bills every"
          + " further one; S3 bills what is stored";

  /** A stopped trail. */
  public record Stopped(String arn) {}

  /** A trail of one Region. */
  public record OneRegion(String arn, boolean ours) {}

  /**
   * A trail that does not record all management events.
   *
   * @param before what it records, in a few words
   * @param all all its selectors as they shall be
   */
  public record Selection(String arn, String before, EventSelectors all, boolean ours) {}

  /** A trail to be encrypted with a key. */
  public record Encryption(Delivery delivery, String key, boolean ours) {}

  /** A trail that shall write digests. */
  public record Validation(Delivery delivery, boolean ours) {}

  /** Starts a stopped trail. */
  public static final Write<Stopped> START =
      Write.<Stopped>of("cloudtrail:StartLogging")
          .risk(Risk.RESTORE)
          .target(Stopped::arn)
          .turns("stopped", "logging")
          .by((aws, trail) -> aws.use(CLOUDTRAIL).startLogging(r -> r.name(name(trail.arn()))));

  /** Makes a trail of one Region one of all Regions. */
  public static final Write<OneRegion> SPREAD =
      Write.<OneRegion>of("cloudtrail:UpdateTrail")
          .narrowed("cloudtrail:UpdateTrail", Grant::onOwn)
          .risk(OURS_OR_FOREIGN, trail -> alters(trail.ours()))
          .target(OneRegion::arn)
          .turns("one Region", "all Regions")
          .costs(FURTHER_COPIES)
          .by((aws, trail) ->
              aws.use(CLOUDTRAIL)
                  .updateTrail(r ->
                      // AWS refuses a multi-Region trail without global events.
                      r.name(name(trail.arn()))
                          .isMultiRegionTrail(true)
                          .includeGlobalServiceEvents(true)));

  /** Lets a trail record all management events besides what it records already. */
  public static final Write<Selection> SELECT_ALL =
      Write.<Selection>of("cloudtrail:PutEventSelectors")
          .narrowed("cloudtrail:PutEventSelectors", Grant::onOwn)
          .risk(OURS_OR_FOREIGN, selection -> alters(selection.ours()))
          .target(Selection::arn)
          .turns(Selection::before, _ -> "all management events")
          .costs(FURTHER_COPIES)
          .by((aws, selection) ->
              aws.use(CLOUDTRAIL)
                  .putEventSelectors(r ->
                      SelectorTranslation.write(
                          selection.all(), r.trailName(name(selection.arn())))));

  /** Makes a multi-Region trail, which records all management events once it is started. */
  public static final Write<NewTrail> CREATE =
      Write.<NewTrail>of("cloudtrail:CreateTrail", "cloudtrail:AddTags")
          .risk(
              Set.of(Risk.ADDITIVE, Risk.COSTS),
              trail -> trail.furtherCopy() ? Risk.COSTS : Risk.ADDITIVE)
          .target(trail -> trail.delivery().trail())
          .turns(_ -> "no trail", NewTrail::text)
          .costs(FURTHER_COPIES)
          .given(desired -> desired.cloudTrail().bucket().isPresent())
          .narrowed("cloudtrail:CreateTrail", CloudTrailChanges::onItsName)
          .narrowed("cloudtrail:AddTags", CloudTrailChanges::onItsName)
          .validatedByAws()
          .needs(
              S3Readings.POLICY_OF,
              trail -> Optional.of(trail.delivery().bucket()),
              (bucket, trail) ->
                  bucket.obstacle(
                      "correct spec.cloudTrail.bucket in the baseline",
                      policy ->
                          trail.validated()
                              ? trail.delivery().digestObstacle(policy)
                              : trail.delivery().bucketObstacle(policy)))
          .needs(
              CloudTrailChanges::namesAKey,
              KmsReadings.KEY_STATE_OF,
              NewTrail::kmsKey,
              (state, _) -> state.whyNotUsable())
          .needs(
              CloudTrailChanges::namesAKey,
              KmsReadings.POLICY_OF,
              NewTrail::kmsKey,
              (policy, trail) ->
                  trail.kmsKey().flatMap(key -> trail.delivery().keyObstacle(key, policy)))
          .needs(
              CloudTrailChanges::namesAKey,
              BucketReadings.REGION_OF,
              trail -> trail.kmsKey().map(_ -> trail.delivery().bucket()),
              (region, trail) ->
                  trail.kmsKey().flatMap(key -> trail.delivery().regionObstacle(key, region)))
          .needs(
              OrganizationsReadings.ORGANIZATION.tolerated(),
              trail -> trail.awaited().isPresent(),
              (organization, trail) -> trail.organizationObstacle(organization))
          .by((aws, trail) ->
              aws.use(CLOUDTRAIL)
                  .createTrail(r -> {
                    r.name(trail.delivery().trailName())
                        .s3BucketName(trail.delivery().bucket())
                        .isMultiRegionTrail(true)
                        .includeGlobalServiceEvents(true)
                        .enableLogFileValidation(trail.validated())
                        .tagsList(
                            trail.tags().entrySet().stream()
                                .map(tag ->
                                    Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                                .toList());
                    trail.delivery().prefix().ifPresent(r::s3KeyPrefix);
                    trail.kmsKey().ifPresent(r::kmsKeyId);
                  }));

  /**
   * Encrypts a trail's log files from now on. Whoever reads them needs {@code kms:Decrypt} then.
   */
  public static final Write<Encryption> ENCRYPT =
      Write.<Encryption>of("cloudtrail:UpdateTrail")
          .narrowed("cloudtrail:UpdateTrail", Grant::onOwn)
          .risks(
              Set.of(Risk.DISRUPTS, Risk.ALTERS_FOREIGN),
              trail ->
                  trail.ours() ? Set.of(Risk.DISRUPTS) : Set.of(Risk.DISRUPTS, Risk.ALTERS_FOREIGN))
          .always(Risk.DISRUPTS)
          .given(CloudTrailChanges::namesAKey)
          .target(trail -> trail.delivery().trail())
          .turns(_ -> "no KMS key", trail -> "encrypted with " + trail.key())
          .costs("KMS bills a request for each log file")
          .validatedByAws()
          .needs(
              KmsReadings.KEY_STATE_OF,
              trail -> Optional.of(trail.key()),
              (state, _) -> state.whyNotUsable())
          .needs(
              KmsReadings.POLICY_OF,
              trail -> Optional.of(trail.key()),
              (policy, trail) -> trail.delivery().keyObstacle(trail.key(), policy))
          .needs(
              BucketReadings.REGION_OF,
              trail -> Optional.of(trail.delivery().bucket()),
              (region, trail) -> trail.delivery().regionObstacle(trail.key(), region))
          .by((aws, trail) ->
              aws.use(CLOUDTRAIL)
                  .updateTrail(r -> r.name(trail.delivery().trailName()).kmsKeyId(trail.key())));

  /** Lets a trail write digests from now on. */
  public static final Write<Validation> VALIDATE =
      Write.<Validation>of("cloudtrail:UpdateTrail")
          .narrowed("cloudtrail:UpdateTrail", Grant::onOwn)
          .risk(OURS_OR_FOREIGN, trail -> alters(trail.ours()))
          .target(trail -> trail.delivery().trail())
          .turns("no digests", "digests")
          .costs("S3 stores one small digest an hour and Region")
          .validatedByAws()
          .needs(
              S3Readings.POLICY_OF,
              trail -> Optional.of(trail.delivery().bucket()),
              (bucket, trail) ->
                  bucket.obstacle(
                      "let the trail deliver to another", trail.delivery()::digestObstacle))
          .by((aws, trail) ->
              aws.use(CLOUDTRAIL)
                  .updateTrail(
                      r -> r.name(trail.delivery().trailName()).enableLogFileValidation(true)));

  private CloudTrailChanges() {}

  private static Risk alters(boolean ours) {
    return ours ? Risk.ADDITIVE : Risk.ALTERS_FOREIGN;
  }

  private static boolean namesAKey(Desired desired) {
    return desired.cloudTrail().kmsKeyArn().isPresent();
  }

  private static Grant onItsName(Grant grant, Allowance allowance) {
    return grant.on(
        "arn:%s:cloudtrail:*:%s:trail/%s"
            .formatted(Grant.PARTITION, Grant.ACCOUNT, allowance.desired().cloudTrail().name()));
  }

  private static String name(String arn) {
    return arn.substring(arn.indexOf('/') + 1);
  }
}
