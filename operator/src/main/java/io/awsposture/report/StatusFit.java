package io.awsposture.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.ControlStatus;
import io.awsposture.api.v1alpha1.FindingStatus;
import io.awsposture.api.v1alpha1.MadeChange;
import io.awsposture.api.v1alpha1.NonCompliance;
import io.awsposture.api.v1alpha1.PlanStatus;
import io.awsposture.api.v1alpha1.PlannedChange;
import io.awsposture.api.v1alpha1.RegionsStatus;
import io.awsposture.api.v1alpha1.UnreadRegion;
import io.awsposture.api.v1alpha1.Weakening;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a status small, for every one of a thousand is held in memory and written whole. Texts are
 * cut before entries are left out; names (ARNs, ids, Regions) are never cut, for what is half a
 * name names nothing.
 */
final class StatusFit {
  /** Bytes of JSON that a status has at most. */
  static final int MOST_BYTES = 20_000;

  /** Findings listed at most. */
  static final int FINDINGS = 20;

  /** Planned changes listed at most. */
  static final int PLANNED = 10;

  /** Changes made that are listed at most. */
  static final int MADE = 10;

  /** Mended settings remembered at most. */
  static final int MENDED = 100;

  /** Weakenings listed at most. */
  static final int WEAKENINGS = 20;

  /** An annotation's value may be long; its beginning is enough to know it again. */
  private static final int REQUEST = 128;

  /** What a condition says may always take so many characters. */
  private static final int SHORTEST = 60;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  /**
   * How much room there is, from ample to tight.
   *
   * @param message characters of what a condition or a control says; conditions get twice that
   * @param text characters of any other text
   * @param nonCompliant controls whose time is remembered, the longest: a new start counts the
   *     others anew, so that they go last
   */
  private record Room(
      int message,
      int text,
      int findings,
      int planned,
      int made,
      int mended,
      int unread,
      int nonCompliant) {}

  private static final int ALL = Integer.MAX_VALUE;

  private static final List<Room> ROOMS =
      List.of(
          new Room(300, 300, FINDINGS, PLANNED, MADE, MENDED, 40, ALL),
          new Room(300, 120, FINDINGS, PLANNED, MADE, MENDED, 40, ALL),
          new Room(240, 80, FINDINGS, PLANNED, MADE, 60, 40, ALL),
          new Room(200, 60, FINDINGS, PLANNED, MADE, 40, 30, ALL),
          new Room(160, 40, FINDINGS, PLANNED, MADE, 30, 30, ALL),
          new Room(160, 60, 12, 6, MADE, 30, 20, ALL),
          new Room(120, 40, 10, 5, MADE, 20, 20, ALL),
          new Room(80, 30, 6, 3, 8, 20, 15, ALL),
          new Room(50, 20, 3, 2, 5, 10, 10, ALL),
          new Room(30, 15, 2, 1, 3, 10, 10, ALL),
          new Room(1, 8, 0, 0, 1, 5, 5, ALL),
          new Room(1, 8, 0, 0, 1, 3, 0, ALL),
          new Room(1, 8, 0, 0, 1, 3, 0, 10));

  private StatusFit() {}

  /** The status, with texts cut and lists shortened as far as is needed. */
  static AwsAccountStatus fit(AwsAccountStatus whole) {
    AwsAccountStatus smallest = whole;
    for (Room room : ROOMS) {
      smallest = within(room, whole);
      if (bytes(smallest) <= MOST_BYTES) {
        return smallest;
      }
    }
    return smallest;
  }

  /** The size of a status as JSON. */
  static int bytes(AwsAccountStatus status) {
    try {
      return JSON.writeValueAsBytes(status).length;
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a status is made of plain records", impossible);
    }
  }

  private static AwsAccountStatus within(Room room, AwsAccountStatus it) {
    return new AwsAccountStatus(
        it.observedGeneration(),
        it.conditions().stream().map(condition -> within(room, condition)).toList(),
        it.baseline(),
        it.score(),
        it.failing(),
        it.controls().stream().map(row -> within(room, row)).toList(),
        it.findings().stream().limit(room.findings).map(row -> within(room, row)).toList(),
        within(room, it.plan()),
        it.changes().stream().limit(room.made).map(row -> within(room, row)).toList(),
        it.lastScan(),
        within(room, it.regions()),
        it.externalId(),
        it.lastHandledScanRequest() == null ? null : Text.cut(it.lastHandledScanRequest(), REQUEST),
        it.firstSeen(),
        it.soakUntil(),
        it.mended().stream().limit(room.mended).toList(),
        it.budget(),
        // The Regions left out stand among those unread as well, so that one room holds for both.
        it.weakenings().stream().limit(room.unread).map(row -> within(room, row)).toList(),
        it.baselineWeakenings(),
        within(room, it.nonCompliance()));
  }

  private static Condition within(Room room, Condition it) {
    return new Condition(
        it.type(),
        it.status(),
        it.observedGeneration(),
        it.lastTransitionTime(),
        it.reason(),
        // The first thing that people read gets more room than the rest.
        Text.cut(it.message(), Math.max(2 * room.message, SHORTEST)));
  }

  private static Weakening within(Room room, Weakening it) {
    return new Weakening(it.kind(), it.what(), Text.cut(it.reason(), room.text), it.reviewBy());
  }

  private static @Nullable NonCompliance within(Room room, @Nullable NonCompliance it) {
    if (it == null || it.regionSeconds().size() <= room.nonCompliant) {
      return it;
    }
    Map<String, Long> longest =
        it.regionSeconds().entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .limit(room.nonCompliant)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    Map<String, Integer> regions = new HashMap<>(it.failingRegions());
    regions.keySet().retainAll(longest.keySet());
    return new NonCompliance(it.time(), regions, longest);
  }

  private static ControlStatus within(Room room, ControlStatus it) {
    return new ControlStatus(
        it.id(),
        it.verdict(),
        it.severity(),
        it.mode(),
        it.examined(),
        it.failing(),
        it.suppressed(),
        it.unknown(),
        it.managedBy(),
        it.since(),
        Text.cut(it.message(), room.message));
  }

  private static FindingStatus within(Room room, FindingStatus it) {
    return new FindingStatus(
        it.control(),
        it.region(),
        it.resource(),
        Text.cut(it.observed(), room.text),
        Text.cut(it.desired(), room.text),
        it.since());
  }

  private static @Nullable PlanStatus within(Room room, @Nullable PlanStatus it) {
    return it == null
        ? null
        : new PlanStatus(
            it.hash(),
            it.total(),
            it.awaitingApproval(),
            it.changes().stream().limit(room.planned).map(row -> within(room, row)).toList());
  }

  private static PlannedChange within(Room room, PlannedChange it) {
    return new PlannedChange(
        it.id(),
        it.control(),
        it.region(),
        it.action(),
        it.target(),
        it.risk(),
        Text.cut(it.before(), room.text),
        Text.cut(it.after(), room.text),
        Text.cut(it.cost(), room.text),
        Text.cut(it.hold(), room.text));
  }

  private static MadeChange within(Room room, MadeChange it) {
    return new MadeChange(
        it.time(),
        it.id(),
        it.control(),
        it.region(),
        it.action(),
        it.target(),
        Text.cut(it.before(), room.text),
        Text.cut(it.after(), room.text),
        it.approval(),
        it.outcome(),
        Text.cut(it.message(), room.text));
  }

  private static @Nullable RegionsStatus within(Room room, @Nullable RegionsStatus it) {
    return it == null
        ? null
        : new RegionsStatus(
            it.scanned(),
            it.disabled(),
            it.deniedByOrganization(),
            it.excluded(),
            it.unreachable(),
            it.unread().stream()
                .limit(room.unread)
                .map(row ->
                    new UnreadRegion(row.name(), row.state(), Text.cut(row.reason(), room.text)))
                .toList());
  }
}
