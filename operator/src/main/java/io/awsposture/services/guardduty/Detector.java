package io.awsposture.services.guardduty;

import io.awsposture.control.Desired;
import io.awsposture.control.Owner;
import io.awsposture.control.Scene;
import io.awsposture.observe.Observed;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The detector of one Region: AWS allows one for each account.
 *
 * @param enabled false: it exists and is suspended
 * @param untouched true where nothing of it was updated since it was created
 * @param publishing how often updates of a finding are published, in AWS's spelling; only noted
 * @param features the names of those that are on, the foundational ones among them
 * @param offered the names of all that the Region offers, whether on or off; empty: not told
 * @param administrator the administrator account it is related to, in whatever state; empty for one
 *     that stands alone and for the administrator's own
 */
public record Detector(
    String id,
    String arn,
    boolean enabled,
    boolean untouched,
    Optional<String> publishing,
    Set<String> features,
    Set<String> offered,
    Map<String, String> tags,
    Observed<Optional<Administrator>> administrator) {
  /** A detector with unchangeable features and tags. */
  public Detector {
    features = Set.copyOf(features);
    offered = Set.copyOf(offered);
    tags = Map.copyOf(tags);
  }

  /** Who manages it besides the account. */
  public Observed<Optional<Owner>> owner() {
    return administrator.map(related -> related.flatMap(Administrator::owner));
  }

  /**
   * True where an operator created it and nobody has enabled or changed it since. Only then its
   * features are AWS's choice alone.
   */
  boolean isUnfinished() {
    return !enabled && untouched && tags.containsKey(Scene.OPERATOR_TAG);
  }

  /** What a person should know of a detector that is on. */
  public Stream<String> notes(Desired.GuardDuty desired) {
    return Stream.of(
            standalone(), missingPlans(desired), unaskedPlans(desired), publishing(desired))
        .flatMap(Optional::stream);
  }

  private Optional<String> standalone() {
    return administrator
        .ifKnown()
        .flatMap(related ->
            related.isEmpty()
                ? Optional.of("Standalone: no administrator account manages this detector")
                : related
                    .filter(one -> one.owner().isEmpty())
                    .map(one ->
                        "Standalone: the relationship with administrator account "
                            + one.account()
                            + " is "
                            + one.relationship()));
  }

  private Optional<String> missingPlans(Desired.GuardDuty desired) {
    Set<String> missing = new TreeSet<>(desired.protectionPlans());
    missing.removeAll(features);
    if (features.contains("RUNTIME_MONITORING")) {
      // Runtime Monitoring holds what EKS Runtime Monitoring did, and excludes it.
      missing.remove("EKS_RUNTIME_MONITORING");
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("protection plans of the baseline that are not on: " + words(missing));
  }

  /** AWS turns features on by itself, and it invents some that no released list knows. */
  private Optional<String> unaskedPlans(Desired.GuardDuty desired) {
    Set<String> unasked = new TreeSet<>(features);
    unasked.removeAll(desired.protectionPlans());
    unasked.removeAll(NewDetector.FOUNDATION);
    return unasked.isEmpty() || !tags.containsKey(Scene.OPERATOR_TAG)
        ? Optional.empty()
        : Optional.of(
            "protection plans that are on, and billed, without the baseline asking: "
                + words(unasked));
  }

  private Optional<String> publishing(Desired.GuardDuty desired) {
    return publishing
        .filter(seen -> !seen.equals(desired.findingPublishingFrequency()))
        .map(seen ->
            "findings are published "
                + seen
                + ", the baseline asks for "
                + desired.findingPublishingFrequency());
  }

  private static String words(Set<String> names) {
    return String.join(", ", names);
  }
}
