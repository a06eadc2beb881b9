package io.awsposture.samples;

import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.api.v1alpha1.SuppressionPolicy;
import io.awsposture.control.Catalogue;
import io.awsposture.control.Control;
import io.awsposture.control.Desired;
import io.awsposture.control.Scene;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Baselines and scenes of made-up accounts. */
public final class SampleBaseline {
  /** The account of every sample. */
  public static final String ACCOUNT = "111122223333";

  /** What findings about the account as a whole carry. */
  public static final String ACCOUNT_ARN = "arn:aws:iam::111122223333:root";

  /** When every sample takes place. */
  public static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private SampleBaseline() {}

  /** A control that is asked for in this mode, with consent to these risks. */
  public static Asked asked(Control<?> control, Mode mode, Risk... accept) {
    return new Asked(control, control.info().severity(), mode, Set.of(accept), Optional.empty());
  }

  /** A baseline that asks for these controls. */
  public static EffectiveBaseline of(Asked... asked) {
    return of(false, asked);
  }

  /** A baseline that asks for these controls. */
  public static EffectiveBaseline of(boolean deniedRegionsAreUnknown, Asked... asked) {
    return of(deniedRegionsAreUnknown, SuppressionPolicy.NONE, asked);
  }

  /** A baseline that asks for these controls, whose owner asks this of every Suppression. */
  public static EffectiveBaseline asking(SuppressionPolicy policy, Asked... asked) {
    return of(false, policy, asked);
  }

  private static EffectiveBaseline of(
      boolean deniedRegionsAreUnknown, SuppressionPolicy policy, Asked... asked) {
    Map<String, Asked> controls = new TreeMap<>(Catalogue::byServiceThenNumber);
    Arrays.stream(asked).forEach(one -> controls.put(one.control().id(), one));
    return new EffectiveBaseline(
        "security",
        "sample",
        "r-000000000000",
        Mode.OBSERVE,
        List.of(),
        controls,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Desired.defaults(),
        deniedRegionsAreUnknown,
        policy,
        25,
        100);
  }

  /** The scene in the account's home Region. */
  public static Scene home() {
    return new Scene(
        "aws", ACCOUNT, "us-east-1", "us-east-1", "sample-operator", NOW, Desired.defaults());
  }
}
