package io.awsposture.services.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.awsposture.aws.CauseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffectiveS3PolicyTest {

  @ParameterizedTest
  @ValueSource(strings = {"all", "none"})
  void tellsWhatThePublicAccessBlockIs(String value) {
    assertThat(
            EffectiveS3Policy.parse(
                "{\"s3_attributes\":{\"public_access_block_configuration\":\"" + value + "\"}}"))
        .contains(new EffectiveS3Policy(value));
  }

  @Test
  void readsTheFormOfAttachedPoliciesToo() {
    assertThat(
            EffectiveS3Policy.parse(
                """
                {"s3_attributes": {"public_access_block_configuration": {"@@assign": "all"}}}
                """))
        .contains(new EffectiveS3Policy("all"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"s3_attributes\": {\"something_newer\": \"on\"}}"})
  void aPolicyThatDoesNotSpeakOfTheBlockGovernsNothing(String json) {
    assertThat(EffectiveS3Policy.parse(json)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "<html>",
        "{\"s3_attributes\": {\"public_access_block_configuration\": {\"newer\": {}}}}"
      })
  void whatIsNoSuchPolicyIsABrokenAnswer(String odd) {
    assertThatThrownBy(() -> EffectiveS3Policy.parse(odd)).isInstanceOf(CauseException.class);
  }
}
