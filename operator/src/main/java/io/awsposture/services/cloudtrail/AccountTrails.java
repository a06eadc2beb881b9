package io.awsposture.services.cloudtrail;

import io.awsposture.control.Owner;
import io.awsposture.control.Scene;
import io.awsposture.observe.Inventory;
import io.awsposture.observe.Observed;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The trails of an account, an organization's included, with what they are doing.
 *
 * @param seen those that the home Region shows: every multi-Region trail is among them
 * @param othersMayExist there are, or may be, trails of single Regions that it does not show; told
 *     only where none of {@code seen} records everything
 */
public record AccountTrails(Inventory<TrailState> seen, boolean othersMayExist) {

  /** For each trail, whether it records every management event in every Region. */
  public Stream<Observed<Boolean>> candidates() {
    return seen.all().map(state -> state.then(TrailState::recordsEverything));
  }

  /** What a person should know of the trails that record everything. */
  public Stream<String> notes() {
    return recording().flatMap(TrailState::notes);
  }

  /** The organization whose trail does the work, where no trail of the account does it. */
  public Optional<Owner> owner(Scene scene) {
    return recording().anyMatch(state -> state.trail().isOwnedBy(scene.account()))
        ? Optional.empty()
        : recording()
            .findFirst()
            .map(state ->
                new Owner(
                    "organization",
                    "trail " + state.trail().name() + " of account " + state.trail().owner()));
  }

  /**
   * The account's trail to mend: the one that the baseline names, or else one that was only
   * stopped. What else others made stays as it is.
   */
  public Optional<TrailState> toMend(Scene scene) {
    Comparator<TrailState> homeFirst =
        Comparator.comparing(state -> !state.trail().homeRegion().equals(scene.homeRegion()));
    Comparator<TrailState> order = homeFirst.thenComparing(state -> state.trail().arn());
    return own(scene)
        .filter(state -> isNamedByBaseline(state, scene))
        .min(order)
        .or(() -> own(scene).filter(TrailState::isOnlyStopped).min(order));
  }

  /** AWS bills every copy of management events but the first. */
  public boolean mayRecordAlready() {
    return othersMayExist
        || seen.all().anyMatch(state -> !state.then(TrailState::recordsManagement).isKnown(false));
  }

  /** Them in a few words. */
  public String text() {
    String known =
        seen.known()
            .sorted(Comparator.comparing(state -> state.trail().arn()))
            .map(state -> state.trail().name() + ": " + state.shortcomings())
            .collect(Collectors.joining("; "));
    return known.isEmpty() ? "no trail" : known;
  }

  private Stream<TrailState> recording() {
    return seen.known().filter(state -> state.recordsEverything().isKnown(true));
  }

  private Stream<TrailState> own(Scene scene) {
    return seen.known().filter(state -> state.trail().isOwnedBy(scene.account()));
  }

  private static boolean isNamedByBaseline(TrailState state, Scene scene) {
    return state.trail().name().equals(scene.desired().cloudTrail().name());
  }
}
