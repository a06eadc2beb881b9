package io.awsposture.report;

import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.api.v1alpha1.AwsAccountSpec;
import io.awsposture.api.v1alpha1.RegionState;
import io.awsposture.api.v1alpha1.RegionsStatus;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.api.v1alpha1.Weakening;
import io.awsposture.api.v1alpha1.WeakeningKind;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What raises the scores of an account though nothing is mended. */
final class Weakenings {

  private Weakenings() {}

  /** What a baseline takes away: controls switched off first, then severities lowered. */
  static List<Weakening> of(EffectiveBaseline baseline) {
    return Stream.concat(
            baseline.disabled().stream()
                .map(it ->
                    new Weakening(
                        WeakeningKind.CONTROL_DISABLED, it.id(), it.reason(), it.reviewBy())),
            baseline.controls().values().stream()
                .filter(Weakenings::isLowered)
                .map(it ->
                    new Weakening(
                        WeakeningKind.SEVERITY_LOWERED,
                        it.control().id()
                            + " is "
                            + ApiWord.of(it.severity())
                            + " instead of "
                            + ApiWord.of(published(it)),
                        it.severityReason().orElse(""),
                        null)))
        .toList();
  }

  /** What an AwsAccount itself takes away: the account suspended, then the Regions left out. */
  static List<Weakening> ofAccount(AccountView view) {
    AwsAccountSpec spec = view.account().getSpec();
    List<Weakening> own = new ArrayList<>();
    if (spec.suspend()) {
      own.add(
          new Weakening(
              WeakeningKind.SUSPENDED,
              "spec.suspend",
              "nothing is read: the results stand until they are too old",
              null));
    }
    spec.regions().exclude().stream()
        .map(it -> new Weakening(WeakeningKind.REGION_EXCLUDED, it.name(), it.reason(), null))
        .forEach(own::add);
    RegionsStatus regions = AccountStatusBuilder.regions(view);
    // Which Regions a list of others leaves out is known only once AWS has named them all.
    if (!spec.regions().include().isEmpty() && regions != null) {
      regions.unread().stream()
          .filter(it -> it.state() == RegionState.EXCLUDED)
          .map(it -> new Weakening(WeakeningKind.REGION_EXCLUDED, it.name(), it.reason(), null))
          .forEach(own::add);
    }
    return own;
  }

  /** What the account's baseline takes away; that of the last scan where there is none now. */
  static List<Weakening> ofBaseline(AccountView view) {
    return view.baseline()
        .or(() -> view.last().map(Scan.Done::baseline))
        .map(Weakenings::of)
        .orElse(List.of());
  }

  /** All of both by kind, 0 where there is none. */
  static Map<WeakeningKind, Integer> counted(AccountView view) {
    Map<WeakeningKind, Integer> counts = new EnumMap<>(WeakeningKind.class);
    for (WeakeningKind kind : WeakeningKind.values()) {
      counts.put(kind, 0);
    }
    Stream.concat(ofAccount(view).stream(), ofBaseline(view).stream())
        .forEach(it -> counts.merge(it.kind(), 1, Integer::sum));
    return counts;
  }

  private static boolean isLowered(Asked asked) {
    // The worst comes first.
    return asked.severity().compareTo(published(asked)) > 0;
  }

  private static Severity published(Asked asked) {
    return asked.control().info().severity();
  }
}
