package io.awsposture.report;

import static io.awsposture.report.AccountSample.CATALOGUE;
import static io.awsposture.report.AccountSample.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.ExcludedRegion;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.RegionSelection;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.api.v1alpha1.Weakening;
import io.awsposture.api.v1alpha1.WeakeningKind;
import io.awsposture.evaluate.RegionView;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import io.awsposture.resolve.EffectiveBaseline.Disabled;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What raises a score without mending is told with its reason, and counted. */
class WeakeningsTest {
  private static final String REASON = "keys are rotated by another team";

  private final AccountSample sample = new AccountSample("a").passes("S3.1");

  @Test
  void switchedOffAndLoweredControlsAreTheBaselines() {
    sample
        .disables(new Disabled("EC2.7", "volumes are encrypted by hand", "2027-06-30"))
        .asks(with("KMS.4", Severity.LOW))
        .scannedAt(START);

    assertThat(Weakenings.of(sample.baseline()))
        .containsExactly(
            new Weakening(
                WeakeningKind.CONTROL_DISABLED,
                "EC2.7",
                "volumes are encrypted by hand",
                "2027-06-30"),
            new Weakening(
                WeakeningKind.SEVERITY_LOWERED, "KMS.4 is Low instead of Medium", REASON, null));
    assertThat(counts()).isEqualTo(counted(1, 1, 0, 0));
    assertThat(sample.report(START).baselineWeakenings()).isEqualTo(2);
    assertThat(sample.status().weakenings()).isEmpty();
  }

  @Test
  void aSeverityThatIsRaisedWeakensNothing() {
    sample.asks(with("KMS.4", Severity.CRITICAL));

    assertThat(Weakenings.of(sample.baseline())).isEmpty();
  }

  @Test
  void excludedRegionsAndSuspensionAreTheAccountsOwn() {
    sample
        .regions(
            new RegionSelection(
                List.of(), List.of(new ExcludedRegion("me-south-1", "denied by the landing zone"))))
        .suspended()
        .scannedAt(START);

    assertThat(sample.report(START).weakenings())
        .containsExactly(
            new Weakening(
                WeakeningKind.SUSPENDED,
                "spec.suspend",
                "nothing is read: the results stand until they are too old",
                null),
            new Weakening(
                WeakeningKind.REGION_EXCLUDED, "me-south-1", "denied by the landing zone", null));
    assertThat(counts()).isEqualTo(counted(0, 0, 1, 1));
    assertThat(sample.status().baselineWeakenings()).isNull();
  }

  @Test
  void regionsBesideTheIncludedOnesAreLeftOutAsSoonAsTheyAreKnown() {
    sample.regions(new RegionSelection(List.of("us-east-1"), List.of()));
    assertThat(counts()).as("AWS has not named them yet").isEqualTo(counted(0, 0, 0, 0));

    sample
        .region("eu-west-1", RegionView.State.EXCLUDED, "not among the included Regions")
        .region("ap-east-1", RegionView.State.DISABLED, "not enabled for the account")
        .scannedAt(START);

    assertThat(counts()).isEqualTo(counted(0, 0, 1, 0));
    assertThat(sample.report(START).weakenings())
        .containsExactly(
            new Weakening(
                WeakeningKind.REGION_EXCLUDED,
                "eu-west-1",
                "not among the included Regions",
                null));
    sample.restarted(START);
    assertThat(counts()).as("after a restart").isEqualTo(counted(0, 0, 1, 0));
  }

  @Test
  void whileABaselineCannotBeResolvedTheLastOneCounts() {
    sample
        .disables(new Disabled("EC2.7", "volumes are encrypted by hand", "2027-06-30"))
        .scannedAt(START)
        .problem(new Problem(Reasons.BASELINE_NOT_FOUND, "create it", false));

    assertThat(counts()).isEqualTo(counted(1, 0, 0, 0));
  }

  private Map<WeakeningKind, Integer> counts() {
    return Weakenings.counted(sample.view());
  }

  private static Map<WeakeningKind, Integer> counted(
      int disabled, int lowered, int excluded, int suspended) {
    return Map.of(
        WeakeningKind.CONTROL_DISABLED, disabled,
        WeakeningKind.SEVERITY_LOWERED, lowered,
        WeakeningKind.REGION_EXCLUDED, excluded,
        WeakeningKind.SUSPENDED, suspended);
  }

  private static Asked with(String control, Severity severity) {
    return new Asked(
        CATALOGUE.find(control).orElseThrow(),
        severity,
        Mode.OBSERVE,
        Set.of(),
        Optional.of(REASON));
  }
}
