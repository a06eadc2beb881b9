package io.awsposture.report;

import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.ConditionStatus;
import io.awsposture.api.v1alpha1.MatchedFindings;
import io.awsposture.api.v1alpha1.SuppressionStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The samples of the Suppressions: what they cover from their status, where they stand in their
 * time from the clock, so that one ends at its second whatever else happens.
 */
final class SuppressionSamples {
  private final Map<String, Map<State, Integer>> byNamespace = new TreeMap<>();
  private final Samples samples;
  private final Instant now;

  /** What a Suppression comes to; the states exclude each other. */
  private enum State {
    /** It hides what it covers. */
    ACTIVE,
    /** It is granted from a later time on. */
    PENDING,
    /** It is over. */
    EXPIRED,
    /** The owners of the baselines do not let it hide anything. */
    REFUSED,
    /** It is active, and full scans found nothing that it covers. */
    UNUSED;

    private String word() {
      return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
  }

  private SuppressionSamples(Samples samples, Instant now) {
    this.samples = samples;
    this.now = now;
  }

  /** The words for {@code state}. */
  static String states() {
    return Arrays.stream(State.values()).map(State::word).collect(Collectors.joining(", "));
  }

  /** Adds everything that is known of Suppressions now. */
  static void add(Samples samples, List<GrantedRisk> risks, Instant now) {
    SuppressionSamples suppressions = new SuppressionSamples(samples, now);
    risks.forEach(suppressions::add);
    suppressions.byNamespace.forEach((namespace, counts) -> {
      for (State state : State.values()) {
        samples.add(
            MetricNames.SUPPRESSIONS, counts.getOrDefault(state, 0), namespace, state.word());
      }
    });
  }

  private void add(GrantedRisk granted) {
    String namespace = granted.risk().namespace();
    String name = granted.risk().name();
    State state = state(granted);
    byNamespace
        .computeIfAbsent(namespace, _ -> new EnumMap<>(State.class))
        .merge(state, 1, Integer::sum);
    MatchedFindings matched =
        Optional.ofNullable(granted.suppression().getStatus())
            .map(SuppressionStatus::matched)
            .filter(_ -> state == State.ACTIVE)
            .orElse(MatchedFindings.NONE);
    samples.add(MetricNames.SUPPRESSION_MATCHED_FINDINGS, matched.findings(), namespace, name);
    samples.add(MetricNames.SUPPRESSION_GROWN_FINDINGS, matched.grown(), namespace, name);
    samples.add(
        MetricNames.SUPPRESSION_EXPIRY, granted.risk().end().getEpochSecond(), namespace, name);
  }

  private State state(GrantedRisk granted) {
    return switch (granted.risk().at(now)) {
      case PENDING -> State.PENDING;
      case EXPIRED -> State.EXPIRED;
      case ACTIVE -> {
        if (whyNot(granted, Conditions.ACTIVE).equals(Reasons.REFUSED_BY_BASELINE)) {
          yield State.REFUSED;
        }
        // One that was pending a moment ago still says that it matches nothing for that reason.
        yield switch (whyNot(granted, Conditions.MATCHED)) {
          case "", Reasons.NOT_ACTIVE -> State.ACTIVE;
          default -> State.UNUSED;
        };
      }
    };
  }

  /** The reason of a condition that is False; empty where it is not. */
  private static String whyNot(GrantedRisk granted, String type) {
    return Optional.ofNullable(granted.suppression().getStatus())
        .flatMap(status -> Conditions.find(status.conditions(), type))
        .filter(it -> it.status() == ConditionStatus.FALSE)
        .map(Condition::reason)
        .orElse("");
  }
}
