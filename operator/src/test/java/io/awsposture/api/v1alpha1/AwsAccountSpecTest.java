package io.awsposture.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A spec read from YAML without an API server holds the same as one that came from it. */
class AwsAccountSpecTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private static AwsAccountSpec spec(String more) {
    return YAML.unmarshal(
        """
        accountId: "111122223333"
        baselineRef: {name: foundation}
        """
            + more,
        AwsAccountSpec.class);
  }

  @Test
  void absentComponentsHoldTheDefaultsOfTheSchema() {
    AwsAccountSpec spec = spec("");
    assertThat(spec.partition()).isEqualTo("aws");
    assertThat(spec.access()).isEqualTo(new Access(null, null));
    assertThat(spec.regions()).isEqualTo(RegionSelection.ALL_ENABLED);
    assertThat(spec.interval()).isEqualTo("30m");
    assertThat(spec.modeLimit()).isEqualTo(Mode.ENFORCE);
    assertThat(spec.suspend()).isFalse();
    assertThat(spec.writesToProtectedAccount()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"30m, PT30M", "1h30m, PT1H30M", "90s, PT1M30S", "24h, PT24H", "1h5s, PT1H5S"})
  void intervalIsReadAsTheRuleAllowsIt(String interval, Duration expected) {
    assertThat(spec("interval: " + interval).scanInterval()).isEqualTo(expected);
  }

  @Test
  void anEmptyListOfABaselineIsNotAnAbsentOne() {
    SecurityBaselineSpec absent = YAML.unmarshal("mode: Enforce", SecurityBaselineSpec.class);
    SecurityBaselineSpec empty =
        YAML.unmarshal(
            """
            extends: {name: parent}
            guardDuty: {protectionPlans: []}
            """,
            SecurityBaselineSpec.class);
    assertThat(absent.guardDuty()).isNull();
    assertThat(absent.mode()).isEqualTo(Mode.ENFORCE);
    assertThat(absent.usableFrom()).isEqualTo(UsableFrom.SAME_NAMESPACE);
    assertThat(empty.parent()).isEqualTo(new BaselineReference("parent", null));
    assertThat(empty.guardDuty()).isEqualTo(new GuardDutySettings(null, List.of(), null));
    assertThat(YAML.asYaml(empty)).contains("protectionPlans: []").contains("extends:");
  }
}
