package io.awsposture.evaluate;

import io.awsposture.aws.Cause;
import io.awsposture.control.Control;
import io.awsposture.control.Finding;
import io.awsposture.control.Scene;
import io.awsposture.control.Verdict;
import io.awsposture.observe.Inventory;
import io.awsposture.observe.Observations;
import io.awsposture.observe.Observed;
import io.awsposture.observe.Reading;
import io.awsposture.observe.SeenRegion;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges what was observed: loops over Regions and resources, so that a control only ever judges
 * one thing. Pure.
 */
public final class Evaluator {
  /**
   * So many services refused by the organization make the whole Region denied: one alone may be a
   * guardrail for it.
   */
  private static final int SERVICES_FOR_DENIED_REGION = 3;

  /** An evaluator; it holds nothing. */
  public Evaluator() {}

  /**
   * Judges every control that the baseline asks for.
   *
   * @param home the scene in the account's home Region
   * @param regions as the observer found them; those looked at are judged
   */
  public Evaluation evaluate(
      EffectiveBaseline baseline, Scene home, List<SeenRegion> regions, Observations seen) {
    List<Place> places =
        regions.stream()
            .map(region -> new Place(region, review(RegionView.of(region), baseline, seen)))
            .toList();
    List<ControlResult> results = new ArrayList<>();
    for (Asked asked : baseline.controls().values()) {
      Map<String, Verdict> byRegion = new LinkedHashMap<>();
      switch (asked.control().reading().scope()) {
        case ACCOUNT -> byRegion.put(home.region(), verdict(asked.control(), home, seen));
        case REGION ->
            places.forEach(place ->
                regional(asked.control(), place, baseline, home, seen)
                    .ifPresent(it -> byRegion.put(place.view().name(), it)));
      }
      results.add(new ControlResult(asked, byRegion));
    }
    return new Evaluation(results, places.stream().map(Place::view).toList());
  }

  /** A Region as the observer found it, and what its readings make of it. */
  private record Place(SeenRegion seen, RegionView view) {}

  /** Judges one control in one place. */
  public Verdict verdict(Control<?> control, Scene scene, Observations seen) {
    return judged(control, scene, seen);
  }

  /**
   * The same evaluation with everything judged anew that belongs to the service and Region of a
   * touched finding: a change of one control may concern its neighbours too.
   *
   * @param seen answers anew
   */
  public Evaluation again(
      Evaluation before, Collection<Finding.Key> touched, Scene home, Observations seen) {
    Set<String> places = new LinkedHashSet<>();
    touched.forEach(finding -> places.add(place(finding.control(), finding.region())));
    List<ControlResult> results =
        before.controls().stream()
            .map(result -> {
              Map<String, Verdict> byRegion = new LinkedHashMap<>(result.byRegion());
              byRegion.replaceAll((region, verdict) ->
                  places.contains(place(result.id(), region))
                      ? verdict(result.asked().control(), home.in(region), seen)
                      : verdict);
              return new ControlResult(result.asked(), byRegion);
            })
            .toList();
    return new Evaluation(results, before.regions());
  }

  private static String place(String control, String region) {
    return service(control) + " in " + region;
  }

  private static String service(String id) {
    return id.substring(0, id.lastIndexOf('.'));
  }

  private Optional<Verdict> regional(
      Control<?> control, Place place, EffectiveBaseline baseline, Scene home, Observations seen) {
    RegionView view = place.view();
    return switch (view.state()) {
      case SCANNED -> Optional.of(verdict(control, home.in(view.name()), seen));
      case UNREACHABLE ->
          Optional.of(
              place.seen().kind() == SeenRegion.Kind.LOOKED_AT
                  ? verdict(control, home.in(view.name()), seen)
                  : unread(control.reading(home.desired()), new Cause.Broken(view.why())));
      case DENIED_BY_ORGANIZATION ->
          Optional.of(
              baseline.deniedRegionsAreUnknown()
                  ? verdict(control, home.in(view.name()), seen)
                  : new Verdict.NotApplicable(view.why()));
      case MISSING -> Optional.of(unread(control.reading(), new Cause.RegionUnusable(view.why())));
      case DISABLED, EXCLUDED -> Optional.empty();
    };
  }

  /**
   * Finds out whether the organization denies a Region as a whole, and whether a Region did not
   * answer at all.
   */
  private static RegionView review(RegionView view, EffectiveBaseline baseline, Observations seen) {
    if (view.state() != RegionView.State.SCANNED) {
      return view;
    }
    Set<String> refused = new LinkedHashSet<>();
    Set<String> policies = new LinkedHashSet<>();
    int asked = 0;
    int unusable = 0;
    String why = "";
    for (Reading<?> reading : regionalReadings(baseline)) {
      asked++;
      if (seen.of(reading, view.name()) instanceof Observed.Unknown<?>(Cause cause)) {
        switch (cause) {
          case Cause.DeniedByOrganization denied -> {
            refused.add(denied.action().split(":", 2)[0]);
            policies.add(denied.text());
          }
          case Cause.DeadlinePassed _, Cause.RegionUnusable _ -> {
            unusable++;
            why = cause.text();
          }
          case Cause.Denied _,
              Cause.OwnerOnly _,
              Cause.ThrottledOut _,
              Cause.Unsupported _,
              Cause.Gone _,
              Cause.NotYet _,
              Cause.Broken _ -> {}
        }
      }
    }
    if (refused.size() >= SERVICES_FOR_DENIED_REGION) {
      return new RegionView(
          view.name(), RegionView.State.DENIED_BY_ORGANIZATION, String.join("; ", policies));
    }
    return asked > 0 && unusable == asked
        ? new RegionView(view.name(), RegionView.State.UNREACHABLE, why)
        : view;
  }

  private static Set<Reading<?>> regionalReadings(EffectiveBaseline baseline) {
    Set<Reading<?>> readings = new LinkedHashSet<>();
    for (Asked asked : baseline.controls().values()) {
      if (asked.control().reading().scope() == Reading.Scope.REGION) {
        readings.add(asked.control().reading(baseline.desired()));
      }
    }
    return readings;
  }

  private static <T> Verdict judged(Control<T> control, Scene scene, Observations seen) {
    return switch (control) {
      case Control.OfAccount<T> ofAccount ->
          switch (seen.of(ofAccount.reading(scene.desired()), scene.region())) {
            case Observed.Known<T>(T thing) -> {
              Sum<T> sum = new Sum<>(control, scene);
              sum.add(scene.accountArn(), Observed.known(thing));
              yield sum.verdict();
            }
            case Observed.Unknown<T>(Cause cause) ->
                unread(ofAccount.reading(scene.desired()), cause);
          };
      case Control.OfResource<T> ofResource ->
          switch (seen.of(ofResource.reading(), scene.region())) {
            case Observed.Known<Inventory<T>>(Inventory<T> inventory) -> {
              Sum<T> sum = new Sum<>(control, scene);
              inventory.byArn().forEach(sum::add);
              yield sum.verdict();
            }
            case Observed.Unknown<Inventory<T>>(Cause cause) -> unread(ofResource.reading(), cause);
          };
    };
  }

  private static Verdict unread(Reading<?> reading, Cause cause) {
    return cause instanceof Cause.Unsupported unsupported
        ? new Verdict.NotApplicable(unsupported.text())
        : new Verdict.Unknown(0, Map.of(reading.name(), cause), List.of());
  }
}
