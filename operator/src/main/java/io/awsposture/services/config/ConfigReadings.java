package io.awsposture.services.config;

import static java.util.Objects.requireNonNull;

import io.awsposture.aws.Cause;
import io.awsposture.aws.CauseException;
import io.awsposture.aws.Rate;
import io.awsposture.aws.Service;
import io.awsposture.observe.Observed;
import io.awsposture.observe.Reader;
import io.awsposture.observe.Reading;
import io.awsposture.services.iam.IamReadings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.ConfigurationRecorder;
import software.amazon.awssdk.services.config.model.DeliveryChannelStatus;
import software.amazon.awssdk.services.config.model.DescribeConfigurationRecordersResponse;
import software.amazon.awssdk.services.config.model.DescribeDeliveryChannelsResponse;
import software.amazon.awssdk.services.config.model.RecordingGroup;
import software.amazon.awssdk.services.config.model.Tag;

/** What AWS Config is asked. */
public final class ConfigReadings {
  static final Service<ConfigClient> CONFIG =
      Service.regional("config", ConfigClient::builder, ConfigClient.serviceMetadata())
          .limits(new Rate(5, 10), new Rate(0.5, 1));

  private static final Reading<Optional<Recorder>> RECORDER =
      Reading.perRegion(
              "AWS Config recorder",
              "config:DescribeConfigurationRecorders",
              "config:DescribeConfigurationRecorderStatus")
          .by(ConfigReadings::recorder);

  private static final Reading<Optional<DeliveryChannel>> CHANNEL =
      Reading.perRegion("AWS Config delivery channel", "config:DescribeDeliveryChannels")
          .by(ConfigReadings::channel);

  private static final Reading<RecorderOrRole> RECORDER_OR_ROLE =
      Reading.perRegion("AWS Config recorder, or else its role")
          .from(
              RECORDER,
              Optional::isEmpty,
              IamReadings.HAS_ROLE.of(Recorder.SERVICE_ROLE).tolerated(),
              (recorder, role) -> new RecorderOrRole(recorder, role.orElse(Observed.known(true))));

  private static final Reading<ConfigSetup> SETTINGS =
      Reading.perRegion("AWS Config recorder and channel")
          .from(RECORDER_OR_ROLE, CHANNEL, ConfigReadings::settings);

  /** AWS Config as it is set up in the Region, and how it does. */
  public static final Reading<ConfigSetup> SETUP =
      Reading.perRegion(
              "AWS Config", "config:DescribeDeliveryChannelStatus", "config:ListTagsForResource")
          .from(SETTINGS, ConfigReadings::withDeliveryAndTags);

  /** The tags of a recorder, by its ARN. */
  static final Reading.Family<String, Map<String, String>> TAGS_OF =
      Reading.perRegion("tags of AWS Config recorder", "config:ListTagsForResource")
          .of(ConfigReadings::tags);

  private record RecorderOrRole(Optional<Recorder> recorder, Observed<Boolean> role) {}

  private ConfigReadings() {}

  private static Optional<Recorder> recorder(Reader aws) {
    DescribeConfigurationRecordersResponse answer =
        aws.use(CONFIG).describeConfigurationRecorders(_ -> {});
    requireList(answer.hasConfigurationRecorders(), "ConfigurationRecorders");
    return answer.configurationRecorders().stream()
        .filter(recorder -> recorder.servicePrincipal() == null)
        .findFirst()
        .map(recorder ->
            new Recorder(
                requireNonNull(recorder.name(), "name"),
                Optional.ofNullable(recorder.arn()),
                Optional.ofNullable(recorder.roleARN()),
                coverage(requireNonNull(recorder.recordingGroup(), "recordingGroup")),
                mode(recorder),
                status(aws, recorder.name())));
  }

  private static RecorderStatus status(Reader aws, String recorder) {
    return aws
        .use(CONFIG)
        .describeConfigurationRecorderStatus(_ -> {})
        .configurationRecordersStatus()
        .stream()
        .filter(status -> status.servicePrincipal() == null && recorder.equals(status.name()))
        .findFirst()
        .map(status ->
            new RecorderStatus(
                status.recording(),
                Optional.ofNullable(status.lastStatusAsString()),
                Optional.ofNullable(status.lastStatusChangeTime())
                    .or(() -> Optional.ofNullable(status.lastStartTime())),
                Optional.ofNullable(status.lastErrorCode())))
        .orElseThrow(() -> broken("no status of recorder " + recorder));
  }

  /** Without a strategy, allSupported decides, as it did before there were strategies. */
  private static Coverage coverage(RecordingGroup group) {
    String strategy =
        group.recordingStrategy() != null
            ? requireNonNull(group.recordingStrategy().useOnlyAsString(), "useOnly")
            : group.allSupported() ? "ALL_SUPPORTED_RESOURCE_TYPES" : "INCLUSION_BY_RESOURCE_TYPES";
    return switch (strategy) {
      case "ALL_SUPPORTED_RESOURCE_TYPES" -> Coverage.all(group.includeGlobalResourceTypes());
      case "EXCLUSION_BY_RESOURCE_TYPES" ->
          Coverage.allBut(
              requireNonNull(group.exclusionByResourceTypes(), "exclusionByResourceTypes")
                  .resourceTypesAsStrings());
      case "INCLUSION_BY_RESOURCE_TYPES" -> Coverage.only(group.resourceTypesAsStrings());
      default -> throw broken("recording strategy " + strategy);
    };
  }

  private static Optional<RecordingMode> mode(ConfigurationRecorder recorder) {
    return Optional.ofNullable(recorder.recordingMode())
        .map(mode ->
            new RecordingMode(
                requireNonNull(mode.recordingFrequencyAsString(), "recordingFrequency"),
                mode.recordingModeOverrides().stream()
                    .map(override ->
                        new RecordingMode.Override(
                            requireNonNull(
                                override.recordingFrequencyAsString(), "recordingFrequency"),
                            Set.copyOf(override.resourceTypesAsStrings()),
                            Optional.ofNullable(override.description())))
                    .toList()));
  }

  private static Optional<DeliveryChannel> channel(Reader aws) {
    DescribeDeliveryChannelsResponse answer = aws.use(CONFIG).describeDeliveryChannels(_ -> {});
    requireList(answer.hasDeliveryChannels(), "DeliveryChannels");
    return answer.deliveryChannels().stream()
        .findFirst()
        .map(channel ->
            new DeliveryChannel(
                requireNonNull(channel.name(), "name"),
                requireNonNull(channel.s3BucketName(), "s3BucketName"),
                Optional.ofNullable(channel.s3KeyPrefix()).filter(prefix -> !prefix.isEmpty())));
  }

  private static ConfigSetup settings(
      RecorderOrRole recorderOrRole, Optional<DeliveryChannel> channel) {
    return new ConfigSetup(
        recorderOrRole.recorder(),
        channel,
        Observed.known(Delivery.NONE),
        Optional.empty(),
        recorderOrRole.role());
  }

  private static ConfigSetup withDeliveryAndTags(Reader aws, ConfigSetup seen) {
    ConfigSetup setup = seen.runs() ? seen.with(aws.attempt(() -> delivery(aws))) : seen;
    return setup.mayNeedStarting()
        ? setup.withTags(aws.attempt(() -> tags(aws, arnOf(setup))))
        : setup;
  }

  private static String arnOf(ConfigSetup setup) {
    return setup
        .recorder()
        .flatMap(Recorder::arn)
        .orElseThrow(() -> broken("a recorder without an ARN"));
  }

  private static Delivery delivery(Reader aws) {
    return aws.use(CONFIG).describeDeliveryChannelStatus(_ -> {}).deliveryChannelsStatus().stream()
        .findFirst()
        .map(ConfigReadings::delivery)
        .orElseThrow(() -> broken("no status of the delivery channel"));
  }

  private static Delivery delivery(DeliveryChannelStatus status) {
    return new Delivery(
        Optional.ofNullable(status.configHistoryDeliveryInfo())
            .map(info -> info.lastStatusAsString()),
        Optional.ofNullable(status.configHistoryDeliveryInfo()).map(info -> info.lastErrorCode()),
        Optional.ofNullable(status.configStreamDeliveryInfo())
            .map(info -> info.lastStatusAsString()));
  }

  private static Map<String, String> tags(Reader aws, String arn) {
    return aws
        .use(CONFIG)
        .listTagsForResourcePaginator(request -> request.resourceArn(arn))
        .tags()
        .stream()
        .collect(Collectors.toUnmodifiableMap(Tag::key, Tag::value));
  }

  /** No list is not an empty one: what is there would be made a second time. */
  private static void requireList(boolean present, String member) {
    if (!present) {
      throw broken("an answer without " + member);
    }
  }

  private static CauseException broken(String what) {
    return new CauseException(new Cause.Broken("AWS Config: " + what));
  }
}
