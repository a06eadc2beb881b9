package io.awsposture.services.ec2;

import io.awsposture.control.Scene;
import io.awsposture.observe.Observed;
import io.awsposture.services.ec2.Ec2Changes.Encrypting;
import io.awsposture.services.ec2.Ec2Changes.NewDefaultKey;
import io.awsposture.services.kms.KeyArn;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How new EBS volumes and snapshots of a Region are encrypted.
 *
 * @param encrypted whether they are, where nobody says otherwise
 * @param key with which key; where they are encrypted, asked only where the baseline names one
 * @param sharing asked only where they are not encrypted; else none
 */
public record EbsDefaults(boolean encrypted, Observed<DefaultKey> key, Observed<Sharing> sharing) {

  /** True when the default key is the one of this ARN, as far as it can be used in the Region. */
  Observed<Boolean> uses(String named, String region) {
    return keyIn(region, named)
        .map(there -> key.then(mine -> mine.is(new KeyArn(there))))
        .orElseGet(() -> Observed.known(false));
  }

  /** The ARN under which a named key can be used in a Region; empty: it cannot. */
  static Optional<String> keyIn(String region, String named) {
    return new KeyArn(named).in(region).map(KeyArn::text);
  }

  /** The default key's name, for a person. */
  String keyName() {
    return key.map(DefaultKey::id).ifKnown().orElse("a key that could not be read");
  }

  /** This key as the default one. */
  NewDefaultKey changedTo(String arn, Scene scene) {
    boolean ofAws = key.then(DefaultKey::isOfAws).isKnown(true);
    return new NewDefaultKey(keyName(), LaunchKey.of(arn, scene), ofAws, encrypted);
  }

  /** Encryption by default with this key, or else with the one that is the default now. */
  Encrypting encrypting(Optional<String> named, Scene scene) {
    boolean willBeOfAws =
        named.map(DefaultKey::isOfAws).orElseGet(() -> key.then(DefaultKey::isOfAws).isKnown(true));
    return new Encrypting(
        named
            .or(this::customerKey)
            .filter(arn -> !DefaultKey.isOfAws(arn))
            .map(arn -> LaunchKey.of(arn, scene)),
        willBeOfAws && sharing.isKnown(Sharing.NONE));
  }

  /** What a person should know before encryption is enabled. */
  Stream<String> notes(boolean keyIsNamed) {
    if (keyIsNamed) {
      return Stream.of(
          "the key's policy must let whoever launches instances use it,"
              + " AWSServiceRoleForAutoScaling included");
    }
    if (sharing.isKnown(Sharing.NONE) || customerKey().isPresent()) {
      return Stream.empty();
    }
    String shared = "own images or snapshots are shared with other accounts";
    return Stream.of(
        (sharing.isKnown(Sharing.SOME) ? shared : "it is not known whether " + shared)
            + ": new ones under the key that AWS manages cannot be;"
            + " spec.ebsEncryption.kmsKeyArn may name a customer key");
  }

  private Optional<String> customerKey() {
    return key.ifKnown().filter(mine -> mine.isOfAws().isKnown(false)).map(DefaultKey::id);
  }
}
