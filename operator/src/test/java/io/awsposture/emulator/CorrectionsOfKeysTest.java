package io.awsposture.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotAttributeName;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusResponse;

/** What the proxy sets right: KMS and EBS. */
@ExtendWith(Emulator.class)
class CorrectionsOfKeysTest {
  private static final String ACCOUNT = "111111111111";
  private static final String OTHER = "222222222222";

  private final AwsProxy aws = Emulator.proxy();
  private final Ec2Client ec2 = aws.client(Ec2Client.builder(), ACCOUNT, "eu-west-1");

  @AfterEach
  void closeClient() {
    ec2.close();
  }

  @Test
  void theDefaultKeyOfEbsCanBeReadBack() {
    assertThat(ec2.getEbsDefaultKmsKeyId(request -> {}).kmsKeyId()).isEqualTo("alias/aws/ebs");
    try (KmsClient kms = aws.client(KmsClient.builder(), ACCOUNT, "eu-west-1")) {
      String key = kms.createKey().keyMetadata().arn();
      ec2.modifyEbsDefaultKmsKeyId(request -> request.kmsKeyId(key));
      assertThat(ec2.getEbsDefaultKmsKeyId(request -> {}).kmsKeyId()).isEqualTo(key);
      ec2.resetEbsDefaultKmsKeyId(request -> {});
      assertThat(ec2.getEbsDefaultKmsKeyId(request -> {}).kmsKeyId()).isEqualTo("alias/aws/ebs");
    }
    ec2.enableEbsEncryptionByDefault(request -> {});
    assertThat(ec2.getEbsEncryptionByDefault(request -> {}).ebsEncryptionByDefault()).isTrue();
  }

  @Test
  void snapshotsAreFoundByWhoMayRestoreThem() {
    String kept = snapshot();
    String shared = snapshot();
    share(shared, "222222222222");
    assertThat(snapshots(OTHER)).containsExactly(shared);
    assertThat(snapshots("all")).isEmpty();
    assertThat(snapshots("self")).containsExactlyInAnyOrder(kept, shared);
  }

  @Test
  void onlySymmetricUsableKeysRotate() {
    try (KmsClient kms = aws.client(KmsClient.builder(), ACCOUNT, "eu-west-1")) {
      String symmetric = kms.createKey().keyMetadata().keyId();
      assertThat(rotation(kms, symmetric).keyRotationEnabled()).isFalse();
      kms.enableKeyRotation(request -> request.keyId(symmetric));
      assertThat(rotation(kms, symmetric).rotationPeriodInDays()).isEqualTo(365);
      String pair =
          kms.createKey(request -> request.keySpec("RSA_2048").keyUsage("SIGN_VERIFY"))
              .keyMetadata()
              .keyId();
      assertThat(ServiceError.of(() -> rotation(kms, pair)).code())
          .isEqualTo("UnsupportedOperationException");
      assertThat(
              ServiceError.of(() -> kms.enableKeyRotation(request -> request.keyId(pair))).code())
          .isEqualTo("UnsupportedOperationException");
      String imported = kms.createKey(request -> request.origin("EXTERNAL")).keyMetadata().keyId();
      assertThat(ServiceError.of(() -> rotation(kms, imported)).code())
          .isEqualTo("UnsupportedOperationException");
      kms.scheduleKeyDeletion(request -> request.keyId(symmetric));
      assertThat(ServiceError.of(() -> rotation(kms, symmetric)).code())
          .isEqualTo("KMSInvalidStateException");
      assertThat(ServiceError.of(() -> rotation(kms, "none")).code())
          .isEqualTo("NotFoundException");
      assertThat(
              kms.describeKey(request -> request.keyId("alias/aws/ebs"))
                  .keyMetadata()
                  .keyManagerAsString())
          .isEqualTo("AWS");
    }
  }

  private String snapshot() {
    String volume =
        ec2.createVolume(request -> request.availabilityZone("eu-west-1a").size(1)).volumeId();
    return ec2.createSnapshot(request -> request.volumeId(volume)).snapshotId();
  }

  private void share(String snapshot, String account) {
    ec2.modifySnapshotAttribute(request ->
        request
            .snapshotId(snapshot)
            .attribute(SnapshotAttributeName.CREATE_VOLUME_PERMISSION)
            .operationType("add")
            .userIds(account));
  }

  private List<String> snapshots(String restorer) {
    return ec2
        .describeSnapshots(request -> request.ownerIds("self").restorableByUserIds(restorer))
        .snapshots()
        .stream()
        .map(Snapshot::snapshotId)
        .toList();
  }

  private static GetKeyRotationStatusResponse rotation(KmsClient kms, String key) {
    return kms.getKeyRotationStatus(request -> request.keyId(key));
  }
}
