package io.awsposture.services.config;

import io.awsposture.aws.Cause;
import io.awsposture.control.Desired.ConfigRecorder;
import io.awsposture.control.Owner;
import io.awsposture.control.Scene;
import io.awsposture.observe.Observed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * AWS Config in a Region.
 *
 * @param delivery asked only where a recorder runs and has a channel; else none
 * @param tags of the recorder; empty: not asked, because it does its work
 * @param serviceRole whether AWS Config's own role exists; asked only where there is no recorder,
 *     else true
 */
public record ConfigSetup(
    Optional<Recorder> recorder,
    Optional<DeliveryChannel> channel,
    Observed<Delivery> delivery,
    Optional<Observed<Map<String, String>>> tags,
    Observed<Boolean> serviceRole) {
  /** Who else manages the recorder; nobody where that was not asked. */
  Observed<Optional<Owner>> owner() {
    if (isNamedByControlTower()) {
      return Observed.known(Optional.of(ControlTower.OWNER));
    }
    return tags.map(asked -> asked.map(ControlTower::ownerOf))
        .orElseGet(() -> Observed.known(Optional.empty()));
  }

  /** Everything that is wrong for certain. */
  List<String> troubles(Scene scene) {
    return checks(scene)
        .flatMap(check -> check.ifKnown().stream())
        .flatMap(Optional::stream)
        .toList();
  }

  /** Why it cannot be said whether anything is wrong. */
  Optional<Cause> unknown(Scene scene) {
    return checks(scene)
        .flatMap(check ->
            check instanceof Observed.Unknown<Optional<String>>(Cause cause)
                ? Stream.of(cause)
                : Stream.empty())
        .findFirst();
  }

  private Stream<Observed<Optional<String>>> checks(Scene scene) {
    return recorder
        .map(is ->
            Stream.of(
                troubleIf(channel.isEmpty(), "no delivery channel"),
                is.status().trouble(scene),
                troubleIf(
                    !is.coverage().widened(scene).equals(is.coverage()),
                    "records " + is.coverage().words()),
                delivery.then(Delivery::trouble)))
        .orElseGet(() -> Stream.of(troubleIf(true, "no recorder")));
  }

  private static Observed<Optional<String>> troubleIf(boolean wrong, String words) {
    return Observed.known(wrong ? Optional.of(words) : Optional.empty());
  }

  /** What a person should know besides. */
  Stream<String> notes(Scene scene) {
    ConfigRecorder desired = scene.desired().configRecorder();
    Stream<String> ofRecorder = recorder.stream().flatMap(is -> is.notes(scene));
    Stream<String> ofChannel =
        channel.stream()
            .map(DeliveryChannel::bucket)
            .filter(bucket -> desired.bucket().filter(wanted -> !wanted.equals(bucket)).isPresent())
            .map(bucket -> "delivers to bucket " + bucket + ", which the baseline does not name");
    Stream<String> ofDelivery =
        delivery.ifKnown().filter(Delivery::failsToNotify).stream()
            .map(_ -> "notifications of changes cannot be delivered to their topic");
    return Stream.of(ofRecorder, ofChannel, ofDelivery).flatMap(notes -> notes);
  }

  /** What must be mended outside AWS Config before it can record and deliver again. */
  Optional<String> obstacle() {
    return fails()
        ? Optional.of(
            "AWS Config says that it fails: let %s read the account, and let AWS Config write to bucket %s"
                .formatted(
                    recorder.flatMap(Recorder::role).orElse("the recorder's role"),
                    channel.map(DeliveryChannel::bucket).orElse("of the channel")))
        : Optional.empty();
  }

  private boolean fails() {
    return recorder.map(is -> is.status().fails()).orElse(false)
        || delivery.map(Delivery::fails).isKnown(true);
  }

  /** True where something is to be recorded and delivered. */
  boolean runs() {
    return recorder.map(is -> is.status().recording()).orElse(false) && channel.isPresent();
  }

  /**
   * True where a recorder does not do its work, so that it matters who owns it. Whether one that
   * does leaves out too much only the baseline tells; then its owner is asked for before it is
   * widened.
   */
  boolean mayNeedStarting() {
    return !isNamedByControlTower() && recorder.isPresent() && (!runs() || fails());
  }

  ConfigSetup with(Observed<Delivery> seen) {
    return new ConfigSetup(recorder, channel, seen, tags, serviceRole);
  }

  ConfigSetup withTags(Observed<Map<String, String>> seen) {
    return new ConfigSetup(recorder, channel, delivery, Optional.of(seen), serviceRole);
  }

  private boolean isNamedByControlTower() {
    return recorder.map(Recorder::name).filter(ControlTower::names).isPresent()
        || channel.map(DeliveryChannel::name).filter(ControlTower::names).isPresent();
  }
}
