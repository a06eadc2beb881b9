package io.awsposture.services.cloudtrail;

import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which events a trail records: an event is recorded when one selector takes it. A trail has basic
 * or advanced selectors, never both.
 */
public record EventSelectors(List<BasicSelector> basic, List<AdvancedSelector> advanced) {
  /** What a trail has that nobody gave selectors: all management events, and no others. */
  public static final EventSelectors DEFAULT =
      new EventSelectors(List.of(BasicSelector.allManagement(List.of())), List.of());

  /** AWS CloudTrail API, "PutEventSelectors". */
  private static final int MOST_BASIC = 5;

  /** The two halves of management events. */
  enum Half {
    READS,
    WRITES
  }

  /**
   * The management events that one selector takes.
   *
   * @param halves empty: none, or only some that a filter lets through
   * @param excluded event sources left out
   */
  record Management(Set<Half> halves, Set<String> excluded) {
    static final Management NONE = new Management(EnumSet.noneOf(Half.class), Set.of());
  }

  /** Unchangeable selectors. */
  public EventSelectors {
    basic = List.copyOf(basic);
    advanced = List.copyOf(advanced);
  }

  /** True where reads and writes are both recorded. */
  public boolean selectAllManagement() {
    return halves().containsAll(EnumSet.allOf(Half.class));
  }

  /** True where at least reads or writes are recorded. */
  public boolean selectManagement() {
    return !halves().isEmpty();
  }

  /** Event sources whose management events are left out, wholly or by half. */
  public Set<String> excluded() {
    return halves().stream()
        .flatMap(half -> excludedOf(half).stream())
        .collect(toCollection(TreeSet::new));
  }

  /**
   * The same selectors, widened so that all management events are recorded. Data events, exclusions
   * and filters stay as they are: a selector that takes management events only is widened, else one
   * is added. Empty where AWS allows no further one.
   */
  public Optional<EventSelectors> withAllManagement() {
    if (!advanced.isEmpty()) {
      return Optional.of(
          new EventSelectors(
              basic,
              widened(
                  advanced,
                  selector -> !selector.management().halves().isEmpty(),
                  AdvancedSelector::withoutReadOnly,
                  AdvancedSelector.allManagement())));
    }
    List<BasicSelector> all =
        widened(
            basic,
            BasicSelector::isManagementOnly,
            BasicSelector::withReadsAndWrites,
            BasicSelector.allManagement(List.copyOf(excluded())));
    return all.size() > MOST_BASIC
        ? Optional.empty()
        : Optional.of(new EventSelectors(all, advanced));
  }

  /** Them in a few words. */
  String text() {
    if (selectAllManagement()) {
      return "all management events";
    }
    return halves().stream()
        .findFirst()
        .map(half -> half == Half.READS ? "management reads only" : "management writes only")
        .orElse("not all management events");
  }

  private Stream<Management> management() {
    return Stream.concat(
        basic.stream().map(BasicSelector::management),
        advanced.stream().map(AdvancedSelector::management));
  }

  private Set<Half> halves() {
    return management()
        .flatMap(taken -> taken.halves().stream())
        .collect(toCollection(() -> EnumSet.noneOf(Half.class)));
  }

  /** What one selector leaves out another may take. */
  private Set<String> excludedOf(Half half) {
    return management()
        .filter(taken -> taken.halves().contains(half))
        .map(Management::excluded)
        .reduce((one, other) -> {
          Set<String> common = new TreeSet<>(one);
          common.retainAll(other);
          return common;
        })
        .orElse(Set.of());
  }

  private static <S> List<S> widened(
      List<S> selectors, Predicate<S> fits, UnaryOperator<S> wider, S otherwise) {
    List<S> all = new ArrayList<>(selectors);
    OptionalInt first =
        IntStream.range(0, all.size()).filter(index -> fits.test(all.get(index))).findFirst();
    if (first.isPresent()) {
      all.set(first.getAsInt(), wider.apply(all.get(first.getAsInt())));
    } else {
      all.add(otherwise);
    }
    return all;
  }
}
