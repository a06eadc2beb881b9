package io.awsposture.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DayOfWeek;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages, labels and YAML spell a constant alike. */
class ApiWordTest {

  static Stream<Enum<?>> constants() {
    return Stream.<Enum<?>[]>of(
            ConditionStatus.values(),
            ControlMode.values(),
            DeniedRegions.values(),
            FindingFrequency.values(),
            Mode.values(),
            RecordingFrequency.values(),
            RegionState.values(),
            Risk.values(),
            Severity.values(),
            UsableFrom.values(),
            VerdictValue.values())
        .flatMap(Stream::of);
  }

  @ParameterizedTest
  @MethodSource("constants")
  void theWordIsTheOneOfTheYaml(Enum<?> constant) {
    assertThat(ApiWord.of(constant))
        .isEqualTo(new ObjectMapper().convertValue(constant, String.class));
  }

  @Test
  void aConstantOfSomebodyElseHasNone() {
    assertThatThrownBy(() -> ApiWord.of(DayOfWeek.MONDAY))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
