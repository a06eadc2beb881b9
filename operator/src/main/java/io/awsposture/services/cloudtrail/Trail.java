package io.awsposture.services.cloudtrail;

import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;
import io.awsposture.plan.Steps;
import java.util.Optional;

/**
 * The settings of one trail. A member of an organization sees the organization's trails among its
 * own.
 *
 * @param multiRegion false: it records its home Region only
 * @param kmsKey the ARN of the key that encrypts its log files
 * @param validated it writes digests by which log files can be validated
 * @param customSelectors false: nobody gave it event selectors, so it has the default ones
 * @param operator the id of the operator that made it, by its tag; empty where it has none. Tags
 *     are read only where a setting is off that a change would turn on; a trail whose tags were not
 *     read counts as somebody else's
 */
public record Trail(
    String arn,
    String name,
    String homeRegion,
    boolean multiRegion,
    String bucket,
    Optional<String> prefix,
    Optional<String> kmsKey,
    boolean validated,
    boolean customSelectors,
    Optional<String> operator) {

  /** The account that made it: for an organization's trail the management account. */
  public String owner() {
    return arn.split(":", 6)[4];
  }

  /** True where this account may change it. */
  public boolean isOwnedBy(String account) {
    return owner().equals(account);
  }

  /** The same trail, its tags having been read. */
  Trail tagged(Optional<String> asOperator) {
    return new Trail(
        arn,
        name,
        homeRegion,
        multiRegion,
        bucket,
        prefix,
        kmsKey,
        validated,
        customSelectors,
        asOperator);
  }

  /** True where the operator of this scene made it: another one's trail is somebody else's. */
  boolean isOurs(Scene scene) {
    return operator.filter(scene.operator()::equals).isPresent();
  }

  /**
   * Changes are made in its home Region, where the account's AwsAccount does not leave that out.
   */
  Steps atHome(Scene scene, Steps steps) {
    return scene
        .regions()
        .whyLeftOut(homeRegion, scene.homeRegion())
        .map(why ->
            Steps.blocked(
                "trail %s can be changed in its home Region %s alone, which spec.regions leaves out: %s"
                    .formatted(name, homeRegion, why)))
        .orElseGet(() -> steps.in(homeRegion));
  }

  /** What is said of the settings of a trail that this account only sees. */
  Judgement judgedAtItsOwner() {
    return Judgement.judgedIn(owner(), "organization trail " + name);
  }

  /** Where it delivers its log files. */
  public Delivery delivery() {
    return new Delivery(arn, bucket, prefix);
  }
}
