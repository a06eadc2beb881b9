package io.awsposture.samples;

import static io.awsposture.samples.SampleBaseline.ACCOUNT;
import static io.awsposture.samples.SampleBaseline.NOW;

import io.awsposture.api.v1alpha1.SuppressionSpec;
import io.awsposture.api.v1alpha1.SuppressionSpec.BindTo;
import io.awsposture.evaluate.AcceptedRisk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Risks that are accepted in the account of every sample, from yesterday on and for 30 days. */
public final class SampleRisks {
  /** When every risk is granted. */
  public static final Instant GRANTED = NOW.minus(Duration.ofDays(1));

  /** When every risk ends. */
  public static final Instant ENDS = GRANTED.plus(Duration.ofDays(30));

  private SampleRisks() {}

  /** All findings of these controls. */
  public static AcceptedRisk of(String... controls) {
    return risk(spec(List.of(controls), List.of(), List.of(), null));
  }

  /** Findings of one control on these resources. */
  public static AcceptedRisk on(String control, String... resources) {
    return risk(spec(List.of(control), List.of(), List.of(resources), null));
  }

  /** Findings of one control in these Regions. */
  public static AcceptedRisk in(String control, String... regions) {
    return risk(spec(List.of(control), List.of(regions), List.of(), null));
  }

  /** Findings of one control that look as they did; these looks are kept. */
  public static AcceptedRisk bound(String control, Map<String, String> looks) {
    return new AcceptedRisk(
        "security",
        "sample",
        Optional.of(GRANTED),
        spec(List.of(control), List.of(), List.of(), BindTo.OBSERVED_CONFIGURATION),
        Optional.of(looks));
  }

  /** The same with other times. */
  public static AcceptedRisk lasting(Instant created, Instant granted, Instant expires) {
    SuppressionSpec spec = spec(List.of("Door.1"), List.of(), List.of(), null);
    return new AcceptedRisk(
        "security",
        "sample",
        Optional.of(created),
        new SuppressionSpec(
            spec.controls(),
            spec.accountIds(),
            spec.regions(),
            spec.resources(),
            spec.bindTo(),
            spec.reason(),
            spec.ticket(),
            spec.owner(),
            spec.approval(),
            granted,
            expires),
        Optional.of(Map.of()));
  }

  private static AcceptedRisk risk(SuppressionSpec spec) {
    return new AcceptedRisk(
        "security", "sample", Optional.of(GRANTED), spec, Optional.of(Map.of()));
  }

  private static SuppressionSpec spec(
      List<String> controls,
      List<String> regions,
      List<String> resources,
      @Nullable BindTo bindTo) {
    return new SuppressionSpec(
        controls,
        List.of(ACCOUNT),
        regions,
        resources,
        bindTo,
        "it is a museum",
        null,
        null,
        null,
        GRANTED,
        ENDS);
  }
}
