package io.awsposture.observe;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The resources of one kind, by ARN. What could not be read keeps its name.
 *
 * @param byArn in the order AWS listed them
 */
public record Inventory<R>(Map<String, Observed<R>> byArn) {
  public Inventory {
    byArn = Collections.unmodifiableMap(new LinkedHashMap<>(byArn));
  }

  /** An inventory of resources that are all known. */
  public static <R> Inventory<R> of(Collection<R> resources, Function<? super R, String> arn) {
    Map<String, Observed<R>> byArn = new LinkedHashMap<>();
    resources.forEach(resource -> byArn.put(arn.apply(resource), Observed.known(resource)));
    return new Inventory<>(byArn);
  }

  /** The same resources seen another way. */
  public <S> Inventory<S> map(Function<? super R, ? extends S> view) {
    Map<String, Observed<S>> mapped = new LinkedHashMap<>();
    byArn.forEach((arn, resource) -> mapped.put(arn, resource.map(view)));
    return new Inventory<>(mapped);
  }

  /** All of them, those that could not be read included. */
  public Stream<Observed<R>> all() {
    return byArn.values().stream();
  }

  /** Those that could be read. */
  public Stream<R> known() {
    return all().flatMap(resource -> resource.ifKnown().stream());
  }
}
