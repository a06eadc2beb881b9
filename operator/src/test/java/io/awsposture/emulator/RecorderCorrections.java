package io.awsposture.emulator;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/**
 * Config: recorders that come to record, keep their mode and carry an ARN and tags, and channels
 * that deliver.
 */
public final class RecorderCorrections {
  private static final String RECORDER_ARN = ":configuration-recorder/";

  private final Map<Place, String> lastStatuses = new ConcurrentHashMap<>();
  private final Map<Place, String> deliveries = new ConcurrentHashMap<>();
  private final Map<Place, JsonNode> modes = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> tags = new ConcurrentHashMap<>();
  private volatile String lastStatus = "SUCCESS";

  RecorderCorrections() {}

  /** What every running recorder says of its last delivery; SUCCESS unless set. */
  public RecorderCorrections lastStatus(String status) {
    lastStatus = status;
    return this;
  }

  /** The same for one Region of an account. */
  public RecorderCorrections lastStatus(String account, String region, String status) {
    lastStatuses.put(new Place(account, region), status);
    return this;
  }

  /** What the delivery channel of a Region says of its deliveries; SUCCESS unless set. */
  public RecorderCorrections delivery(String account, String region, String status) {
    deliveries.put(new Place(account, region), status);
    return this;
  }

  /**
   * Tags the recorder of a Region, as its owner would: {@code aws-control-tower:
   * managed-by-control-tower}.
   */
  public RecorderCorrections tag(
      String account, String region, String name, String key, String value) {
    tagsOf(arn(new Place(account, region), name)).put(key, value);
    return this;
  }

  void addTo(Map<String, Correction> byCall) {
    byCall.put("config:PutConfigurationRecorder", this::put);
    byCall.put("config:DescribeConfigurationRecorders", this::describe);
    byCall.put("config:DescribeConfigurationRecorderStatus", this::status);
    byCall.put("config:ListConfigurationRecorders", RecorderCorrections::list);
    byCall.put("config:PutDeliveryChannel", RecorderCorrections::putChannel);
    byCall.put("config:DescribeDeliveryChannelStatus", this::channelStatus);
    byCall.put("config:ListTagsForResource", this::listTags);
    byCall.put("config:TagResource", this::tagResource);
  }

  private WireAnswer put(AwsCall call, Moto moto) throws IOException {
    WireAnswer answer = moto.answer(call);
    if (answer.ok()) {
      ObjectNode asked = call.json();
      JsonNode recorder = asked.path("ConfigurationRecorder");
      modes.put(
          call.place(),
          recorder.has("recordingMode") ? recorder.path("recordingMode") : continuous());
      readTags(tagsOf(arn(call.place(), recorder.path("name").asText())), asked.path("Tags"));
    }
    return answer;
  }

  private static JsonNode continuous() {
    return Json.node(
        Map.of("recordingFrequency", "CONTINUOUS", "recordingModeOverrides", List.of()));
  }

  private WireAnswer describe(AwsCall call, Moto moto) throws IOException {
    return eachIn(
        moto.answer(call),
        "ConfigurationRecorders",
        recorder -> {
          recorder.put("arn", arn(call.place(), recorder.path("name").asText()));
          recorder.set("recordingMode", requireNonNullElse(modes.get(call.place()), continuous()));
        });
  }

  private WireAnswer status(AwsCall call, Moto moto) throws IOException {
    return eachIn(
        moto.answer(call),
        "ConfigurationRecordersStatus",
        recorder -> {
          recorder.put("arn", arn(call.place(), recorder.path("name").asText()));
          if (recorder.path("recording").asBoolean()) {
            recorder.put(
                "lastStatus", requireNonNullElse(lastStatuses.get(call.place()), lastStatus));
          }
        });
  }

  private static WireAnswer list(AwsCall call, Moto moto) throws IOException {
    List<Map<String, String>> summaries = new ArrayList<>();
    WireAnswer answer = moto.answer(call, call.asking("DescribeConfigurationRecorders", Map.of()));
    for (JsonNode recorder : Json.object(answer.text()).path("ConfigurationRecorders")) {
      String name = recorder.path("name").asText();
      summaries.add(Map.of("arn", arn(call.place(), name), "name", name, "recordingScope", "PAID"));
    }
    return call.success(Json.text(Map.of("ConfigurationRecorderSummaries", summaries)));
  }

  /** AWS tries the bucket first. */
  private static WireAnswer putChannel(AwsCall call, Moto moto) throws IOException {
    String bucket = call.json().path("DeliveryChannel").path("s3BucketName").asText();
    WireRequest head =
        new WireRequest("HEAD", "/" + bucket, call.request().headers(), new byte[0])
            .withHeader("X-Amz-Target", "")
            .withHeader(
                "Authorization",
                call.request().header("Authorization").replace("/config/", "/s3/"));
    return moto.answer(call, head).status() == 404
        ? call.error(400, "NoSuchBucketException", "Cannot find S3 bucket " + bucket)
        : moto.answer(call);
  }

  private WireAnswer channelStatus(AwsCall call, Moto moto) throws IOException {
    List<Map<String, Object>> statuses = new ArrayList<>();
    WireAnswer answer = moto.answer(call, call.asking("DescribeDeliveryChannels", call.json()));
    if (!answer.ok()) {
      return answer;
    }
    Map<String, String> delivery =
        Map.of("lastStatus", requireNonNullElse(deliveries.get(call.place()), "SUCCESS"));
    for (JsonNode channel : Json.object(answer.text()).path("DeliveryChannels")) {
      statuses.add(
          Map.of(
              "name", channel.path("name").asText(),
              "configSnapshotDeliveryInfo", delivery,
              "configHistoryDeliveryInfo", delivery,
              "configStreamDeliveryInfo", delivery));
    }
    return call.success(Json.text(Map.of("DeliveryChannelsStatus", statuses)));
  }

  private WireAnswer listTags(AwsCall call, Moto moto) throws IOException {
    String resource = call.json().path("ResourceArn").asText();
    if (!resource.contains(RECORDER_ARN)) {
      return moto.answer(call);
    }
    List<Map<String, String>> listed =
        tagsOf(resource).entrySet().stream()
            .map(tag -> Map.of("Key", tag.getKey(), "Value", tag.getValue()))
            .toList();
    return call.success(Json.text(Map.of("Tags", listed)));
  }

  private WireAnswer tagResource(AwsCall call, Moto moto) throws IOException {
    String resource = call.json().path("ResourceArn").asText();
    if (!resource.contains(RECORDER_ARN)) {
      return moto.answer(call);
    }
    readTags(tagsOf(resource), call.json().path("Tags"));
    return call.success("{}");
  }

  private Map<String, String> tagsOf(String arn) {
    return tags.computeIfAbsent(arn, key -> new ConcurrentSkipListMap<>());
  }

  private static void readTags(Map<String, String> into, JsonNode asked) {
    asked.forEach(tag -> into.put(tag.path("Key").asText(), tag.path("Value").asText()));
  }

  private static String arn(Place place, String name) {
    return "arn:aws:config:"
        + place.region()
        + ":"
        + place.account()
        + RECORDER_ARN
        + name
        + "/emulated";
  }

  private static WireAnswer eachIn(WireAnswer answer, String list, Consumer<ObjectNode> change) {
    if (!answer.ok()) {
      return answer;
    }
    ObjectNode whole = Json.object(answer.text());
    whole.path(list).forEach(entry -> change.accept((ObjectNode) entry));
    return answer.withBody(whole.toString());
  }
}
