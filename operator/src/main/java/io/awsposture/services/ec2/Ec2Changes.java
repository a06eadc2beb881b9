package io.awsposture.services.ec2;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.plan.Allowance;
import io.awsposture.plan.Grant;
import io.awsposture.plan.Write;
import io.awsposture.services.kms.KmsReadings;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What Amazon EC2 is told to change. */
public final class Ec2Changes {
  private static final String COST = "AWS KMS charges for the requests that encryption makes";

  /** Has new volumes and snapshot copies of the Region encrypted with another key. */
  public static final Write<NewDefaultKey> SET_DEFAULT_KEY =
      Write.<NewDefaultKey>of("ec2:ModifyEbsDefaultKmsKeyId", "kms:DescribeKey")
          .given(desired -> desired.ebsEncryption().kmsKeyArn().isPresent())
          .narrowed("kms:DescribeKey", Ec2Changes::onTheKey)
          .risks(Set.of(Risk.ADDITIVE, Risk.ALTERS_FOREIGN, Risk.DISRUPTS), NewDefaultKey::risks)
          .target(_ -> "EBS default key")
          .turns(NewDefaultKey::before, change -> change.key().arn())
          .costs(COST)
          .needs(
              KmsReadings.KEY_STATE_OF,
              change -> Optional.of(change.key().arn()),
              (state, _) -> state.whyNotUsable())
          .needs(
              KmsReadings.POLICY_OF,
              change -> change.customerKey().filter(LaunchKey::isJudgeable).map(LaunchKey::arn),
              (policy, change) -> change.key().obstacle(policy))
          .by((aws, change) ->
              aws.use(Ec2Readings.EC2)
                  .modifyEbsDefaultKmsKeyId(request -> request.kmsKeyId(change.key().arn())));

  /**
   * Has new volumes and snapshot copies of the Region encrypted; existing ones stay as they are. A
   * default key that cannot be used would stop launches.
   */
  public static final Write<Encrypting> ENABLE_ENCRYPTION =
      Write.<Encrypting>of("ec2:EnableEbsEncryptionByDefault")
          .risk(Set.of(Risk.ADDITIVE, Risk.DISRUPTS), Encrypting::risk)
          .target(_ -> "EBS encryption by default")
          .turns(_ -> "off", Encrypting::after)
          .costs(COST)
          .needs(
              KmsReadings.KEY_STATE_OF,
              change -> change.customerKey().map(LaunchKey::arn),
              (state, _) -> state.whyNotUsable())
          .needs(
              KmsReadings.POLICY_OF,
              change -> change.customerKey().filter(LaunchKey::isJudgeable).map(LaunchKey::arn),
              (policy, change) -> change.customerKey().flatMap(key -> key.obstacle(policy)))
          .by((aws, _) -> aws.use(Ec2Readings.EC2).enableEbsEncryptionByDefault(_ -> {}));

  private Ec2Changes() {}

  /** IAM knows keys by their own ARN alone, in whichever Region a replica of them is. */
  private static Grant onTheKey(Grant grant, Allowance allowance) {
    return allowance
        .desired()
        .ebsEncryption()
        .kmsKeyArn()
        .filter(key -> key.contains(":key/"))
        .map(key -> grant.on(key.replaceFirst("(:kms:)[^:]*:", "$1*:")))
        .orElse(grant);
  }

  /**
   * A default key in place of another one.
   *
   * @param before the present one
   * @param ofAws whether AWS manages the present one
   * @param inUse whether volumes are encrypted by default already
   */
  public record NewDefaultKey(String before, LaunchKey key, boolean ofAws, boolean inUse) {
    /** The key to be, where it is not the one that AWS manages. */
    private Optional<LaunchKey> customerKey() {
      return Optional.of(key).filter(it -> !DefaultKey.isOfAws(it.arn()));
    }

    /**
     * Whoever launches instances needs to be allowed to use a customer's key, so one that comes
     * into use at once may stop launches; so may one whose policy nobody here can read.
     */
    private Set<Risk> risks() {
      Set<Risk> risks = EnumSet.noneOf(Risk.class);
      if (!ofAws) {
        risks.add(Risk.ALTERS_FOREIGN);
      }
      if (inUse || customerKey().filter(it -> !it.isJudgeable()).isPresent()) {
        risks.add(Risk.DISRUPTS);
      }
      return risks.isEmpty() ? Set.of(Risk.ADDITIVE) : risks;
    }
  }

  /**
   * Encryption by default. With the key that AWS manages, new snapshots cannot be shared (Amazon
   * EBS, "Share an Amazon EBS snapshot").
   *
   * @param customerKey the key it will be done with; empty: the one that AWS manages, or one that
   *     could not be read
   * @param harmless whether it will be done with the key that AWS manages and nothing is shared
   */
  public record Encrypting(Optional<LaunchKey> customerKey, boolean harmless) {
    private Risk risk() {
      return customerKey.map(LaunchKey::isJudgeable).orElse(harmless)
          ? Risk.ADDITIVE
          : Risk.DISRUPTS;
    }

    private String after() {
      return customerKey.map(key -> "on, with " + key.arn()).orElse("on");
    }
  }
}
