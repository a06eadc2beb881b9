package io.awsposture.plan;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.aws.Clients;
import io.awsposture.control.Desired;
import io.awsposture.observe.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A write in the making.
 *
 * @param <A> the argument's type
 */
public final class WriteDraft<A> {
  final String action;
  final Set<String> actions = new TreeSet<>();
  Function<A, Set<Risk>> riskOf = _ -> Set.of(Risk.ADDITIVE);
  Set<Risk> risks = Set.of(Risk.ADDITIVE);
  Function<A, String> target = _ -> "account";
  @Nullable Function<A, String> before;
  @Nullable Function<A, String> after;
  String cost = "";
  Duration settling = Write.USUAL_SETTLING;
  boolean validatedByAws;
  Optional<Retry> retry = Optional.empty();
  final List<Need<A, ?>> needs = new ArrayList<>();
  final List<Write.Besides<A>> besides = new ArrayList<>();
  Predicate<Desired> given = _ -> true;
  Set<Risk> least = Set.of();
  final Map<String, BiFunction<Grant, Allowance, Grant>> narrowed = new TreeMap<>();

  WriteDraft(String action, String... besides) {
    this.action = action;
    actions.add(action);
    actions.addAll(Arrays.asList(besides));
  }

  /** Its risk, whatever the argument. */
  public WriteDraft<A> risk(Risk always) {
    return risks(Set.of(always), _ -> Set.of(always));
  }

  /** Its risk, which depends on the argument; {@code all} names every risk that may come out. */
  public WriteDraft<A> risk(Set<Risk> all, Function<A, Risk> by) {
    return risks(all, argument -> Set.of(by.apply(argument)));
  }

  /** Its risks, one or several at once; {@code all} names every one that may come out. */
  public WriteDraft<A> risks(Set<Risk> all, Function<A, Set<Risk>> by) {
    this.riskOf = by;
    this.risks = all;
    return this;
  }

  /** A risk that it has whatever the argument, beside others that depend on it. */
  public WriteDraft<A> always(Risk risk) {
    this.least = Set.of(risk);
    return this;
  }

  /** It is made only under such settings, for they say what to write. */
  public WriteDraft<A> given(Predicate<Desired> settings) {
    this.given = settings;
    return this;
  }

  /**
   * Further actions that AWS asks for in the same call where the argument calls for them.
   *
   * @param under the settings under which it may
   */
  public WriteDraft<A> besides(Predicate<A> when, Predicate<Desired> under, String... actions) {
    besides.add(new Write.Besides<>(when, under, Set.of(actions)));
    return this;
  }

  /** Says on what, and on which condition, IAM must allow one of its actions; else on anything. */
  public WriteDraft<A> narrowed(String iamAction, BiFunction<Grant, Allowance, Grant> to) {
    narrowed.put(iamAction, to);
    return this;
  }

  /** What is changed: an ARN or a name. */
  public WriteDraft<A> target(Function<A, String> by) {
    this.target = by;
    return this;
  }

  /** How it is and how it will be, in a few words without secrets. */
  public WriteDraft<A> turns(Function<A, String> from, Function<A, String> to) {
    this.before = from;
    this.after = to;
    return this;
  }

  /** How it is and how it will be, in a few words. */
  public WriteDraft<A> turns(String from, String to) {
    return turns(_ -> from, _ -> to);
  }

  /** What AWS will charge for it, in words. */
  public WriteDraft<A> costs(String words) {
    this.cost = words;
    return this;
  }

  /** How long it may take until the change shows in what AWS answers. */
  public WriteDraft<A> settlesWithin(Duration time) {
    this.settling = time;
    return this;
  }

  /**
   * AWS checks everything itself before it changes anything, so a precondition that cannot be read
   * does not hold it.
   */
  public WriteDraft<A> validatedByAws() {
    this.validatedByAws = true;
    return this;
  }

  /**
   * AWS refuses with this error code, and changes nothing, while something that the write refers to
   * is not known everywhere yet: it is asked again for so long.
   */
  public WriteDraft<A> retriedOn(String errorCode, Duration within) {
    this.retry = Optional.of(new Retry(errorCode, within));
    return this;
  }

  /**
   * Adds a precondition told by one reading of a family.
   *
   * @param key which reading; empty: nothing needs to hold
   * @param obstacle what is missing, as a sentence that says what to add; empty: it holds
   */
  public <K, P> WriteDraft<A> needs(
      Reading.Family<K, P> family,
      Function<A, Optional<K>> key,
      BiFunction<P, A, Optional<String>> obstacle) {
    return needs(_ -> true, family, key, obstacle);
  }

  /**
   * Adds a precondition told by one reading of a family.
   *
   * @param under the settings under which it may have to hold at all
   * @param key which reading; empty: nothing needs to hold
   * @param obstacle what is missing, as a sentence that says what to add; empty: it holds
   */
  public <K, P> WriteDraft<A> needs(
      Predicate<Desired> under,
      Reading.Family<K, P> family,
      Function<A, Optional<K>> key,
      BiFunction<P, A, Optional<String>> obstacle) {
    needs.add(
        new Need<>(
            family.actions(), under, argument -> key.apply(argument).map(family::of), obstacle));
    return this;
  }

  /**
   * Adds a precondition told by a reading that does not depend on the argument.
   *
   * @param when whether anything needs to hold
   * @param obstacle what is missing, as a sentence that says what to add; empty: it holds
   */
  public <P> WriteDraft<A> needs(
      Reading<P> reading, Predicate<A> when, BiFunction<P, A, Optional<String>> obstacle) {
    return needs(_ -> true, reading, when, obstacle);
  }

  /**
   * Adds a precondition told by a reading that does not depend on the argument.
   *
   * @param under the settings under which it may have to hold at all
   * @param when whether anything needs to hold
   * @param obstacle what is missing, as a sentence that says what to add; empty: it holds
   */
  public <P> WriteDraft<A> needs(
      Predicate<Desired> under,
      Reading<P> reading,
      Predicate<A> when,
      BiFunction<P, A, Optional<String>> obstacle) {
    needs.add(
        new Need<>(
            reading.actions(),
            under,
            argument -> when.test(argument) ? Optional.of(reading) : Optional.empty(),
            obstacle));
    return this;
  }

  /**
   * Says how it is done: one call to AWS.
   *
   * @throws NullPointerException where nothing was said of what it {@link #turns}: nobody may make
   *     a change that he cannot describe
   */
  public Write<A> by(BiConsumer<Clients, A> how) {
    return new Write<>(this, how);
  }
}
