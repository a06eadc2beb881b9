package io.awsposture.services.guardduty;

import io.awsposture.control.Scene;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A detector to be made in one Region.
 *
 * @param place names it before it has an id: the ARN without one
 * @param plans the protection plans that it shall have, by GuardDuty's names
 * @param standalone it may be made although an administrator that is not known may exist
 */
public record NewDetector(
    String place,
    String publishing,
    Set<String> plans,
    boolean standalone,
    Map<String, String> tags) {
  /** Features that every detector has and that cannot be written. */
  static final Set<String> FOUNDATION = Set.of("CLOUD_TRAIL", "DNS_LOGS", "FLOW_LOGS");

  private static final String RUNTIME = "RUNTIME_MONITORING";
  private static final String EKS_RUNTIME = "EKS_RUNTIME_MONITORING";

  /** A detector to be made, with unchangeable plans and tags. */
  public NewDetector {
    plans = Set.copyOf(plans);
    tags = Map.copyOf(tags);
  }

  /** The detector that the baseline asks for here. */
  public static NewDetector wanted(Scene scene) {
    Set<String> plans = new TreeSet<>(scene.desired().guardDuty().protectionPlans());
    plans.removeAll(FOUNDATION);
    return new NewDetector(
        "arn:"
            + scene.partition()
            + ":guardduty:"
            + scene.region()
            + ":"
            + scene.account()
            + ":detector",
        scene.desired().guardDuty().findingPublishingFrequency(),
        plans,
        scene.desired().guardDuty().standalone(),
        scene.tags());
  }

  /**
   * What the call that enables the detector has to say of its features: on where the baseline asks
   * for one, else off. What it does not name stays as AWS chose, which is on, except Runtime
   * Monitoring. That one and EKS Runtime Monitoring, which it holds, must not both be named
   * (GuardDuty API, "UpdateDetector"), nor anything that the Region does not offer.
   *
   * @param known the features that can be written as far as this version of the API knows
   * @param offered what the Region offers; empty: not told, so all are named
   */
  Map<String, Boolean> features(Collection<String> known, Set<String> offered) {
    Map<String, Boolean> features = new TreeMap<>();
    known.forEach(name -> features.put(name, false));
    plans.forEach(name -> features.put(name, true));
    if (!offered.isEmpty()) {
      features.keySet().retainAll(offered);
    }
    features.remove(plans.contains(RUNTIME) ? EKS_RUNTIME : RUNTIME);
    return features;
  }

  /** It in a few words. */
  String text() {
    return plans.isEmpty()
        ? "enabled, no protection plans"
        : "enabled with " + String.join(", ", new TreeSet<>(plans));
  }
}
