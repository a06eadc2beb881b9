package io.awsposture.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * GuardDuty: one detector per Region, features as AWS keeps them, and administrators of the
 * organization.
 */
public final class DetectorCorrections {
  private static final List<String> FOUNDATIONAL = List.of("CLOUD_TRAIL", "DNS_LOGS", "FLOW_LOGS");

  /** What AWS switches on in a new detector unless told otherwise. */
  private static final List<String> UNASKED =
      List.of(
          "S3_DATA_EVENTS",
          "EKS_AUDIT_LOGS",
          "EBS_MALWARE_PROTECTION",
          "RDS_LOGIN_EVENTS",
          "LAMBDA_NETWORK_LOGS");

  private static final List<String> ONLY_WHEN_ASKED =
      List.of("EKS_RUNTIME_MONITORING", "RUNTIME_MONITORING");

  private record Administrator(String account, String relationshipStatus) {}

  private final Map<Place, Administrator> administrators = new ConcurrentHashMap<>();

  /** Features by name, of each detector by id. */
  private final Map<String, Map<String, ObjectNode>> features = new ConcurrentHashMap<>();

  /** When each detector was updated last, by its id. */
  private final Map<String, Instant> updates = new ConcurrentHashMap<>();

  /** What a Region does not offer. */
  private final Map<String, Set<String>> lacking = new ConcurrentHashMap<>();

  private final Supplier<Instant> clock;

  DetectorCorrections(Supplier<Instant> clock) {
    this.clock = clock;
  }

  /** A Region that does not offer these features: a call that names one of them fails there. */
  public DetectorCorrections lacks(String region, String... names) {
    lacking.put(region, Set.of(names));
    return this;
  }

  /** Lets an administrator account manage GuardDuty in every Region of an account. */
  public DetectorCorrections administrator(String account, String administrator) {
    administrators.put(Place.everyRegionOf(account), new Administrator(administrator, "Enabled"));
    return this;
  }

  /**
   * The same for one Region, with any relationship status, such as Enabled, Invited, Removed or
   * Resigned.
   */
  public DetectorCorrections administrator(
      String account, String region, String administrator, String relationshipStatus) {
    administrators.put(
        new Place(account, region), new Administrator(administrator, relationshipStatus));
    return this;
  }

  void addTo(Map<String, Correction> byCall) {
    byCall.put("guardduty:CreateDetector", this::create);
    byCall.put("guardduty:GetDetector", this::get);
    byCall.put("guardduty:UpdateDetector", this::update);
    byCall.put("guardduty:DeleteDetector", this::delete);
    byCall.put("guardduty:GetAdministratorAccount", this::administrator);
  }

  /** One at a time, so that of two that race only one wins, as in AWS. */
  private synchronized WireAnswer create(AwsCall call, Moto moto) throws IOException {
    WireAnswer existing = moto.answer(call, call.request().at("GET", "/detector", ""));
    if (!Json.object(existing.text()).path("detectorIds").isEmpty()) {
      return refused(call, "a detector already exists for the current account.");
    }
    if (namesLacking(call)) {
      return refused(call, "a feature is not supported in this Region.");
    }
    WireAnswer answer = moto.answer(call);
    if (answer.ok()) {
      Map<String, ObjectNode> initial = new ConcurrentSkipListMap<>();
      FOUNDATIONAL.forEach(name -> initial.put(name, feature(name, "ENABLED")));
      UNASKED.forEach(name -> initial.put(name, feature(name, "ENABLED")));
      ONLY_WHEN_ASKED.forEach(name -> initial.put(name, feature(name, "DISABLED")));
      initial.keySet().removeAll(lackingIn(call));
      merge(initial, call.json().path("features"));
      features.put(Json.object(answer.text()).path("detectorId").asText(), initial);
    }
    return answer;
  }

  private WireAnswer get(AwsCall call, Moto moto) throws IOException {
    WireAnswer answer = moto.answer(call);
    Map<String, ObjectNode> kept = features.get(detectorId(call));
    if (!answer.ok() || kept == null) {
      return answer;
    }
    ObjectNode detector = Json.object(answer.text());
    detector.set("features", Json.node(kept.values()));
    Instant updated = updates.get(detectorId(call));
    if (updated != null) {
      detector.put("updatedAt", updated.toString());
    }
    ObjectNode sources = detector.withObject("/dataSources");
    for (String source : List.of("cloudTrail", "dnsLogs", "flowLogs")) {
      sources.withObject("/" + source).set("status", detector.path("status"));
    }
    return answer.withBody(detector.toString());
  }

  private WireAnswer update(AwsCall call, Moto moto) throws IOException {
    if (isMember(call)) {
      return refused(
          call, "member accounts cannot change a detector that an administrator manages.");
    }
    if (namesLacking(call)) {
      return refused(call, "a feature is not supported in this Region.");
    }
    WireAnswer answer = moto.answer(call);
    // Tests are faster than people: no use of a detector follows its creation at once.
    updates.put(detectorId(call), clock.get().plus(Duration.ofMinutes(1)));
    Map<String, ObjectNode> kept = features.get(detectorId(call));
    if (answer.ok() && kept != null) {
      merge(kept, call.json().path("features"));
    }
    return answer;
  }

  private WireAnswer delete(AwsCall call, Moto moto) throws IOException {
    return isMember(call)
        ? refused(call, "member accounts cannot delete a detector that an administrator manages.")
        : moto.answer(call);
  }

  private WireAnswer administrator(AwsCall call, Moto moto) throws IOException {
    WireAnswer answer = moto.answer(call);
    Administrator administrator = administratorOf(call);
    if (!answer.ok()) {
      return answer;
    }
    if (administrator == null) {
      return answer.withBody("{}");
    }
    Map<String, String> relation =
        Map.of(
            "accountId", administrator.account(),
            "relationshipStatus", administrator.relationshipStatus(),
            "invitedAt", "2024-01-01T00:00:00.000Z");
    return answer.withBody(Json.text(Map.of("administrator", relation)));
  }

  private boolean namesLacking(AwsCall call) {
    for (JsonNode feature : call.json().path("features")) {
      if (lackingIn(call).contains(feature.path("name").asText())) {
        return true;
      }
    }
    return false;
  }

  private Set<String> lackingIn(AwsCall call) {
    return lacking.getOrDefault(call.region(), Set.of());
  }

  private boolean isMember(AwsCall call) {
    Administrator administrator = administratorOf(call);
    return administrator != null && administrator.relationshipStatus().equals("Enabled");
  }

  private @Nullable Administrator administratorOf(AwsCall call) {
    Administrator here = administrators.get(call.place());
    return here != null ? here : administrators.get(call.place().everyRegion());
  }

  private static void merge(Map<String, ObjectNode> kept, JsonNode asked) {
    for (JsonNode feature : asked) {
      ObjectNode merged = feature(feature.path("name").asText(), feature.path("status").asText());
      if (feature.has("additionalConfiguration")) {
        merged.set("additionalConfiguration", feature.path("additionalConfiguration"));
      }
      kept.put(feature.path("name").asText(), merged);
    }
  }

  private static ObjectNode feature(String name, String status) {
    return (ObjectNode) Json.node(Map.of("name", name, "status", status));
  }

  private static String detectorId(AwsCall call) {
    return call.request().path().split("/")[2];
  }

  private static WireAnswer refused(AwsCall call, String reason) {
    return call.error(400, "BadRequestException", "The request is rejected because " + reason);
  }
}
