package io.awsposture.services.ec2;

import io.awsposture.aws.Cause;
import io.awsposture.observe.Observed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom a security group lets in, with the entries of the prefix lists that its rules name.
 *
 * @param prefixLists by id; one that is not here could not be found
 */
public record Exposure(SecurityGroup group, Map<String, Observed<List<AddressRange>>> prefixLists) {
  /** An exposure with an unchangeable map. */
  public Exposure {
    prefixLists = Map.copyOf(prefixLists);
  }

  /** Those of the ports that the whole internet reaches for certain, in words; empty: none. */
  String openPorts(Collection<Integer> ports) {
    return Stream.of(Transport.values())
        .map(transport -> openPorts(transport, ports))
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private String openPorts(Transport transport, Collection<Integer> ports) {
    List<String> open =
        ports.stream()
            .filter(port -> open(transport, port).isKnown(true))
            .sorted()
            .map(String::valueOf)
            .toList();
    if (open.isEmpty()) {
      return "";
    }
    return open.size() == ports.size()
        ? "every high-risk " + transport + " port"
        : transport + " " + String.join(" ", open);
  }

  /** Why it cannot be said of one of the ports. */
  Optional<Cause> unknown(Collection<Integer> ports) {
    return Stream.of(Transport.values())
        .flatMap(transport -> ports.stream().map(port -> open(transport, port)))
        .flatMap(answer ->
            answer instanceof Observed.Unknown<Boolean>(Cause cause)
                ? Stream.of(cause)
                : Stream.empty())
        .findFirst();
  }

  /** The prefix lists by which the whole internet reaches a port. */
  SortedSet<String> listsHoldingInternet() {
    SortedSet<String> lists = new TreeSet<>();
    prefixLists.forEach((id, entries) -> {
      if (entries.map(AddressRange::holdInternet).isKnown(true)) {
        lists.add(id);
      }
    });
    return lists;
  }

  /** The rules of one port count together: two of them may let in one half of the internet each. */
  private Observed<Boolean> open(Transport transport, int port) {
    List<AddressRange> sources = new ArrayList<>();
    Optional<Cause> unknown = Optional.empty();
    for (IngressRule rule : group.ingress()) {
      if (rule.covers(transport, port)) {
        sources.addAll(rule.sources());
        for (String id : rule.prefixLists()) {
          switch (entries(id)) {
            case Observed.Known<List<AddressRange>>(List<AddressRange> known) ->
                sources.addAll(known);
            case Observed.Unknown<List<AddressRange>>(Cause cause) -> unknown = Optional.of(cause);
          }
        }
      }
    }
    return AddressRange.holdInternet(sources)
        ? Observed.known(true)
        : unknown.map(Observed::<Boolean>unknown).orElseGet(() -> Observed.known(false));
  }

  private Observed<List<AddressRange>> entries(String id) {
    return prefixLists.getOrDefault(
        id, Observed.unknown(new Cause.Gone("prefix list " + id + " is no longer shown")));
  }
}
