package io.awsposture.plan;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.aws.Clients;
import io.awsposture.control.Desired;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One kind of AWS write: a constant of its service's room. It knows the IAM actions it takes, its
 * risk, what it costs, what must hold before it, and how it is done; applied to an argument it
 * becomes a {@link Change}.
 *
 * @param <A> everything the call needs, a record, taken from what was observed: never read inside
 *     the write
 */
public final class Write<A> {
  /** How long a change may take to become visible, where nothing else is said. */
  public static final Duration USUAL_SETTLING = Duration.ofSeconds(120);

  private final String action;
  private final Set<String> actions;
  private final Function<A, Set<Risk>> riskOf;
  private final Set<Risk> risks;
  private final Function<A, String> target;
  private final Function<A, String> before;
  private final Function<A, String> after;
  private final String cost;
  private final Duration settling;
  private final boolean validatedByAws;
  private final Optional<Retry> retry;
  private final List<Need<A, ?>> needs;
  private final List<Besides<A>> besides;
  private final Predicate<Desired> given;
  private final Set<Risk> least;
  private final Map<String, BiFunction<Grant, Allowance, Grant>> narrowed;
  private final BiConsumer<Clients, A> how;

  Write(WriteDraft<A> draft, BiConsumer<Clients, A> how) {
    this.action = draft.action;
    this.actions = Set.copyOf(draft.actions);
    this.riskOf = draft.riskOf;
    this.risks = Set.copyOf(draft.risks);
    this.target = draft.target;
    this.before = Objects.requireNonNull(draft.before, () -> action + " turns nothing");
    this.after = Objects.requireNonNull(draft.after, () -> action + " turns nothing");
    this.cost = draft.cost;
    this.settling = draft.settling;
    this.validatedByAws = draft.validatedByAws;
    this.retry = draft.retry;
    this.needs = List.copyOf(draft.needs);
    this.besides = List.copyOf(draft.besides);
    this.given = draft.given;
    this.least = Set.copyOf(draft.least);
    this.narrowed = Map.copyOf(draft.narrowed);
    this.how = how;
  }

  /** Actions that AWS asks for besides where the argument calls for them. */
  record Besides<A>(Predicate<A> when, Predicate<Desired> under, Set<String> actions) {}

  /**
   * Begins a write of this IAM action; {@code besides} are further actions that AWS asks for in the
   * same call.
   */
  public static <A> WriteDraft<A> of(String iamAction, String... besides) {
    return new WriteDraft<>(iamAction, besides);
  }

  /** This write with its argument. */
  public Change on(A argument) {
    return new Change(new Bound<>(this, argument), Optional.empty());
  }

  /** The action that names it. */
  public String action() {
    return action;
  }

  /** Every IAM action that AWS may ask for when it is done. */
  public Set<String> actions() {
    Set<String> all = new TreeSet<>(actions);
    besides.forEach(it -> all.addAll(it.actions()));
    return all;
  }

  /** Whether it is ever made under these settings, whatever is consented to. */
  public boolean isPossible(Desired desired) {
    return given.test(desired);
  }

  /** Whether it may ever be made where a baseline allows no more than this. */
  public boolean isWithin(Allowance allowance) {
    return isPossible(allowance.desired())
        && allowance.risks().containsAll(least)
        && risks.stream().anyMatch(allowance.risks()::contains);
  }

  /** What IAM must allow for it where a baseline allows no more than this. */
  public List<Grant> grants(Allowance allowance) {
    Set<String> wanted = new TreeSet<>(actions);
    besides.stream()
        .filter(it -> it.under().test(allowance.desired()))
        .forEach(it -> wanted.addAll(it.actions()));
    return wanted.stream()
        .map(name ->
            narrowed.getOrDefault(name, (grant, _) -> grant).apply(Grant.of(name), allowance))
        .toList();
  }

  /** The IAM actions of reading its preconditions under these settings. */
  public Set<String> readActions(Desired desired) {
    Set<String> all = new TreeSet<>();
    if (isPossible(desired)) {
      needs.stream()
          .filter(need -> need.under().test(desired))
          .forEach(need -> all.addAll(need.actions()));
    }
    return all;
  }

  /** The IAM actions of reading its preconditions, whatever the settings. */
  public Set<String> readActions() {
    Set<String> all = new TreeSet<>();
    needs.forEach(need -> all.addAll(need.actions()));
    return all;
  }

  /** Every risk it may have. */
  public Set<Risk> risks() {
    return risks;
  }

  /** What AWS will charge for it; empty: nothing more. */
  public String cost() {
    return cost;
  }

  /** How long it may take until it shows. */
  public Duration settling() {
    return settling;
  }

  /** True where AWS checks everything before it changes anything. */
  public boolean isValidatedByAws() {
    return validatedByAws;
  }

  /** What AWS is asked again after; empty: nothing. */
  public Optional<Retry> retry() {
    return retry;
  }

  /** Every IAM action that AWS asks for when it is done with this argument. */
  Set<String> actions(A argument) {
    Set<String> all = new TreeSet<>(actions);
    besides.stream().filter(it -> it.when().test(argument)).forEach(it -> all.addAll(it.actions()));
    return all;
  }

  SortedSet<Risk> risks(A argument) {
    return new TreeSet<>(riskOf.apply(argument));
  }

  String target(A argument) {
    return target.apply(argument);
  }

  String before(A argument) {
    return before.apply(argument);
  }

  String after(A argument) {
    return after.apply(argument);
  }

  void carryOut(Clients clients, A argument) {
    how.accept(clients, argument);
  }

  List<Precondition<?>> preconditions(A argument) {
    List<Precondition<?>> all = new ArrayList<>();
    needs.forEach(need -> need.before(argument).ifPresent(all::add));
    return all;
  }
}
