package io.awsposture.plan;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is approved of one account's plan at one time. Each approval covers each id that
 * it names once; an id holds when its drift began, so drift that came back is never covered by it.
 *
 * @param standing those that count, oldest first
 * @param over those that have lapsed, or were refused from the beginning, oldest first
 */
public record Approvals(List<Approval> standing, List<Approval> over) {
  private static final Comparator<Approval> ORDER =
      Comparator.comparing(Approval::created)
          .thenComparing(Approval::name)
          .thenComparing(Approval::uid);

  /** Nothing is approved. */
  public static final Approvals NONE = new Approvals(List.of(), List.of());

  /** Approvals in the order in which they are used up. */
  public Approvals {
    standing = standing.stream().sorted(ORDER).toList();
    over = over.stream().sorted(ORDER).toList();
  }

  /** What these come to at a time: each lapses at its very second. */
  public static Approvals at(Instant now, Collection<Approval> approvals) {
    return new Approvals(
        approvals.stream().filter(approval -> approval.stands(now)).toList(),
        approvals.stream().filter(approval -> !approval.stands(now)).toList());
  }

  /** The approval under which a change of this id may be made now; empty: there is none. */
  public Optional<Approval> covering(String change, History history) {
    return standing.stream()
        .filter(approval -> approval.names(change))
        .filter(approval -> approval.usedUp(change, history).isEmpty())
        .findFirst();
  }

  /**
   * Why the latest approval that names a change does not cover it, in words; empty where none names
   * it, or where it is covered.
   */
  public Optional<String> whyNot(String change, History history) {
    if (covering(change, history).isPresent()) {
      return Optional.empty();
    }
    return latest(standing, change)
        .flatMap(approval -> usedUp(approval, change, history))
        .or(() -> latest(over, change).map(approval -> over(approval, change, history)));
  }

  private static Optional<Approval> latest(List<Approval> approvals, String change) {
    return approvals.reversed().stream().filter(approval -> approval.names(change)).findFirst();
  }

  private static Optional<String> usedUp(Approval approval, String change, History history) {
    return approval
        .usedUp(change, history)
        .map(time ->
            "PlanApproval "
                + approval.name()
                + " covered it once, at "
                + time.truncatedTo(ChronoUnit.SECONDS));
  }

  private static String over(Approval approval, String change, History history) {
    return Approval.isTooLong(approval.created(), approval.until())
        ? "PlanApproval " + approval.name() + " expires too long after its creation and is refused"
        : usedUp(approval, change, history)
            .orElseGet(() -> "PlanApproval " + approval.name() + " lapsed at " + approval.until());
  }
}
