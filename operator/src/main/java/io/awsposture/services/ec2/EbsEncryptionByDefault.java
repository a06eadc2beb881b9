package io.awsposture.services.ec2;

import static io.awsposture.api.v1alpha1.Severity.MEDIUM;

import io.avaje.spi.ServiceProvider;
import io.awsposture.aws.Cause;
import io.awsposture.control.Control;
import io.awsposture.control.ControlInfo;
import io.awsposture.control.Desired;
import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;
import io.awsposture.observe.Observed;
import io.awsposture.observe.Reading;
import io.awsposture.plan.Steps;
import java.util.Optional;

/** New EBS volumes are encrypted, with the baseline's key where it names one. */
@ServiceProvider
@ControlInfo(
    id = "EC2.7",
    title = "EBS encryption by default is on",
    severity = MEDIUM,
    why = "Volumes that nobody thought to encrypt can be read by whoever gets hold of a snapshot.")
public final class EbsEncryptionByDefault extends Control.OfAccount<EbsDefaults> {
  /** Found by {@code ServiceLoader}. */
  public EbsEncryptionByDefault() {
    super(EbsReadings.DEFAULTS_AND_KEY, Ec2Changes.SET_DEFAULT_KEY, Ec2Changes.ENABLE_ENCRYPTION);
  }

  /** Where volumes are encrypted and no key is asked for, it does not matter with which. */
  @Override
  public Reading<EbsDefaults> reading(Desired desired) {
    return desired.ebsEncryption().kmsKeyArn().isPresent() ? reading() : EbsReadings.DEFAULTS;
  }

  @Override
  public Judgement judge(EbsDefaults seen, Scene scene) {
    Optional<String> named = scene.desired().ebsEncryption().kmsKeyArn();
    if (seen.encrypted()) {
      return named
          .map(key ->
              Judgement.passIf(
                  seen.uses(key, scene.region()), "on, with " + seen.keyName(), "on, with " + key))
          .orElseGet(Judgement::pass);
    }
    return Judgement.fail("off", named.map(key -> "on, with " + key).orElse("on"))
        .notes(seen.notes(named.isPresent()));
  }

  @Override
  public Steps fix(EbsDefaults seen, Scene scene) {
    return scene
        .desired()
        .ebsEncryption()
        .kmsKeyArn()
        .map(key -> fixWith(key, seen, scene))
        .orElseGet(() ->
            Steps.of(Ec2Changes.ENABLE_ENCRYPTION.on(seen.encrypting(Optional.empty(), scene))));
  }

  /** The key first: enabling would encrypt with whichever is the default at that moment. */
  private static Steps fixWith(String named, EbsDefaults seen, Scene scene) {
    Optional<String> here = EbsDefaults.keyIn(scene.region(), named);
    if (here.isEmpty()) {
      return Steps.blocked(
          "spec.ebsEncryption.kmsKeyArn names a key of another Region than %s, where nothing can be encrypted with it: name a multi-Region key that has a replica there, or no key"
              .formatted(scene.region()));
    }
    String key = here.get();
    return switch (seen.uses(named, scene.region())) {
      case Observed.Unknown<Boolean>(Cause cause) ->
          Steps.blocked("whether the default key is " + key + " is not known: " + cause.text());
      case Observed.Known<Boolean>(Boolean used) ->
          Steps.none()
              .when(!used, () -> Ec2Changes.SET_DEFAULT_KEY.on(seen.changedTo(key, scene)))
              .when(
                  !seen.encrypted(),
                  () -> Ec2Changes.ENABLE_ENCRYPTION.on(seen.encrypting(Optional.of(key), scene)));
    };
  }
}
