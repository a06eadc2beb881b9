package io.awsposture.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * CloudTrail: selectors as AWS keeps them, names and home Regions taken seriously, trails of the
 * organization.
 */
public final class TrailCorrections {
  private static final List<String> WRITES =
      List.of("UpdateTrail", "StartLogging", "StopLogging", "DeleteTrail", "PutEventSelectors");

  /**
   * The answer to GetEventSelectors without the ARN, by the ARN of trails whose selectors somebody
   * has put.
   */
  private final Map<String, ObjectNode> selectors = new ConcurrentHashMap<>();

  private final Map<String, List<OrganizationTrail>> ofOrganizations = new ConcurrentHashMap<>();

  TrailCorrections() {}

  /** Shows a trail of its organization to a member account, in every Region. */
  public TrailCorrections organizationTrail(String member, OrganizationTrail trail) {
    ofOrganizations.computeIfAbsent(member, key -> new CopyOnWriteArrayList<>()).add(trail);
    return this;
  }

  void addTo(Map<String, Correction> byCall) {
    byCall.put("cloudtrail:CreateTrail", this::create);
    byCall.put("cloudtrail:DescribeTrails", this::describe);
    byCall.put("cloudtrail:GetTrail", this::get);
    byCall.put("cloudtrail:GetTrailStatus", this::status);
    byCall.put("cloudtrail:GetEventSelectors", this::selectors);
    WRITES.forEach(operation -> byCall.put("cloudtrail:" + operation, this::write));
  }

  /** One at a time, so that of two that race only one wins. */
  private synchronized WireAnswer create(AwsCall call, Moto moto) throws IOException {
    String name = call.json().path("Name").asText();
    boolean exists =
        own(call, moto, false).stream().anyMatch(trail -> trail.path("Name").asText().equals(name));
    return exists
        ? call.error(400, "TrailAlreadyExistsException", "Trail " + name + " already exists.")
        : moto.answer(call);
  }

  private WireAnswer describe(AwsCall call, Moto moto) throws IOException {
    WireAnswer answer = moto.answer(call);
    if (!answer.ok()) {
      return answer;
    }
    ObjectNode asked = call.json();
    ObjectNode whole = Json.object(answer.text());
    ArrayNode trails = whole.withArray("/trailList");
    trails.forEach(trail -> completed((ObjectNode) trail));
    if (asked.path("includeShadowTrails").asBoolean(true)) {
      ofOrganization(call).forEach(trail -> trails.add(described(trail)));
    }
    Set<String> names =
        StreamSupport.stream(asked.path("trailNameList").spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.toSet());
    if (!names.isEmpty()) {
      trails.removeIf(trail ->
          !names.contains(trail.path("Name").asText())
              && !names.contains(trail.path("TrailARN").asText()));
    }
    return answer.withBody(whole.toString());
  }

  private WireAnswer get(AwsCall call, Moto moto) throws IOException {
    String name = call.json().path("Name").asText();
    for (OrganizationTrail trail : ofOrganization(call)) {
      if (trail.arn().equals(name)) {
        return call.success(Json.text(Map.of("Trail", described(trail))));
      }
    }
    WireAnswer answer = moto.answer(call);
    if (answer.ok()) {
      ObjectNode whole = Json.object(answer.text());
      ObjectNode trail = whole.withObject("/Trail");
      completed(trail).put("HomeRegion", trail.path("TrailARN").asText().split(":")[3]);
      return answer.withBody(whole.toString());
    }
    return answer;
  }

  private ObjectNode completed(ObjectNode trail) {
    return trail.put(
        "HasCustomEventSelectors", selectors.containsKey(trail.path("TrailARN").asText()));
  }

  private WireAnswer status(AwsCall call, Moto moto) throws IOException {
    String name = call.json().path("Name").asText();
    for (OrganizationTrail trail : ofOrganization(call)) {
      if (trail.arn().equals(name)) {
        return call.success(Json.text(Map.of("IsLogging", trail.logging())));
      }
    }
    return moto.answer(call);
  }

  private WireAnswer selectors(AwsCall call, Moto moto) throws IOException {
    String name = call.json().path("TrailName").asText();
    if (isOfOrganization(call, name)) {
      return call.error(
          400,
          "OperationNotPermittedException",
          "Only its owner may read the selectors of " + name);
    }
    WireAnswer answer = moto.answer(call);
    if (!answer.ok()) {
      return answer;
    }
    String arn = Json.object(answer.text()).path("TrailARN").asText();
    ObjectNode put = selectors.get(arn);
    return answer.withBody(
        (put == null ? everyManagementEvent() : put.deepCopy()).put("TrailARN", arn).toString());
  }

  /** What a trail records until told otherwise. */
  private static ObjectNode everyManagementEvent() {
    Map<String, Object> basic =
        Map.of(
            "ReadWriteType",
            "All",
            "IncludeManagementEvents",
            true,
            "DataResources",
            List.of(),
            "ExcludeManagementEventSources",
            List.of());
    return (ObjectNode) Json.node(Map.of("EventSelectors", List.of(basic)));
  }

  /** Writes by ARN too, of which moto knows not all, and only where the trail is at home. */
  private WireAnswer write(AwsCall call, Moto moto) throws IOException {
    ObjectNode body = call.json();
    String field = body.has("TrailName") ? "TrailName" : "Name";
    String asked = body.path(field).asText();
    if (isOfOrganization(call, asked)) {
      return call.error(
          400,
          "NotOrganizationMasterAccountException",
          "Only the management account may change " + asked);
    }
    for (JsonNode trail : own(call, moto, true)) {
      String arn = trail.path("TrailARN").asText();
      if (arn.equals(asked) || trail.path("Name").asText().equals(asked)) {
        if (!trail.path("HomeRegion").asText().equals(call.region())) {
          return call.error(
              400,
              "InvalidHomeRegionException",
              "The home Region of " + arn + " is " + trail.path("HomeRegion"));
        }
        body.put(field, trail.path("Name").asText());
        return written(call, body, arn, moto);
      }
    }
    return call.error(400, "TrailNotFoundException", "Unknown trail: " + asked);
  }

  private WireAnswer written(AwsCall call, ObjectNode body, String arn, Moto moto)
      throws IOException {
    WireAnswer answer = moto.answer(call, call.request().withBody(body.toString()));
    if (answer.ok() && call.operation().equals("PutEventSelectors")) {
      body.remove("TrailName");
      selectors.put(arn, body);
    }
    if (answer.ok() && call.operation().equals("DeleteTrail")) {
      selectors.remove(arn);
    }
    return answer;
  }

  private static List<JsonNode> own(AwsCall call, Moto moto, boolean shadows) throws IOException {
    WireAnswer answer =
        moto.answer(call, call.asking("DescribeTrails", Map.of("includeShadowTrails", shadows)));
    return StreamSupport.stream(Json.object(answer.text()).path("trailList").spliterator(), false)
        .toList();
  }

  private List<OrganizationTrail> ofOrganization(AwsCall call) {
    return ofOrganizations.getOrDefault(call.account(), List.of());
  }

  private boolean isOfOrganization(AwsCall call, String name) {
    return ofOrganization(call).stream().anyMatch(trail -> trail.arn().equals(name));
  }

  private static JsonNode described(OrganizationTrail trail) {
    Map<String, Object> described =
        new HashMap<>(
            Map.of(
                "Name",
                trail.name(),
                "TrailARN",
                trail.arn(),
                "HomeRegion",
                trail.homeRegion(),
                "S3BucketName",
                "organization-trail",
                "IsMultiRegionTrail",
                true,
                "IsOrganizationTrail",
                true,
                "IncludeGlobalServiceEvents",
                true,
                "LogFileValidationEnabled",
                trail.validation(),
                "HasCustomEventSelectors",
                trail.customSelectors(),
                "HasInsightSelectors",
                false));
    if (!trail.kmsKey().isEmpty()) {
      described.put("KmsKeyId", trail.kmsKey());
    }
    return Json.node(described);
  }
}
