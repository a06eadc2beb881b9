package io.awsposture.services.cloudtrail;

import io.avaje.spi.ServiceProvider;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.control.Control;
import io.awsposture.control.ControlInfo;
import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;
import io.awsposture.plan.Steps;
import io.awsposture.services.cloudtrail.CloudTrailChanges.Validation;

/** Log files can be proven unaltered (AWS Security Hub, "CloudTrail.4"). */
@ServiceProvider
@ControlInfo(
    id = "CloudTrail.4",
    title = "Trails write integrity digests for their log files",
    severity = Severity.LOW,
    resourceType = "AWS::CloudTrail::Trail",
    why =
        "Whoever covers their tracks alters or deletes log files. Signed digests show whether that"
            + " happened; for a time without them nobody can tell.")
public final class TrailValidation extends Control.OfResource<Trail> {

  /** The control. */
  public TrailValidation() {
    super(CloudTrailReadings.TRAILS, CloudTrailChanges.VALIDATE);
  }

  @Override
  public Judgement judge(Trail trail, Scene scene) {
    return trail.isOwnedBy(scene.account())
        ? Judgement.passIf(trail.validated(), "no digests", "digests")
        : trail.judgedAtItsOwner();
  }

  @Override
  public Steps fix(Trail trail, Scene scene) {
    return trail.atHome(
        scene,
        Steps.of(
            CloudTrailChanges.VALIDATE.on(new Validation(trail.delivery(), trail.isOurs(scene)))));
  }
}
