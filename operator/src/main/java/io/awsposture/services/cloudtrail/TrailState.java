package io.awsposture.services.cloudtrail;

import io.awsposture.control.Scene;
import io.awsposture.observe.Observed;
import io.awsposture.services.cloudtrail.CloudTrailChanges.Selection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A trail and what it is doing. Members of an organization may be refused what its trail does.
 *
 * @param status in its home Region
 */
public record TrailState(Trail trail, Observed<Status> status, Observed<EventSelectors> selectors) {

  /**
   * Whether it records.
   *
   * @param deliveryError what S3 or KMS answered when log files were last delivered; empty: all is
   *     well
   */
  public record Status(boolean logging, Optional<String> deliveryError) {}

  /** Whether it records every management event in every Region. */
  public Observed<Boolean> recordsEverything() {
    return trail.multiRegion()
        ? both(logging(), selectors.map(EventSelectors::selectAllManagement))
        : Observed.known(false);
  }

  /** Whether it records any management event anywhere, so that a further trail's are billed. */
  public Observed<Boolean> recordsManagement() {
    return both(logging(), selectors.map(EventSelectors::selectManagement));
  }

  /** Whether it records at all. */
  public Observed<Boolean> logging() {
    return status.map(Status::logging);
  }

  /** True where it is known to select some management events. */
  public boolean selectsManagement() {
    return selectors.map(EventSelectors::selectManagement).isKnown(true);
  }

  /** True where it is known not to select all management events. */
  public boolean lacksEvents() {
    return selectors.map(EventSelectors::selectAllManagement).isKnown(false);
  }

  /** How it would select them besides all that it selects; empty where AWS does not allow it. */
  public Optional<Selection> selection(Scene scene) {
    return selectors
        .ifKnown()
        .flatMap(now ->
            now.withAllManagement()
                .map(all -> new Selection(trail.arn(), now.text(), all, trail.isOurs(scene))));
  }

  /** True where a change besides starting it is wanted, whose risk hangs on who made it. */
  boolean isFoundWanting() {
    return !trail.multiRegion() || lacksEvents();
  }

  /** The same, its tags having been read. */
  TrailState tagged(Optional<String> operator) {
    return new TrailState(trail.tagged(operator), status, selectors);
  }

  /** It is known what it does, and it does it: log files reach their bucket once it is started. */
  boolean canBeMended() {
    return status.ifKnown().isPresent()
        && selectors.ifKnown().isPresent()
        && deliveryError().isEmpty();
  }

  /** Nothing is known to be wrong but that it was stopped: then starting it mends everything. */
  public boolean isOnlyStopped() {
    return trail.multiRegion()
        && logging().isKnown(false)
        && selectors.map(EventSelectors::selectAllManagement).isKnown(true)
        && deliveryError().isEmpty();
  }

  /** What is known to be wrong with it, in a few words. */
  String shortcomings() {
    return String.join(
        ", ",
        Stream.of(
                Optional.of("one Region only").filter(_ -> !trail.multiRegion()),
                Optional.of("stopped").filter(_ -> logging().isKnown(false)),
                selectors
                    .ifKnown()
                    .filter(known -> !known.selectAllManagement())
                    .map(EventSelectors::text))
            .flatMap(Optional::stream)
            .toList());
  }

  /** What a person should know of a trail that counts. */
  Stream<String> notes() {
    return Stream.of(
            deliveryError().map(error -> "trail " + trail.name() + " cannot deliver: " + error),
            selectors
                .ifKnown()
                .map(EventSelectors::excluded)
                .filter(excluded -> !excluded.isEmpty())
                .map(excluded ->
                    "trail "
                        + trail.name()
                        + " leaves out events of "
                        + String.join(", ", excluded)))
        .flatMap(Optional::stream);
  }

  private Optional<String> deliveryError() {
    return status.ifKnown().flatMap(Status::deliveryError);
  }

  /** A known no decides, whatever else is not known. */
  private static Observed<Boolean> both(Observed<Boolean> one, Observed<Boolean> other) {
    return other.isKnown(false) ? other : one.then(yes -> yes ? other : Observed.known(false));
  }
}
