package io.awsposture.services.kms;

import static java.util.Objects.requireNonNull;

import io.awsposture.aws.Rate;
import io.awsposture.aws.Service;
import io.awsposture.observe.Inventory;
import io.awsposture.observe.Observed;
import io.awsposture.observe.Reader;
import io.awsposture.observe.Reading;
import io.awsposture.services.kms.Key.Rotation;
import io.awsposture.services.policy.PolicyDocument;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.MultiRegionKeyType;
import software.amazon.awssdk.services.kms.model.Tag;

/** What AWS KMS is asked. */
public final class KmsReadings {
  static final Service<KmsClient> KMS =
      Service.regional("kms", KmsClient::builder, KmsClient.serviceMetadata())
          .limits(new Rate(100, 200), new Rate(3, 3));

  private static final int LARGEST_PAGE = 1000;

  /** The keys of the Region, those that AWS manages included. */
  static final Reading<Map<String, String>> KEY_ARNS =
      Reading.perRegion("ARNs of KMS keys", "kms:ListKeys")
          .by(aws ->
              Reading.byArn(
                  aws
                      .use(KMS)
                      .listKeysPaginator(request -> request.limit(LARGEST_PAGE))
                      .keys()
                      .stream()
                      .map(KeyListEntry::keyArn)
                      .toList(),
                  arn -> arn));

  /** The keys of the Region with their rotation. */
  public static final Reading<Inventory<Key>> KEYS =
      Reading.perRegion(
              "KMS keys", "kms:DescribeKey", "kms:GetKeyRotationStatus", "kms:ListResourceTags")
          .each(KEY_ARNS, (aws, arn) -> withRotation(aws, described(aws, arn)));

  /** The policy of a key, by the ARN of the key or of an alias of it. */
  public static final Reading.Family<String, KeyPolicy> POLICY_OF =
      Reading.perAccount("policy of KMS key", "kms:GetKeyPolicy", "kms:DescribeKey")
          .of(KmsReadings::policy);

  /** Whether a key can be encrypted with, by the ARN of the key or of an alias of it. */
  public static final Reading.Family<String, KeyState> KEY_STATE_OF =
      Reading.perAccount("state of KMS key", "kms:DescribeKey").of(KmsReadings::state);

  private KmsReadings() {}

  /**
   * The ARNs of all aliases of a key of this account and Region; AWS asks for {@code
   * kms:ListAliases}.
   */
  public static Set<String> aliasesOf(Reader aws, String keyArn) {
    return aws.use(KMS).listAliasesPaginator(request -> request.keyId(keyArn)).aliases().stream()
        .map(AliasListEntry::aliasArn)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Key described(Reader aws, String arn) {
    KeyMetadata key = metadata(aws, arn);
    return new Key(
        requireNonNull(key.arn(), "Arn"),
        requireNonNull(key.keyManagerAsString(), "KeyManager"),
        requireNonNull(key.keyStateAsString(), "KeyState"),
        requireNonNull(key.keySpecAsString(), "KeySpec"),
        requireNonNull(key.originAsString(), "Origin"),
        isReplica(key),
        Rotation.OFF,
        Observed.known(Map.of()));
  }

  /** The configuration is there for multi-Region keys alone (AWS KMS, "KeyMetadata"). */
  private static boolean isReplica(KeyMetadata key) {
    return key.multiRegionConfiguration() != null
        && requireNonNull(
                key.multiRegionConfiguration().multiRegionKeyTypeAsString(), "MultiRegionKeyType")
            .equals(MultiRegionKeyType.REPLICA.toString());
  }

  private static Key withRotation(Reader aws, Key key) {
    if (key.whyNotRotatable().isPresent()) {
      return key;
    }
    Key seen = key.with(rotation(aws, key));
    return seen.rotation() == Rotation.OFF ? seen.with(aws.attempt(() -> tags(aws, key))) : seen;
  }

  private static Rotation rotation(Reader aws, Key key) {
    // Both errors say that the key is of a kind, or by now in a state, that does not rotate.
    return aws.unless(
            "UnsupportedOperationException",
            () ->
                aws.unless(
                    "KMSInvalidStateException",
                    () ->
                        aws.use(KMS)
                            .getKeyRotationStatus(request -> request.keyId(key.arn()))
                            .keyRotationEnabled()))
        .flatMap(answered -> answered)
        .map(enabled -> enabled ? Rotation.ON : Rotation.OFF)
        .orElse(Rotation.NOT_OFFERED);
  }

  private static Map<String, String> tags(Reader aws, Key key) {
    return aws
        .use(KMS)
        .listResourceTagsPaginator(request -> request.keyId(key.arn()))
        .tags()
        .stream()
        .collect(Collectors.toUnmodifiableMap(Tag::tagKey, Tag::tagValue));
  }

  private static KeyPolicy policy(Reader aws, String arn) {
    // GetKeyPolicy takes no alias, and answers nobody but the key's own account.
    String key = new KeyArn(arn).isAlias() ? metadata(aws, arn).arn() : arn;
    return new KeyPolicy(
        key,
        PolicyDocument.parse(
            at(aws, arn)
                .getKeyPolicy(request -> request.keyId(key).policyName("default"))
                .policy()));
  }

  /**
   * Whether a key can be encrypted with, by its ARN or that of an alias; AWS asks for {@code
   * kms:DescribeKey}.
   */
  public static KeyState state(Reader aws, String arn) {
    return aws.unless("NotFoundException", () -> metadata(aws, arn))
        .map(key ->
            new KeyState(
                arn,
                Optional.of(requireNonNull(key.keyStateAsString(), "KeyState")),
                requireNonNull(key.keySpecAsString(), "KeySpec")))
        .orElseGet(() -> KeyState.absent(arn));
  }

  private static KeyMetadata metadata(Reader aws, String arn) {
    return at(aws, arn).describeKey(request -> request.keyId(arn)).keyMetadata();
  }

  /** A key answers in its own Region only. */
  private static KmsClient at(Reader aws, String arn) {
    return aws.in(new KeyArn(arn).region()).use(KMS);
  }
}
