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
   * Every feature the call has to list, and whether it is on: what is left out AWS turns on, except
   * Runtime Monitoring. That one and EKS Runtime Monitoring, which it holds, must not both be
   * listed (GuardDuty API, "CreateDetector").
   *
   * @param known the features that this version of the API knows
   */
  Map<String, Boolean> features(Collection<String> known) {
    Map<String, Boolean> features = new TreeMap<>();
    known.forEach(name -> features.put(name, false));
    plans.forEach(name -> features.put(name, true));
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
