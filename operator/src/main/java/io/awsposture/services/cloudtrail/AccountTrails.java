package io.awsposture.services.cloudtrail;

import io.awsposture.control.Owner;
import io.awsposture.control.Scene;
import io.awsposture.observe.Inventory;
import io.awsposture.observe.Observed;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The trails of an account, an organization's included, with what they are doing.
 *
 * @param seen those that the home Region shows: every multi-Region trail is among them
 * @param elsewhere trails of single other Regions, which it does not show; asked only where none of
 *     {@code seen} records everything, else none
 */
public record AccountTrails(Inventory<TrailState> seen, Observed<Inventory<TrailState>> elsewhere) {
  /** AWS allows so many in a Region, shadows included (AWS CloudTrail, "Quotas"). */
  private static final int MOST_IN_A_REGION = 5;

  /** Trails of which those that the home Region shows suffice. */
  AccountTrails(Inventory<TrailState> seen) {
    this(seen, Observed.known(new Inventory<>(Map.of())));
  }

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
   * The account's trail to mend, before another one is made: the one that the baseline names, or
   * else one that was only stopped, or else the one that lacks least.
   */
  public Optional<TrailState> toMend(Scene scene) {
    Comparator<TrailState> order =
        trueFirst(state -> state.trail().homeRegion().equals(scene.homeRegion()))
            .thenComparing(state -> state.trail().arn());
    return own(scene)
        .filter(state -> isNamedByBaseline(state, scene))
        .min(order)
        .or(() -> own(scene).filter(TrailState::isOnlyStopped).min(order))
        .or(() ->
            own(scene)
                .filter(TrailState::canBeMended)
                .min(
                    trueFirst(TrailState::selectsManagement)
                        .thenComparing(trueFirst(state -> state.trail().multiRegion()))
                        .thenComparing(trueFirst(state -> state.logging().isKnown(true)))
                        .thenComparing(trueFirst(state -> !state.lacksEvents()))
                        .thenComparing(order)));
  }

  private static Comparator<TrailState> trueFirst(Predicate<TrailState> holds) {
    return Comparator.comparing(state -> !holds.test(state));
  }

  /** True where the home Region has room for one more. */
  public boolean hasRoom() {
    return seen.byArn().size() < MOST_IN_A_REGION;
  }

  /** AWS bills every copy of management events but the first. */
  public boolean mayRecordAlready() {
    return elsewhere.ifKnown().isEmpty()
        || all().anyMatch(state -> !state.then(TrailState::recordsManagement).isKnown(false));
  }

  /** Them in a few words. */
  public String text() {
    String known =
        all()
            .flatMap(state -> state.ifKnown().stream())
            .sorted(Comparator.comparing(state -> state.trail().arn()))
            .map(state -> state.trail().name() + ": " + state.shortcomings())
            .collect(Collectors.joining("; "));
    return known.isEmpty() ? "no trail" : known;
  }

  private Stream<TrailState> recording() {
    return seen.known().filter(state -> state.recordsEverything().isKnown(true));
  }

  private Stream<TrailState> own(Scene scene) {
    return all()
        .flatMap(state -> state.ifKnown().stream())
        .filter(state -> state.trail().isOwnedBy(scene.account()));
  }

  private Stream<Observed<TrailState>> all() {
    return Stream.concat(seen.all(), elsewhere.ifKnown().stream().flatMap(Inventory::all));
  }

  private static boolean isNamedByBaseline(TrailState state, Scene scene) {
    return state.trail().name().equals(scene.desired().cloudTrail().name());
  }
}
