package io.awsposture.plan;

import io.awsposture.control.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** How many changes wait for somebody who approves them. */
  public int awaitingApproval() {
    return (int)
        changes.stream()
            .flatMap(planned -> planned.hold().stream())
            .filter(hold -> hold.kind() == Hold.Kind.APPROVAL)
            .count();
  }

  /** The changes that may be made now, in order. */
  public List<Planned> due() {
    return changes.stream().filter(Planned::isDue).toList();
  }

  /**
   * The settings that are left alone because somebody else keeps changing them back; not those that
   * are switched on again ever more slowly.
   */
  public Set<String> contended() {
    return changes.stream()
        .filter(planned ->
            planned.hold().map(Hold::kind).filter(Hold.Kind.CONTENDED::equals).isPresent())
        .map(Planned::setting)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * True where what a finding's fix asks for now is what this plan had after one of its steps: then
   * that step is done. Another fix than the planned one says nothing of it.
   */
  public boolean goesOnAfter(Planned step, Steps now) {
    if (now.changes().stream().anyMatch(step::isOfSameSetting)) {
      return false;
    }
    if (now.changes().isEmpty()) {
      return now.obstacle().isPresent()
          && now.obstacle().equals(Optional.ofNullable(obstacles.get(step.finding())));
    }
    // What a later step is of may be known only after this one, such as the id of what it makes.
    String next = now.changes().getFirst().action();
    return changes.stream()
        .filter(planned -> planned.finding().equals(step.finding()))
        .dropWhile(planned -> !planned.id().equals(step.id()))
        .skip(1)
        .anyMatch(planned -> planned.change().action().equals(next));
  }

  /** The IAM actions of the due changes. */
  public Set<String> dueActions() {
    Set<String> actions = new TreeSet<>();
    due().forEach(planned -> actions.addAll(planned.change().actions()));
    return actions;
  }
}
