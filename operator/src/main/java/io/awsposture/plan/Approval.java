package io.awsposture.plan;

import io.awsposture.api.v1alpha1.PlanApprovalSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one PlanApproval says of one account.
 *
 * @param name of the PlanApproval, in the namespace of the account's AwsAccount
 * @param uid tells it from another of that name
 * @param created when it was created, in whole seconds
 * @param until it lapses at this time
 * @param changes ids of the changes that it approves
 * @param applied ids of those that were made under it, as far as it remembers itself
 */
public record Approval(
    String name,
    String uid,
    Instant created,
    Instant until,
    Set<String> changes,
    Set<String> applied) {
  /** No approval stands longer than this after its creation. */
  public static final Duration LONGEST = Duration.ofDays(7);

  /** So far the clocks of operator and API server, which tells the creation, may be apart. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  /** An approval that cannot be changed. */
  public Approval {
    changes = Set.copyOf(changes);
    applied = Set.copyOf(applied);
  }

  /**
   * What a PlanApproval says of an account; empty: nothing.
   *
   * @param applied ids of all changes that were made under it, as its status remembers
   */
  public static Optional<Approval> of(
      String name,
      String uid,
      Instant created,
      PlanApprovalSpec spec,
      Collection<String> applied,
      String account) {
    return spec.plans().stream()
        .filter(plan -> plan.accountId().equals(account))
        .findFirst()
        .map(plan -> {
          Set<String> changes = Set.copyOf(plan.changes());
          return new Approval(
              name,
              uid,
              created,
              spec.expiresAt(),
              changes,
              applied.stream().filter(changes::contains).collect(Collectors.toSet()));
        });
  }

  /** True for an expiry further from the creation than any approval may stand: it is refused. */
  public static boolean isTooLong(Instant created, Instant expiresAt) {
    return expiresAt.isAfter(created.plus(LONGEST));
  }

  /** True for one that counts at this time: neither refused nor lapsed. */
  public boolean stands(Instant now) {
    return now.isBefore(until) && !isTooLong(created, until);
  }

  /** True for a change that it names. */
  public boolean names(String change) {
    return changes.contains(change);
  }

  /** True while something that it names was not made under it. */
  public boolean isUnused(History history) {
    return changes.stream().anyMatch(change -> usedUp(change, history).isEmpty());
  }

  /**
   * When a change of this id was made under it, which uses the id up; empty: it was not. What
   * failed without touching AWS uses nothing up.
   *
   * @return the time of the change, or the creation where only the approval itself remembers it
   */
  public Optional<Instant> usedUp(String change, History history) {
    return history.changes().stream()
        .filter(made -> made.id().equals(change) && made.outcome().touchedAws())
        .filter(this::isSince)
        .map(Made::time)
        .findFirst()
        .or(() -> applied.contains(change) ? Optional.of(created) : Optional.empty());
  }

  /** What names this very approval was made under it, also where our clock is behind. */
  private boolean isSince(Made made) {
    Instant from = made.approval().equals(name) ? created.minus(SKEW) : created;
    return !made.time().isBefore(from);
  }
}
