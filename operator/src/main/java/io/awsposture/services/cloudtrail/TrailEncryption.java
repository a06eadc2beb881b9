package io.awsposture.services.cloudtrail;

import io.avaje.spi.ServiceProvider;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.control.Control;
import io.awsposture.control.ControlInfo;
import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;
import io.awsposture.plan.Steps;
import io.awsposture.services.cloudtrail.CloudTrailChanges.Encryption;

/** Log files are encrypted with a key of one's own (AWS Security Hub, "CloudTrail.2"). */
@ServiceProvider
@ControlInfo(
    id = "CloudTrail.2",
    title = "Trails encrypt their log files with a KMS key",
    severity = Severity.MEDIUM,
    resourceType = "AWS::CloudTrail::Trail",
    why =
        "With a KMS key, reading the logs takes a permission of its own, beyond that to read the"
            + " bucket, and each use of it is recorded.")
public final class TrailEncryption extends Control.OfResource<TrailAndKey> {

  /** The control. */
  public TrailEncryption() {
    super(CloudTrailReadings.TRAILS_AND_KEYS, CloudTrailChanges.ENCRYPT);
  }

  @Override
  public Judgement judge(TrailAndKey seen, Scene scene) {
    Trail trail = seen.trail();
    // A key that is switched off encrypts nothing and delivers nothing, but it is a key: AWS
    // Security Hub passes it.
    return trail.isOwnedBy(scene.account())
        ? Judgement.passIf(trail.kmsKey().isPresent(), "no KMS key", "a KMS key")
            .notes(seen.trouble().stream())
        : trail.judgedAtItsOwner();
  }

  @Override
  public Steps fix(TrailAndKey seen, Scene scene) {
    Trail trail = seen.trail();
    return trail.atHome(
        scene,
        Steps.given(
            scene.desired().cloudTrail().kmsKeyArn(),
            "spec.cloudTrail.kmsKeyArn",
            key ->
                Steps.of(
                    CloudTrailChanges.ENCRYPT.on(
                        new Encryption(trail.delivery(), key, trail.isOurs(scene))))));
  }
}
