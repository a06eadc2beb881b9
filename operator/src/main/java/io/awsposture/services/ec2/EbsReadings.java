package io.awsposture.services.ec2;

import static java.util.Objects.requireNonNull;

import io.awsposture.aws.Cause;
import io.awsposture.observe.Observed;
import io.awsposture.observe.Reader;
import io.awsposture.observe.Reading;
import io.awsposture.services.kms.KmsReadings;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateVolumePermission;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageAttributeName;
import software.amazon.awssdk.services.ec2.model.LaunchPermission;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotAttributeName;

/** What Amazon EC2 is asked about EBS. */
public final class EbsReadings {
  private static final int LARGEST_PAGE = 1000;

  /** As many images, and as many snapshots, as the limits let be asked for without waiting. */
  private static final int ASKED_AT_MOST = 25;

  private static final Reading<Boolean> ENCRYPTED =
      Reading.perRegion("EBS encryption by default", "ec2:GetEbsEncryptionByDefault")
          .by(aws ->
              aws.use(Ec2Readings.EC2).getEbsEncryptionByDefault(_ -> {}).ebsEncryptionByDefault());

  private static final Reading<DefaultKey> DEFAULT_KEY =
      Reading.perRegion(
              "default key of EBS encryption", "ec2:GetEbsDefaultKmsKeyId", "kms:ListAliases")
          .by(EbsReadings::defaultKey);

  private static final Reading<Sharing> SHARING =
      Reading.perRegion(
              "own images and snapshots shared with others",
              "ec2:DescribeImages",
              "ec2:DescribeImageAttribute",
              "ec2:DescribeSnapshots",
              "ec2:DescribeSnapshotAttribute")
          .by(EbsReadings::sharing);

  private static final Reading<Encryption> ENCRYPTION =
      Reading.perRegion("EBS encryption by default, and sharing where it is off")
          .from(
              ENCRYPTED,
              encrypted -> !encrypted,
              SHARING.tolerated(),
              (encrypted, sharing) ->
                  new Encryption(encrypted, sharing.orElse(Observed.known(Sharing.NONE))));

  private static final Observed<DefaultKey> NOT_ASKED =
      Observed.unknown(new Cause.NotYet("the default key was not asked for"));

  /** How new volumes and snapshots of the Region are encrypted, and where they are not, the key. */
  public static final Reading<EbsDefaults> DEFAULTS =
      Reading.perRegion("defaults of EBS")
          .from(
              ENCRYPTION,
              encryption -> !encryption.encrypted(),
              DEFAULT_KEY.tolerated(),
              (encryption, key) ->
                  new EbsDefaults(
                      encryption.encrypted(), key.orElse(NOT_ASKED), encryption.sharing()));

  /** How new volumes and snapshots of the Region are encrypted, and with which key. */
  public static final Reading<EbsDefaults> DEFAULTS_AND_KEY =
      Reading.perRegion("defaults of EBS and the default key")
          .from(
              ENCRYPTION,
              DEFAULT_KEY.tolerated(),
              (encryption, key) ->
                  new EbsDefaults(encryption.encrypted(), key, encryption.sharing()));

  private record Encryption(boolean encrypted, Observed<Sharing> sharing) {}

  private EbsReadings() {}

  private static DefaultKey defaultKey(Reader aws) {
    String id =
        requireNonNull(
            aws.use(Ec2Readings.EC2).getEbsDefaultKmsKeyId(_ -> {}).kmsKeyId(), "KmsKeyId");
    DefaultKey key = new DefaultKey(id, Observed.known(Set.of()));
    return key.isAlias()
        ? key
        : new DefaultKey(id, aws.attempt(() -> KmsReadings.aliasesOf(aws, id)));
  }

  /**
   * No call lists what is shared with whomever, so each image and snapshot is asked for, up to a
   * bound. Encrypted ones are left out: what is made from them keeps their own key.
   */
  private static Sharing sharing(Reader aws) {
    Ec2Client ec2 = aws.use(Ec2Readings.EC2);
    List<Image> images =
        ec2
            .describeImagesPaginator(request -> request.owners("self").maxResults(LARGEST_PAGE))
            .images()
            .stream()
            .filter(EbsReadings::hasUnencryptedVolume)
            .limit(ASKED_AT_MOST + 1L)
            .toList();
    List<Snapshot> snapshots =
        ec2
            .describeSnapshotsPaginator(request ->
                request
                    .ownerIds("self")
                    .filters(filter -> filter.name("encrypted").values("false"))
                    .maxResults(LARGEST_PAGE))
            .snapshots()
            .stream()
            .limit(ASKED_AT_MOST + 1L)
            .toList();
    if (images.stream().anyMatch(Image::publicLaunchPermissions)) {
      return Sharing.SOME;
    }
    if (images.size() > ASKED_AT_MOST || snapshots.size() > ASKED_AT_MOST) {
      return Sharing.NOT_COUNTED;
    }
    return images.stream().anyMatch(image -> isShared(aws, image))
            || snapshots.stream().anyMatch(snapshot -> isShared(aws, snapshot))
        ? Sharing.SOME
        : Sharing.NONE;
  }

  /** Where AWS does not say that a volume is encrypted, it is asked for like those that are not. */
  private static boolean hasUnencryptedVolume(Image image) {
    return image.blockDeviceMappings().stream()
        .anyMatch(device -> device.ebs() != null && !Boolean.TRUE.equals(device.ebs().encrypted()));
  }

  private static boolean isShared(Reader aws, Image image) {
    List<LaunchPermission> allowed =
        aws.use(Ec2Readings.EC2)
            .describeImageAttribute(request ->
                request.imageId(image.imageId()).attribute(ImageAttributeName.LAUNCH_PERMISSION))
            .launchPermissions();
    // Groups, organizations and their units have no user id.
    return allowed.stream().anyMatch(one -> !aws.account().equals(one.userId()));
  }

  private static boolean isShared(Reader aws, Snapshot snapshot) {
    List<CreateVolumePermission> allowed =
        aws.use(Ec2Readings.EC2)
            .describeSnapshotAttribute(request ->
                request
                    .snapshotId(snapshot.snapshotId())
                    .attribute(SnapshotAttributeName.CREATE_VOLUME_PERMISSION))
            .createVolumePermissions();
    return allowed.stream().anyMatch(one -> !aws.account().equals(one.userId()));
  }
}
