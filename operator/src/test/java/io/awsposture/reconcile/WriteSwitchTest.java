package io.awsposture.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When writes are on: the switch decides where there is one, and it must say so exactly. */
class WriteSwitchTest {

  @Test
  void theSettingHoldsOnlyWhereThereIsNoSwitch() {
    assertThat(WriteSwitch.isOn(Optional.empty(), true)).isTrue();
    assertThat(WriteSwitch.isOn(Optional.empty(), false)).isFalse();
    assertThat(WriteSwitch.isOn(Optional.of(saying("true")), false)).isTrue();
    assertThat(WriteSwitch.isOn(Optional.of(saying("false")), true)).isFalse();
  }

  @Test
  void aSwitchThatSaysNothingIsOff() {
    assertThat(WriteSwitch.isOn(Optional.of(new ConfigMap()), true)).isFalse();
    ConfigMap other = new ConfigMapBuilder().withData(Map.of("enable", "true")).build();
    assertThat(WriteSwitch.isOn(Optional.of(other), true)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "True", "yes", "1", " true", "true\n"})
  void anyOtherWordIsOff(String word) {
    assertThat(WriteSwitch.isOn(Optional.of(saying(word)), true)).isFalse();
  }

  private static ConfigMap saying(String word) {
    return new ConfigMapBuilder().withData(Map.of("enabled", word)).build();
  }
}
