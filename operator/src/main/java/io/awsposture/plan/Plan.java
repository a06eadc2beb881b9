package io.awsposture.plan;

import io.awsposture.control.Finding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The ordered changes that would mend an account.
 *
 * @param changes worst finding first, each finding's steps in order
 * @param obstacles what a person must add before a finding can be mended, by finding
 */
public record Plan(List<Planned> changes, Map<Finding.Key, String> obstacles) {
  /** Nothing to change. */
  public static final Plan EMPTY = new Plan(List.of(), Map.of());

  /** A plan that cannot be changed. */
  public Plan {
    changes = List.copyOf(changes);
    obstacles = Map.copyOf(obstacles);
  }

  /** The hash of the changes' ids; empty for an empty plan. */
  public String hash() {
    return changes.isEmpty()
        ? ""
        : Fingerprint.of("p-", changes.stream().map(Planned::id).toArray(String[]::new));
  }

  /** The changes that may be made now, in order. */
  public List<Planned> due() {
    return changes.stream().filter(Planned::isDue).toList();
  }

  /** The settings that are left alone because somebody else keeps changing them back. */
  public Set<String> contended() {
    return changes.stream()
        .filter(planned ->
            planned.hold().map(Hold::kind).filter(Hold.Kind.CONTENDED::equals).isPresent())
        .map(Planned::setting)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The IAM actions of the due changes. */
  public Set<String> dueActions() {
    Set<String> actions = new TreeSet<>();
    due().forEach(planned -> actions.addAll(planned.change().actions()));
    return actions;
  }
}
