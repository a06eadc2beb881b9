package io.awsposture.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.ConfigurationRecorder;
import software.amazon.awssdk.services.config.model.ConfigurationRecorderStatus;
import software.amazon.awssdk.services.config.model.RecordingFrequency;
import software.amazon.awssdk.services.config.model.Tag;
import software.amazon.awssdk.services.s3.S3Client;

/** What the proxy sets right: CloudTrail and Config. */
@ExtendWith(Emulator.class)
class CorrectionsOfTrailsTest {
  private static final String ACCOUNT = "111111111111";
  private static final String ARN = "arn:aws:cloudtrail:us-east-1:111111111111:trail/posture";
  private static final OrganizationTrail OF_ORGANIZATION =
      OrganizationTrail.of("999999999999", "us-east-1", "everyone");

  private final AwsProxy aws = Emulator.proxy();
  private final CloudTrailClient home = trails("us-east-1");
  private final CloudTrailClient abroad = trails("eu-west-1");
  private final ConfigClient config = aws.client(ConfigClient.builder(), ACCOUNT, "us-east-1");

  @BeforeEach
  void makeBucket() {
    // Trails and channels may write into the bucket of another account.
    try (S3Client archive = aws.aside(S3Client.builder(), "999999999999", "us-east-1")) {
      archive.createBucket(request -> request.bucket("logs"));
    }
  }

  @AfterEach
  void closeClients() {
    home.close();
    abroad.close();
    config.close();
  }

  @Test
  void aNameIsTakenOnce() {
    create();
    assertThat(ServiceError.of(this::create).code()).isEqualTo("TrailAlreadyExistsException");
    assertThat(
            ServiceError.of(
                    () -> home.createTrail(request -> request.name("other").s3BucketName("none")))
                .code())
        .isEqualTo("S3BucketDoesNotExistException");
  }

  @Test
  void aNewTrailRecordsAllManagementEvents() {
    create();
    EventSelector basic =
        EventSelector.builder()
            .readWriteType("All")
            .includeManagementEvents(true)
            .dataResources(List.of())
            .excludeManagementEventSources(List.of())
            .build();
    assertThat(selectors(ARN).eventSelectors()).containsExactly(basic);
    assertThat(selectors(ARN).trailARN()).isEqualTo(ARN);
    assertThat(described().hasCustomEventSelectors()).isFalse();
  }

  @Test
  void onlyTheSelectorsPutLastCount() {
    create();
    AdvancedEventSelector data =
        AdvancedEventSelector.builder()
            .fieldSelectors(
                AdvancedFieldSelector.builder().field("eventCategory").equalsValue("Data").build())
            .build();
    home.putEventSelectors(request -> request.trailName(ARN).advancedEventSelectors(data));
    assertThat(selectors("posture").advancedEventSelectors()).hasSize(1);
    assertThat(selectors("posture").eventSelectors()).isEmpty();
    assertThat(described().hasCustomEventSelectors()).isTrue();
    EventSelector writes = EventSelector.builder().readWriteType("WriteOnly").build();
    home.putEventSelectors(request -> request.trailName("posture").eventSelectors(writes));
    assertThat(selectors("posture").advancedEventSelectors()).isEmpty();
    assertThat(selectors("posture").eventSelectors())
        .extracting(EventSelector::readWriteTypeAsString)
        .containsExactly("WriteOnly");
  }

  @Test
  void aTrailIsWrittenAtHomeByNameOrArn() {
    create();
    home.startLogging(request -> request.name(ARN));
    assertThat(abroad.getTrailStatus(request -> request.name(ARN)).isLogging()).isTrue();
    assertThat(ServiceError.of(() -> abroad.stopLogging(request -> request.name(ARN))).code())
        .isEqualTo("InvalidHomeRegionException");
    assertThat(ServiceError.of(() -> abroad.updateTrail(request -> request.name("posture"))).code())
        .isEqualTo("InvalidHomeRegionException");
    home.updateTrail(request -> request.name(ARN).enableLogFileValidation(true));
    assertThat(described().logFileValidationEnabled()).isTrue();
    assertThat(home.getTrail(request -> request.name("posture")).trail().homeRegion())
        .isEqualTo("us-east-1");
    home.deleteTrail(request -> request.name(ARN));
    assertThat(home.describeTrails().trailList()).isEmpty();
    assertThat(ServiceError.of(() -> home.startLogging(request -> request.name("posture"))).code())
        .isEqualTo("TrailNotFoundException");
  }

  @Test
  void trailsAreFoundByName() {
    create();
    assertThat(home.describeTrails(request -> request.trailNameList("posture")).trailList())
        .hasSize(1);
    assertThat(home.describeTrails(request -> request.trailNameList("other")).trailList())
        .isEmpty();
  }

  @Test
  void aMemberSeesTheTrailOfItsOrganization() {
    aws.trails().organizationTrail(ACCOUNT, OF_ORGANIZATION.customSelectors(true));
    Trail seen = abroad.describeTrails().trailList().getFirst();
    assertThat(seen.trailARN())
        .isEqualTo("arn:aws:cloudtrail:us-east-1:999999999999:trail/everyone");
    assertThat(seen.isOrganizationTrail()).isTrue();
    assertThat(seen.hasCustomEventSelectors()).isTrue();
    assertThat(home.describeTrails(request -> request.includeShadowTrails(false)).trailList())
        .isEmpty();
    try (CloudTrailClient stranger =
        aws.client(CloudTrailClient.builder(), "333333333333", "us-east-1")) {
      assertThat(stranger.describeTrails().trailList()).isEmpty();
    }
  }

  @Test
  void aMemberMayAskOnlyForTheStatusOfThatTrail() {
    aws.trails().organizationTrail(ACCOUNT, OF_ORGANIZATION);
    String arn = OF_ORGANIZATION.arn();
    assertThat(home.getTrailStatus(request -> request.name(arn)).isLogging()).isTrue();
    assertThat(
            ServiceError.of(() -> home.getTrailStatus(request -> request.name("everyone"))).code())
        .isEqualTo("TrailNotFoundException");
    assertThat(ServiceError.of(() -> selectors(arn)).code())
        .isEqualTo("OperationNotPermittedException");
    assertThat(ServiceError.of(() -> home.stopLogging(request -> request.name(arn))).code())
        .isEqualTo("NotOrganizationMasterAccountException");
  }

  @Test
  void aRecorderComesToRecord() {
    record(RecordingFrequency.CONTINUOUS);
    assertThat(recorderStatus().lastStatusAsString()).isNull();
    config.putDeliveryChannel(
        request -> request.deliveryChannel(channel -> channel.name("c").s3BucketName("logs")));
    config.startConfigurationRecorder(request -> request.configurationRecorderName("default"));
    assertThat(recorderStatus().lastStatusAsString()).isEqualTo("SUCCESS");
    aws.recorders().lastStatus("FAILURE").lastStatus(ACCOUNT, "eu-west-1", "PENDING");
    assertThat(recorderStatus().lastStatusAsString()).isEqualTo("FAILURE");
    aws.recorders().lastStatus(ACCOUNT, "us-east-1", "PENDING");
    assertThat(recorderStatus().lastStatusAsString()).isEqualTo("PENDING");
  }

  @Test
  void aRecorderKeepsItsMode() {
    record(RecordingFrequency.DAILY);
    assertThat(recorder().recordingMode().recordingFrequency()).isEqualTo(RecordingFrequency.DAILY);
    config.putConfigurationRecorder(request ->
        request.configurationRecorder(
            recorder -> recorder.name("default").roleARN("arn:aws:iam::1:role/r")));
    assertThat(recorder().recordingMode().recordingFrequency())
        .isEqualTo(RecordingFrequency.CONTINUOUS);
    assertThat(config.listConfigurationRecorders(request -> {}).configurationRecorderSummaries())
        .hasSize(1);
  }

  @Test
  void aRecorderCarriesTags() {
    record(RecordingFrequency.CONTINUOUS);
    String arn = recorder().arn();
    assertThat(config.listTagsForResource(request -> request.resourceArn(arn)).tags()).isEmpty();
    aws.recorders()
        .tag(ACCOUNT, "us-east-1", "default", "aws-control-tower", "managed-by-control-tower");
    config.tagResource(request ->
        request.resourceArn(arn).tags(Tag.builder().key("team").value("security").build()));
    assertThat(config.listTagsForResource(request -> request.resourceArn(arn)).tags())
        .extracting(tag -> tag.key() + "=" + tag.value())
        .containsExactly("aws-control-tower=managed-by-control-tower", "team=security");
  }

  @Test
  void aChannelDelivers() {
    record(RecordingFrequency.CONTINUOUS);
    assertThat(config.describeDeliveryChannelStatus().deliveryChannelsStatus()).isEmpty();
    assertThat(
            ServiceError.of(() ->
                    config.putDeliveryChannel(request ->
                        request.deliveryChannel(channel -> channel.name("c").s3BucketName("none"))))
                .code())
        .isEqualTo("NoSuchBucketException");
    config.putDeliveryChannel(
        request -> request.deliveryChannel(channel -> channel.name("c").s3BucketName("logs")));
    assertThat(delivery()).isEqualTo("SUCCESS");
    aws.recorders().delivery(ACCOUNT, "us-east-1", "FAILURE");
    assertThat(delivery()).isEqualTo("FAILURE");
  }

  private String delivery() {
    return config
        .describeDeliveryChannelStatus()
        .deliveryChannelsStatus()
        .getFirst()
        .configHistoryDeliveryInfo()
        .lastStatusAsString();
  }

  private void record(RecordingFrequency frequency) {
    config.putConfigurationRecorder(request ->
        request.configurationRecorder(recorder ->
            recorder
                .name("default")
                .roleARN("arn:aws:iam::111111111111:role/config")
                .recordingMode(mode -> mode.recordingFrequency(frequency))));
  }

  private ConfigurationRecorder recorder() {
    return config.describeConfigurationRecorders().configurationRecorders().getFirst();
  }

  private ConfigurationRecorderStatus recorderStatus() {
    return config.describeConfigurationRecorderStatus().configurationRecordersStatus().getFirst();
  }

  private void create() {
    home.createTrail(
        request -> request.name("posture").s3BucketName("logs").isMultiRegionTrail(true));
  }

  private Trail described() {
    return home.describeTrails().trailList().getFirst();
  }

  private GetEventSelectorsResponse selectors(String trail) {
    return home.getEventSelectors(request -> request.trailName(trail));
  }

  private CloudTrailClient trails(String region) {
    return aws.client(CloudTrailClient.builder(), ACCOUNT, region);
  }
}
