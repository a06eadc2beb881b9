package io.awsposture.services.kms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyStateTest {
  private static KeyState state(String state, String spec) {
    return new KeyState("arn:k", Optional.of(state), spec);
  }

  @Test
  void anEnabledSymmetricKeyIsUsable() {
    assertThat(state("Enabled", "SYMMETRIC_DEFAULT").whyNotUsable()).isEmpty();
  }

  @Test
  void saysWhatToDoOtherwise() {
    assertThat(state("Disabled", "SYMMETRIC_DEFAULT").whyNotUsable())
        .contains("key arn:k is in state Disabled: enable it, or name another key");
    assertThat(state("Enabled", "RSA_4096").whyNotUsable())
        .contains("key arn:k is of kind RSA_4096: name a symmetric encryption key instead");
    assertThat(KeyState.absent("arn:k").whyNotUsable())
        .contains("there is no key arn:k: make it, or name a key that exists");
  }
}
