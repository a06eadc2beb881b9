package io.awsposture.plan;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.aws.Clients;
import io.awsposture.observe.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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
  private final BiConsumer<Clients, A> how;

  private Write(Draft<A> draft, BiConsumer<Clients, A> how) {
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
    this.how = how;
  }

  /**
   * Something that must hold before a write, told by a reading that is made only for planned
   * changes.
   *
   * @param actions the IAM actions of the reading, whatever the argument
   * @param reading tells; empty: nothing needs to hold
   * @param obstacle what is missing, as a sentence that says what to add; empty: it holds
   */
  private record Need<A, P>(
      Set<String> actions,
      Function<A, Optional<Reading<P>>> reading,
      BiFunction<P, A, Optional<String>> obstacle) {

    Optional<Precondition<?>> before(A argument) {
      return reading
          .apply(argument)
          .map(tells -> new Precondition<P>(tells, seen -> obstacle.apply(seen, argument)));
    }
  }

  /**
   * Begins a write of this IAM action; {@code besides} are further actions that AWS asks for in the
   * same call.
   */
  public static <A> Draft<A> of(String iamAction, String... besides) {
    return new Draft<>(iamAction, besides);
  }

  /** A write in the making. */
  public static final class Draft<A> {
    private final String action;
    private final Set<String> actions = new TreeSet<>();
    private Function<A, Set<Risk>> riskOf = _ -> Set.of(Risk.ADDITIVE);
    private Set<Risk> risks = Set.of(Risk.ADDITIVE);
    private Function<A, String> target = _ -> "account";
    private @Nullable Function<A, String> before;
    private @Nullable Function<A, String> after;
    private String cost = "";
    private Duration settling = USUAL_SETTLING;
    private boolean validatedByAws;
    private Optional<Retry> retry = Optional.empty();
    private final List<Need<A, ?>> needs = new ArrayList<>();

    private Draft(String action, String... besides) {
      this.action = action;
      actions.add(action);
      actions.addAll(Arrays.asList(besides));
    }

    /** Its risk, whatever the argument. */
    public Draft<A> risk(Risk always) {
      return risks(Set.of(always), _ -> Set.of(always));
    }

    /** Its risk, which depends on the argument; {@code all} names every risk that may come out. */
    public Draft<A> risk(Set<Risk> all, Function<A, Risk> by) {
      return risks(all, argument -> Set.of(by.apply(argument)));
    }

    /** Its risks, one or several at once; {@code all} names every one that may come out. */
    public Draft<A> risks(Set<Risk> all, Function<A, Set<Risk>> by) {
      this.riskOf = by;
      this.risks = all;
      return this;
    }

    /** What is changed: an ARN or a name. */
    public Draft<A> target(Function<A, String> by) {
      this.target = by;
      return this;
    }

    /** How it is and how it will be, in a few words without secrets. */
    public Draft<A> turns(Function<A, String> from, Function<A, String> to) {
      this.before = from;
      this.after = to;
      return this;
    }

    /** How it is and how it will be, in a few words. */
    public Draft<A> turns(String from, String to) {
      return turns(_ -> from, _ -> to);
    }

    /** What AWS will charge for it, in words. */
    public Draft<A> costs(String words) {
      this.cost = words;
      return this;
    }

    /** How long it may take until the change shows in what AWS answers. */
    public Draft<A> settlesWithin(Duration time) {
      this.settling = time;
      return this;
    }

    /**
     * AWS checks everything itself before it changes anything, so a precondition that cannot be
     * read does not hold it.
     */
    public Draft<A> validatedByAws() {
      this.validatedByAws = true;
      return this;
    }

    /**
     * AWS refuses with this error code, and changes nothing, while something that the write refers
     * to is not known everywhere yet: it is asked again for so long.
     */
    public Draft<A> retriedOn(String errorCode, Duration within) {
      this.retry = Optional.of(new Retry(errorCode, within));
      return this;
    }

    /**
     * Adds a precondition told by one reading of a family.
     *
     * @param key which reading; empty: nothing needs to hold
     * @param obstacle what is missing, as a sentence that says what to add; empty: it holds
     */
    public <K, P> Draft<A> needs(
        Reading.Family<K, P> family,
        Function<A, Optional<K>> key,
        BiFunction<P, A, Optional<String>> obstacle) {
      needs.add(
          new Need<>(family.actions(), argument -> key.apply(argument).map(family::of), obstacle));
      return this;
    }

    /**
     * Adds a precondition told by a reading that does not depend on the argument.
     *
     * @param when whether anything needs to hold
     * @param obstacle what is missing, as a sentence that says what to add; empty: it holds
     */
    public <P> Draft<A> needs(
        Reading<P> reading, Predicate<A> when, BiFunction<P, A, Optional<String>> obstacle) {
      needs.add(
          new Need<>(
              reading.actions(),
              argument -> when.test(argument) ? Optional.of(reading) : Optional.empty(),
              obstacle));
      return this;
    }

    /**
     * Says how it is done: one call to AWS.
     *
     * @throws NullPointerException where nothing was said of what it {@link #turns}: nobody may
     *     make a change that he cannot describe
     */
    public Write<A> by(BiConsumer<Clients, A> how) {
      return new Write<>(this, how);
    }
  }

  /** This write with its argument. */
  public Change on(A argument) {
    return new Change(new Bound<>(this, argument), Optional.empty());
  }

  /** The action that names it. */
  public String action() {
    return action;
  }

  /** Every IAM action that AWS asks for when it is done. */
  public Set<String> actions() {
    return actions;
  }

  /** The IAM actions of reading its preconditions. */
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

  /**
   * A write with its argument.
   *
   * @param <A> the argument's type
   */
  record Bound<A>(Write<A> write, A argument) {
    SortedSet<Risk> risks() {
      return new TreeSet<>(write.riskOf.apply(argument));
    }

    String target() {
      return write.target.apply(argument);
    }

    String before() {
      return write.before.apply(argument);
    }

    String after() {
      return write.after.apply(argument);
    }

    void carryOut(Clients clients) {
      write.how.accept(clients, argument);
    }

    List<Precondition<?>> preconditions() {
      List<Precondition<?>> all = new ArrayList<>();
      write.needs.forEach(need -> need.before(argument).ifPresent(all::add));
      return all;
    }
  }
}
