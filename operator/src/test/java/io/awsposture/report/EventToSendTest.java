package io.awsposture.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events fit what Kubernetes takes: a note of 1,024 bytes, whatever signs it is made of. */
class EventToSendTest {

  @Test
  void whatFitsIsLeftAlone() {
    String full = "a".repeat(1024);
    assertThat(EventToSend.normal("ChangeMade", full).message()).isEqualTo(full);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "€", "\uD83D\uDD12"})
  void whatIsLongerIsCutByBytesAndBetweenSigns(String sign) {
    String message = EventToSend.warning("ChangeFailed", sign.repeat(1100)).message();

    int size = message.getBytes(StandardCharsets.UTF_8).length;
    assertThat(size).isBetween(1024 - sign.getBytes(StandardCharsets.UTF_8).length + 1, 1024);
    assertThat(message).matches("(" + sign + ")+…");
  }

  @Test
  void aMessageIsOneLine() {
    assertThat(EventToSend.normal("ChangeMade", "one\ntwo").message()).isEqualTo("one two");
  }
}
