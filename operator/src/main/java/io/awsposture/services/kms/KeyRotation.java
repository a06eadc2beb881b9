package io.awsposture.services.kms;

import static io.awsposture.api.v1alpha1.Severity.MEDIUM;

import io.avaje.spi.ServiceProvider;
import io.awsposture.control.Control;
import io.awsposture.control.ControlInfo;
import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;
import io.awsposture.plan.Steps;
import io.awsposture.services.kms.Key.Rotation;
import io.awsposture.services.kms.KmsChanges.Rotatable;

/** Customer managed symmetric keys change their material every year. */
@ServiceProvider
@ControlInfo(
    id = "KMS.4",
    title = "Customer managed symmetric KMS keys rotate automatically",
    severity = MEDIUM,
    resourceType = "AWS::KMS::Key",
    why =
        "The longer the same key material is used, the more is lost with it. AWS KMS keeps the old"
            + " material, so nothing needs to be encrypted anew.")
public final class KeyRotation extends Control.OfResource<Key> {
  /** Found by {@code ServiceLoader}. */
  public KeyRotation() {
    super(KmsReadings.KEYS, KmsChanges.ENABLE_ROTATION);
  }

  @Override
  public Judgement judge(Key key, Scene scene) {
    return key.whyNotRotatable()
        .map(Judgement::notApplicable)
        .orElseGet(() ->
            key.rotation() == Rotation.ON
                ? Judgement.pass()
                : Judgement.fail("rotation off", "rotation on").managedBy(key.madeBy()));
  }

  @Override
  public Steps fix(Key key, Scene scene) {
    return Steps.of(KmsChanges.ENABLE_ROTATION.on(Rotatable.of(key, scene)));
  }
}
