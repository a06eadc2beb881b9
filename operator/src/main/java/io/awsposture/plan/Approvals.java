package io.awsposture.plan;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is approved of one account's plan. Each approval covers each id that it names
 * once; an id holds when its drift began, so drift that came back is never covered by it.
 *
 * @param approvals oldest first
 */
public record Approvals(List<Approval> approvals) {
  /** Nothing is approved. */
  public static final Approvals NONE = new Approvals(List.of());

  /** Approvals in the order in which they are used up. */
  public Approvals {
    approvals =
        approvals.stream()
            .sorted(
                Comparator.comparing(Approval::created)
                    .thenComparing(Approval::name)
                    .thenComparing(Approval::uid))
            .toList();
  }

  /** The approval under which a change of this id may be made now; empty: there is none. */
  public Optional<Approval> covering(String change, History history, Instant now) {
    return approvals.stream()
        .filter(approval -> approval.names(change) && approval.stands(now))
        .filter(approval -> approval.usedUp(change, history).isEmpty())
        .findFirst();
  }

  /**
   * Why the latest approval that names a change does not cover it, in words; empty where none names
   * it, or where it is covered.
   */
  public Optional<String> whyNot(String change, History history, Instant now) {
    return covering(change, history, now).isPresent()
        ? Optional.empty()
        : approvals.reversed().stream()
            .filter(approval -> approval.names(change))
            .findFirst()
            .map(approval -> whyNot(approval, change, history));
  }

  private static String whyNot(Approval approval, String change, History history) {
    String name = "PlanApproval " + approval.name();
    if (Approval.isTooLong(approval.created(), approval.until())) {
      return name + " expires too long after its creation and is refused";
    }
    return approval
        .usedUp(change, history)
        .map(time ->
            name + " covered it once, at " + time.truncatedTo(ChronoUnit.SECONDS).toString())
        .orElseGet(() -> name + " lapsed at " + approval.until());
  }
}
