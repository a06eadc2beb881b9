package io.awsposture.services.config;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.plan.Grant;
import io.awsposture.plan.Write;
import io.awsposture.services.iam.IamChanges;
import io.awsposture.services.iam.ServiceLinkedRole;
import io.awsposture.services.s3.S3Readings;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.config.model.ConfigurationRecorder;
import software.amazon.awssdk.services.config.model.MaximumExecutionFrequency;
import software.amazon.awssdk.services.config.model.RecordingGroup;
import software.amazon.awssdk.services.config.model.RecordingModeOverride;
import software.amazon.awssdk.services.config.model.RecordingStrategyType;
import software.amazon.awssdk.services.config.model.Tag;

/** What AWS Config is told to change. */
public final class ConfigChanges {
  /** As long as AWS takes to make a new role known everywhere. */
  private static final Duration ROLE_PROPAGATION = Duration.ofSeconds(60);

  private static final String PASS_ROLE = "iam:PassRole";
  private static final String COST = "AWS Config charges for each configuration item it records";

  /** Makes the role that AWS Config uses unless a baseline names another one. */
  public static final Write<ServiceLinkedRole> CREATE_ROLE =
      IamChanges.serviceLinkedRole(NewChannel.SERVICE)
          .given(desired -> desired.configRecorder().roleName().isEmpty())
          .by(IamChanges::create);

  /**
   * Makes the recorder of a Region that has none. Right after its role was made, AWS answers {@code
   * InvalidRole} until the role is known everywhere.
   */
  public static final Write<NewRecorder> CREATE_RECORDER =
      Write.<NewRecorder>of("config:PutConfigurationRecorder", "config:TagResource", PASS_ROLE)
          .risk(Risk.ADDITIVE)
          .target(NewRecorder::name)
          .turns(_ -> "no recorder", NewRecorder::words)
          .costs(COST)
          .narrowed(
              PASS_ROLE,
              (grant, allowance) ->
                  passed(grant).onRole(Recorder.roleName(allowance.desired().configRecorder())))
          .retriedOn("InvalidRoleException", ROLE_PROPAGATION)
          .by((aws, wanted) ->
              aws.use(ConfigReadings.CONFIG)
                  .putConfigurationRecorder(request ->
                      request
                          .configurationRecorder(recorder(wanted))
                          .tags(
                              wanted.tags().entrySet().stream()
                                  .map(tag ->
                                      Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                                  .toList())));

  /** Has a recorder that somebody made record more, with everything else of it as it is. */
  public static final Write<WidenedRecorder> WIDEN_RECORDER =
      Write.<WidenedRecorder>of("config:PutConfigurationRecorder", PASS_ROLE)
          // It keeps its role, whichever that is.
          .narrowed(PASS_ROLE, (grant, _) -> passed(grant).onRole("*"))
          .risk(Risk.ALTERS_FOREIGN)
          .target(WidenedRecorder::name)
          .turns(change -> change.before().words(), change -> change.after().words())
          .costs(COST)
          .needs(
              ConfigReadings.TAGS_OF,
              WidenedRecorder::ownerToAsk,
              (tags, change) ->
                  ControlTower.ownerOf(tags)
                      .map(owner -> owner.detail() + ": change " + change.name() + " there"))
          .by((aws, change) ->
              aws.use(ConfigReadings.CONFIG)
                  .putConfigurationRecorder(
                      request -> request.configurationRecorder(recorder(change))));

  /** Tells AWS Config where to deliver to; it tries the bucket before it takes it. */
  public static final Write<NewChannel> CREATE_CHANNEL =
      Write.<NewChannel>of("config:PutDeliveryChannel")
          .risk(Risk.ADDITIVE)
          .target(NewChannel::name)
          .turns(_ -> "no delivery channel", NewChannel::words)
          .given(desired -> desired.configRecorder().bucket().isPresent())
          .validatedByAws()
          .needs(
              S3Readings.POLICY_OF,
              change -> Optional.of(change.bucket()),
              (policy, change) -> change.obstacle(policy))
          .by((aws, wanted) ->
              aws.use(ConfigReadings.CONFIG)
                  .putDeliveryChannel(request ->
                      request.deliveryChannel(channel ->
                          channel
                              .name(wanted.name())
                              .s3BucketName(wanted.bucket())
                              .s3KeyPrefix(wanted.prefix().orElse(null))
                              .configSnapshotDeliveryProperties(snapshots ->
                                  snapshots.deliveryFrequency(
                                      MaximumExecutionFrequency.TWENTY_FOUR_HOURS)))));

  /** Starts a recorder. */
  public static final Write<String> START =
      Write.<String>of("config:StartConfigurationRecorder")
          .risk(Risk.RESTORE)
          .target(name -> name)
          .turns("stopped", "recording")
          .costs(COST)
          .by((aws, name) ->
              aws.use(ConfigReadings.CONFIG)
                  .startConfigurationRecorder(request -> request.configurationRecorderName(name)));

  private ConfigChanges() {}

  private static Grant passed(Grant grant) {
    return grant.where("iam:PassedToService", NewChannel.SERVICE);
  }

  private static ConfigurationRecorder recorder(NewRecorder wanted) {
    return ConfigurationRecorder.builder()
        .name(wanted.name())
        .roleARN(wanted.role())
        .recordingGroup(group(wanted.coverage()))
        .recordingMode(mode -> mode.recordingFrequency(wanted.frequency()))
        .build();
  }

  private static ConfigurationRecorder recorder(WidenedRecorder change) {
    ConfigurationRecorder.Builder recorder =
        ConfigurationRecorder.builder().name(change.name()).recordingGroup(group(change.after()));
    change.role().ifPresent(recorder::roleARN);
    change
        .mode()
        .ifPresent(mode ->
            recorder.recordingMode(written ->
                written
                    .recordingFrequency(mode.frequency())
                    .recordingModeOverrides(
                        mode.overrides().stream().map(ConfigChanges::override).toList())));
    return recorder.build();
  }

  private static RecordingModeOverride override(RecordingMode.Override override) {
    return RecordingModeOverride.builder()
        .recordingFrequency(override.frequency())
        .resourceTypesWithStrings(override.types())
        .description(override.description().orElse(null))
        .build();
  }

  private static RecordingGroup group(Coverage coverage) {
    return switch (coverage.strategy()) {
      case ALL ->
          RecordingGroup.builder()
              .allSupported(true)
              .includeGlobalResourceTypes(coverage.globals())
              .recordingStrategy(
                  all -> all.useOnly(RecordingStrategyType.ALL_SUPPORTED_RESOURCE_TYPES))
              .build();
      case ALL_BUT ->
          RecordingGroup.builder()
              .allSupported(false)
              .includeGlobalResourceTypes(false)
              .exclusionByResourceTypes(but -> but.resourceTypesWithStrings(coverage.types()))
              .recordingStrategy(
                  all -> all.useOnly(RecordingStrategyType.EXCLUSION_BY_RESOURCE_TYPES))
              .build();
      case ONLY ->
          RecordingGroup.builder()
              .allSupported(false)
              .includeGlobalResourceTypes(false)
              .resourceTypesWithStrings(coverage.types())
              .recordingStrategy(
                  all -> all.useOnly(RecordingStrategyType.INCLUSION_BY_RESOURCE_TYPES))
              .build();
    };
  }
}
