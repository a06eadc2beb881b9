package io.awsposture.scenario;

import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.DataResource;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;
import software.amazon.awssdk.services.config.model.ConfigurationRecorder;
import software.amazon.awssdk.services.config.model.RecordingFrequency;
import software.amazon.awssdk.services.config.model.RecordingStrategyType;
import software.amazon.awssdk.services.ec2.model.LaunchPermission;
import software.amazon.awssdk.services.iam.model.PasswordPolicy;

/** Where AWS replaces a whole document, what others wrote into it survives. */
class WholeDocumentsTest {

  @Scenario("trail-with-data-events")
  void dataEventsOfATrailSurvive(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    aTrailOfWritesAndDataEvents(world.account());

    world.scanned();

    world.isAsExpected();
    List<EventSelector> selectors =
        world
            .account()
            .cloudTrail(trails -> trails.getEventSelectors(asked -> asked.trailName("activity")))
            .eventSelectors();
    assertThat(selectors)
        .flatExtracting(EventSelector::dataResources)
        .containsExactly(
            DataResource.builder().type("AWS::S3::Object").values("arn:aws:s3").build());
    assertThat(selectors)
        .anyMatch(selector ->
            selector.readWriteType() == ReadWriteType.ALL && selector.includeManagementEvents());
    world.scanned();
    world.nothingWasWritten();
  }

  @Scenario("trail-with-advanced-selectors")
  void advancedSelectorsOfATrailSurvive(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    AdvancedEventSelector data = selector("Objects", "Data", "resources.type", "AWS::S3::Object");
    aTrailOf(
        world.account(), selector("Management writes", "Management", "readOnly", "false"), data);

    world.scanned();

    world.isAsExpected();
    assertThat(
            world
                .account()
                .cloudTrail(
                    trails -> trails.getEventSelectors(asked -> asked.trailName("activity")))
                .advancedEventSelectors())
        .containsExactly(selector("Management writes", "Management"), data);
    world.scanned();
    world.nothingWasWritten();
  }

  @Scenario("daily-recorder")
  void aDailyRecorderWithItsOwnRoleStaysOne(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world.bucket("org-config-logs");
    aDailyRecorderThatLeavesTypesOut(world.account());

    world.scanned();

    world.isAsExpected();
    ConfigurationRecorder recorder =
        world
            .account()
            .config(HOME, config -> config.describeConfigurationRecorders(_ -> {}))
            .configurationRecorders()
            .getFirst();
    assertThat(recorder.recordingMode().recordingFrequency()).isEqualTo(RecordingFrequency.DAILY);
    assertThat(recorder.roleARN()).isEqualTo("arn:aws:iam::111122223333:role/config");
    assertThat(recorder.recordingGroup().exclusionByResourceTypes().resourceTypesAsStrings())
        .as("what the baseline lets be left out still is")
        .containsExactly("AWS::EC2::Volume");
    world.scanned();
    world.nothingWasWritten();
  }

  @Scenario("stricter-password-policy")
  void whatIsStricterInAPasswordPolicyStays(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world
        .account()
        .iam(iam ->
            iam.updateAccountPasswordPolicy(policy ->
                policy
                    .minimumPasswordLength(20)
                    .requireNumbers(true)
                    .maxPasswordAge(30)
                    .hardExpiry(true)
                    .allowUsersToChangePassword(true)));

    world.scanned();

    world.isAsExpected();
    PasswordPolicy policy =
        world.account().iam(iam -> iam.getAccountPasswordPolicy(_ -> {})).passwordPolicy();
    assertThat(policy.minimumPasswordLength()).isEqualTo(20);
    assertThat(policy.maxPasswordAge()).isEqualTo(30);
    assertThat(policy.hardExpiry()).isTrue();
    assertThat(policy.allowUsersToChangePassword()).isTrue();
    assertThat(policy.requireSymbols()).isTrue();
    assertThat(policy.passwordReusePrevention()).isEqualTo(24);
    world.scanned();
    world.nothingWasWritten();
  }

  @Scenario("shared-snapshots")
  void encryptionThatWouldEndSharingWaitsForConsent(ScenarioWorld world) {
    world.aws().regions(HOME, "eu-west-1");
    world.mayWrite();
    aSnapshotSharedWithAnotherAccount(world.account());

    world.scanned();

    world.isAsExpected();
    assertThat(world.outcomes())
        .containsExactly("ec2:EnableEbsEncryptionByDefault eu-west-1 Applied");
  }

  @Scenario("shared-images")
  void encryptionThatWouldEndSharingOfImagesWaitsForConsent(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    anImageSharedWithAnotherAccount(world.account());

    world.scanned();

    world.isAsExpected();
    world.nothingWasWritten();
  }

  private static void anImageSharedWithAnotherAccount(EmulatedAccount account) {
    account.ec2(
        HOME,
        ec2 -> {
          String volume =
              ec2.createVolume(asked -> asked.size(1).availabilityZone(HOME + "a")).volumeId();
          String snapshot = ec2.createSnapshot(asked -> asked.volumeId(volume)).snapshotId();
          String image =
              ec2.registerImage(asked ->
                      asked
                          .name("golden")
                          .rootDeviceName("/dev/sda1")
                          .blockDeviceMappings(device ->
                              device.deviceName("/dev/sda1").ebs(ebs -> ebs.snapshotId(snapshot))))
                  .imageId();
          return ec2.modifyImageAttribute(share ->
              share
                  .imageId(image)
                  .launchPermission(permission ->
                      permission.add(LaunchPermission.builder().userId("444455556666").build())));
        });
  }

  private static AdvancedEventSelector selector(String name, String category, String... besides) {
    List<AdvancedFieldSelector> fields = new ArrayList<>();
    fields.add(
        AdvancedFieldSelector.builder().field("eventCategory").equalsValue(category).build());
    for (int i = 0; i < besides.length; i += 2) {
      fields.add(
          AdvancedFieldSelector.builder().field(besides[i]).equalsValue(besides[i + 1]).build());
    }
    return AdvancedEventSelector.builder().name(name).fieldSelectors(fields).build();
  }

  private static void aTrailOf(EmulatedAccount account, AdvancedEventSelector... selectors) {
    account.bucket("org-trail", "{\"Version\": \"2012-10-17\", \"Statement\": []}");
    account.cloudTrail(trails -> {
      trails.createTrail(
          trail -> trail.name("activity").s3BucketName("org-trail").isMultiRegionTrail(true));
      trails.startLogging(trail -> trail.name("activity"));
      return trails.putEventSelectors(
          put -> put.trailName("activity").advancedEventSelectors(selectors));
    });
  }

  private static void aTrailOfWritesAndDataEvents(EmulatedAccount account) {
    account.bucket("org-trail", "{\"Version\": \"2012-10-17\", \"Statement\": []}");
    account.cloudTrail(trails -> {
      trails.createTrail(
          trail -> trail.name("activity").s3BucketName("org-trail").isMultiRegionTrail(true));
      trails.startLogging(trail -> trail.name("activity"));
      return trails.putEventSelectors(put ->
          put.trailName("activity")
              .eventSelectors(
                  EventSelector.builder()
                      .readWriteType(ReadWriteType.WRITE_ONLY)
                      .includeManagementEvents(true)
                      .dataResources(data -> data.type("AWS::S3::Object").values("arn:aws:s3"))
                      .build()));
    });
  }

  private static void aDailyRecorderThatLeavesTypesOut(EmulatedAccount account) {
    account.config(
        HOME,
        config -> {
          config.putConfigurationRecorder(put ->
              put.configurationRecorder(recorder ->
                  recorder
                      .name("default")
                      .roleARN("arn:aws:iam::111122223333:role/config")
                      .recordingMode(mode -> mode.recordingFrequency(RecordingFrequency.DAILY))
                      .recordingGroup(group ->
                          group
                              .allSupported(false)
                              .exclusionByResourceTypes(but ->
                                  but.resourceTypesWithStrings(
                                      "AWS::EC2::Volume", "AWS::EC2::Subnet"))
                              .recordingStrategy(all ->
                                  all.useOnly(
                                      RecordingStrategyType.EXCLUSION_BY_RESOURCE_TYPES)))));
          config.putDeliveryChannel(put ->
              put.deliveryChannel(
                  channel -> channel.name("default").s3BucketName("org-config-logs")));
          return config.startConfigurationRecorder(
              start -> start.configurationRecorderName("default"));
        });
  }

  private static void aSnapshotSharedWithAnotherAccount(EmulatedAccount account) {
    account.ec2(
        HOME,
        ec2 -> {
          String volume =
              ec2.createVolume(asked -> asked.size(1).availabilityZone(HOME + "a")).volumeId();
          String snapshot = ec2.createSnapshot(asked -> asked.volumeId(volume)).snapshotId();
          return ec2.modifySnapshotAttribute(share ->
              share
                  .snapshotId(snapshot)
                  .attribute("createVolumePermission")
                  .operationType("add")
                  .userIds("444455556666"));
        });
  }
}
