package io.awsposture.observe;

import io.awsposture.aws.Cause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One thing AWS is asked, typed, per account or per Region. Two readings of the same name are the
 * same reading: a round makes it once and shares it. A reading gets its parts when it is made, so
 * readings cannot go in circles, their IAM actions are known without running them, and parts are
 * read side by side.
 *
 * @param <T> what is known when it is known
 */
public final class Reading<T> {

  /** Where a reading is made. */
  public enum Scope {
    /** Once per account, in its home Region. */
    ACCOUNT,
    /** Once in each Region. */
    REGION
  }

  /** Answers the parts of a reading while it is being made. */
  interface Parts extends Reader {
    <P> Observed<P> part(Reading<P> part);

    /** Asks for each item at once; what vanished meanwhile is left out. */
    <K, R> Inventory<R> each(Map<String, K> items, BiFunction<Reader, K, R> ask);
  }

  private final String name;
  private final Scope scope;
  private final Set<String> ownActions;
  private final List<Reading<?>> parts;
  private final List<Reading<?>> laterParts;
  private final Function<Parts, Observed<T>> make;

  private Reading(
      String name,
      Scope scope,
      Set<String> ownActions,
      List<Reading<?>> parts,
      List<Reading<?>> laterParts,
      Function<Parts, Observed<T>> make) {
    this.name = name;
    this.scope = scope;
    this.ownActions = ownActions;
    this.parts = List.copyOf(set(parts));
    this.laterParts = List.copyOf(set(laterParts));
    this.make = make;
  }

  private Reading(
      String name,
      Scope scope,
      Set<String> ownActions,
      List<Reading<?>> parts,
      Function<Parts, Observed<T>> make) {
    this(name, scope, ownActions, parts, List.of(), make);
  }

  private List<Reading<?>> set(List<Reading<?>> parts) {
    for (Reading<?> part : parts) {
      Objects.requireNonNull(
          part,
          () ->
              "reading '"
                  + name
                  + "' is built on a constant that is not set yet: readings go in a circle");
    }
    return parts;
  }

  /** Starts a reading made in each Region. */
  public static Draft perRegion(String name, String... iamActions) {
    return new Draft(name, Scope.REGION, Set.of(iamActions));
  }

  /** Starts a reading made once per account. */
  public static Draft perAccount(String name, String... iamActions) {
    return new Draft(name, Scope.ACCOUNT, Set.of(iamActions));
  }

  /** A reading in the making: how it gets its answer is still to be said. */
  public record Draft(String name, Scope scope, Set<String> actions) {

    /** Asks AWS. */
    public <T> Reading<T> by(Function<? super Reader, ? extends T> ask) {
      return new Reading<>(
          name, scope, actions, List.of(), parts -> Observed.known(ask.apply(parts)));
    }

    /** Builds on another reading; unknown when that is. */
    public <A, T> Reading<T> from(
        Reading<A> first, BiFunction<? super Reader, ? super A, ? extends T> ask) {
      return new Reading<>(
          name,
          scope,
          actions,
          Arrays.asList(first),
          parts -> parts.part(first).map(a -> ask.apply(parts, a)));
    }

    /** Builds on two other readings, read side by side; unknown when one of them is. */
    public <A, B, T> Reading<T> from(
        Reading<A> first,
        Reading<B> second,
        BiFunction<? super A, ? super B, ? extends T> combine) {
      return new Reading<>(
          name,
          scope,
          actions,
          Arrays.asList(first, second),
          parts -> parts.part(first).with(parts.part(second), combine));
    }

    /**
     * Builds on another reading, and on a second one that is made only where the first calls for
     * it: the calls of the second are spared everywhere else, where {@code combine} gets nothing.
     */
    public <A, B, T> Reading<T> from(
        Reading<A> first,
        Predicate<? super A> callsFor,
        Reading<B> second,
        BiFunction<? super A, ? super Optional<B>, ? extends T> combine) {
      return new Reading<>(
          name,
          scope,
          actions,
          Arrays.asList(first),
          Arrays.asList(second),
          parts ->
              parts
                  .part(first)
                  .then(a -> {
                    Observed<Optional<B>> answer =
                        callsFor.test(a)
                            ? parts.part(second).map(Optional::of)
                            : Observed.known(Optional.empty());
                    return answer.map(b -> combine.apply(a, b));
                  }));
    }

    /**
     * Asks AWS for each item of another reading, all at once. An item that fails is unknown, the
     * others stay known.
     */
    public <K, R> Reading<Inventory<R>> each(
        Reading<Map<String, K>> itemsByArn, BiFunction<Reader, K, R> ask) {
      return new Reading<>(
          name,
          scope,
          actions,
          Arrays.asList(itemsByArn),
          parts -> parts.part(itemsByArn).map(items -> parts.each(items, ask)));
    }

    /**
     * Asks a reading of a family besides for each known item that calls for one. Items that call
     * for the same one share it; an item that is not known stays so.
     */
    public <A, K, P, R> Reading<Inventory<R>> besides(
        Reading<Inventory<A>> items,
        Function<? super A, Optional<K>> key,
        Family<K, P> family,
        BiFunction<? super A, ? super Optional<Observed<P>>, ? extends R> combine) {
      Set<String> all = new TreeSet<>(actions);
      all.addAll(family.actions());
      return new Reading<>(
          name,
          scope,
          all,
          Arrays.asList(items),
          parts ->
              parts
                  .part(items)
                  .map(inventory ->
                      parts.each(
                          inventory.byArn(),
                          (_, seen) -> {
                            A item = seen.orThrow();
                            return combine.apply(
                                item, key.apply(item).map(k -> parts.part(family.of(k))));
                          })));
    }

    /** A reading for each key, such as "the policy of bucket B". */
    public <K, T> Family<K, T> of(BiFunction<? super Reader, ? super K, ? extends T> ask) {
      return new Family<>(this, ask);
    }
  }

  /** Readings that differ by a key, made only for the keys somebody asks for. */
  public static final class Family<K, T> {
    private final Draft draft;
    private final BiFunction<? super Reader, ? super K, ? extends T> ask;

    private Family(Draft draft, BiFunction<? super Reader, ? super K, ? extends T> ask) {
      this.draft = draft;
      this.ask = ask;
    }

    /** The reading for this key. */
    public Reading<T> of(K key) {
      return new Reading<>(
          draft.name() + " " + key,
          draft.scope(),
          draft.actions(),
          List.of(),
          parts -> Observed.known(ask.apply(parts, key)));
    }

    /** The IAM actions of every reading of the family. */
    public Set<String> actions() {
      return draft.actions();
    }
  }

  /** The same reading for those who can do without: never unknown itself. */
  public Reading<Observed<T>> tolerated() {
    return new Reading<>(
        name + " (tolerated)",
        scope,
        Set.of(),
        List.of(this),
        parts -> Observed.known(parts.part(this)));
  }

  /** What it asks for, in words; also its identity. */
  public String name() {
    return name;
  }

  /** Where it is made. */
  public Scope scope() {
    return scope;
  }

  /** The readings it is built on, directly and whatever they answer. */
  public List<Reading<?>> parts() {
    return parts;
  }

  /** The IAM actions that it and all its parts take. */
  public Set<String> actions() {
    Set<String> all = new TreeSet<>(ownActions);
    parts.forEach(part -> all.addAll(part.actions()));
    laterParts.forEach(part -> all.addAll(part.actions()));
    return all;
  }

  /** Makes the reading; a null answer is a broken one. */
  Observed<T> make(Parts with) {
    Observed<T> answer = make.apply(with);
    return answer instanceof Observed.Known<T>(T value) && value == null
        ? Observed.unknown(new Cause.Broken(name + ": AWS answered nothing"))
        : answer;
  }

  /** The items of a collection by their ARN, in the order given. */
  public static <K> Map<String, K> byArn(Collection<K> items, Function<? super K, String> arn) {
    Map<String, K> byArn = new LinkedHashMap<>();
    new ArrayList<>(items).forEach(item -> byArn.put(arn.apply(item), item));
    return byArn;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Reading<?> reading && name.equals(reading.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
