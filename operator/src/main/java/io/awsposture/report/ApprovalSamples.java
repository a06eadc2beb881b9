package io.awsposture.report;

import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.ConditionStatus;
import io.awsposture.api.v1alpha1.PlanApproval;
import io.awsposture.api.v1alpha1.PlanApprovalStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The samples of the PlanApprovals: told by the objects and the clock alone. */
final class ApprovalSamples {

  /** What a PlanApproval comes to; the states exclude each other. */
  private enum State {
    /** Changes that it names are still to be made. */
    WAITING,
    /** What it names is made, as far as it was still planned. */
    APPLIED,
    /** Nothing, or nothing more, will be made by it, though not all that it names was. */
    LAPSED;

    private String word() {
      return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
  }

  private ApprovalSamples() {}

  /** The words for {@code state}. */
  static String states() {
    return Arrays.stream(State.values()).map(State::word).collect(Collectors.joining(", "));
  }

  /** Adds how the PlanApprovals stand now. */
  static void add(Samples samples, List<PlanApproval> approvals, Instant now) {
    Map<String, Map<State, Integer>> byNamespace = new TreeMap<>();
    for (PlanApproval approval : approvals) {
      byNamespace
          .computeIfAbsent(approval.getMetadata().getNamespace(), _ -> new EnumMap<>(State.class))
          .merge(state(approval, now), 1, Integer::sum);
    }
    byNamespace.forEach((namespace, counts) -> {
      for (State state : State.values()) {
        samples.add(
            MetricNames.PLAN_APPROVALS, counts.getOrDefault(state, 0), namespace, state.word());
      }
    });
  }

  private static State state(PlanApproval approval, Instant now) {
    Optional<Condition> applied =
        Optional.ofNullable(approval.getStatus())
            .map(PlanApprovalStatus::conditions)
            .flatMap(conditions -> Conditions.find(conditions, Conditions.APPLIED));
    if (applied.filter(it -> it.status() == ConditionStatus.TRUE).isPresent()) {
      return State.APPLIED;
    }
    boolean isOver = !now.isBefore(approval.getSpec().expiresAt());
    boolean saysSo =
        applied
            .map(Condition::reason)
            .filter(List.of(Reasons.LAPSED, Reasons.STALE, Reasons.TOO_LONG)::contains)
            .isPresent();
    return isOver || saysSo ? State.LAPSED : State.WAITING;
  }
}
