package io.awsposture.services.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
  private static List<AddressRange> ranges(String blocks) {
    return Stream.of(blocks.split(" ")).map(AddressRange::of).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0/0",
        "::/0",
        "0.0.0.0/1 128.0.0.0/1",
        "128.0.0.0/1 0.0.0.0/1",
        "0.0.0.0/2 64.0.0.0/2 128.0.0.0/1",
        "10.0.0.0/8 0.0.0.0/1 128.0.0.0/1",
        "0.0.0.0/1 64.0.0.0/2 128.0.0.0/1",
        "::/1 8000::/1",
        "2000::/3",
        "2000::/4 3000::/4"
      })
  void theseHoldTheInternet(String blocks) {
    assertThat(AddressRange.holdInternet(ranges(blocks))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0/1",
        "10.0.0.0/8",
        "0.0.0.0/1 128.0.0.0/2",
        "0.0.0.0/2 128.0.0.0/1",
        "8000::/1",
        "2000::/4",
        "0.0.0.0/1 8000::/1",
        "203.0.113.7/32 2001:db8::/32"
      })
  void theseDoNot(String blocks) {
    assertThat(AddressRange.holdInternet(ranges(blocks))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "0.0.0.0/33", "::/129", "0.0.0.0/-1", "localhost/8", "/0"})
  void theseAreNoBlocks(String text) {
    assertThatThrownBy(() -> AddressRange.of(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
