package io.awsposture.services.kms;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.control.Scene;
import io.awsposture.plan.Grant;
import io.awsposture.plan.Write;
import java.util.Set;

/** What AWS KMS is told to change. */
public final class KmsChanges {

  /** Has AWS KMS change the key's material once a year; what was encrypted stays readable. */
  public static final Write<Rotatable> ENABLE_ROTATION =
      Write.<Rotatable>of("kms:EnableKeyRotation")
          .risk(
              Set.of(Risk.ADDITIVE, Risk.ALTERS_FOREIGN),
              key -> key.ours() ? Risk.ADDITIVE : Risk.ALTERS_FOREIGN)
          .narrowed("kms:EnableKeyRotation", Grant::onOwn)
          .target(Rotatable::arn)
          .turns("rotation off", "rotation every 365 days")
          .costs("the key's first and second rotation each add a monthly charge for it")
          .by((aws, key) ->
              aws.use(KmsReadings.KMS).enableKeyRotation(request -> request.keyId(key.arn())));

  private KmsChanges() {}

  /**
   * A key that could rotate and does not.
   *
   * @param ours made by this operator; a key of anybody else may be described in code that would
   *     turn its rotation off again
   */
  public record Rotatable(String arn, boolean ours) {
    static Rotatable of(Key key, Scene scene) {
      return new Rotatable(key.arn(), key.isTagged(Scene.OPERATOR_TAG, scene.operator()));
    }
  }
}
