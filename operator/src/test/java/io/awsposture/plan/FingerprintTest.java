package io.awsposture.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  @Test
  void isStableOverVersions() {
    // Ids stand in people's approvals and in status: another hash would void them all.
    assertThat(Fingerprint.of("c-", "one", "two")).isEqualTo("c-00db5aa8ed0f");
    assertThat(Fingerprint.of("c-")).isEqualTo("c-e3b0c44298fc");
  }

  @Test
  void tellsApartWhereOnePartEnds() {
    assertThat(Fingerprint.of("c-", "ab", "c"))
        .isNotEqualTo(Fingerprint.of("c-", "a", "bc"))
        .isNotEqualTo(Fingerprint.of("c-", "abc"))
        .isNotEqualTo(Fingerprint.of("c-", "ab", "c", ""));
  }

  @Test
  void isNeverANumberToYaml() throws JsonProcessingException {
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    for (int count = 0; count < 2000; count++) {
      String id = Fingerprint.of("c-", Integer.toString(count));
      assertThat(yaml.readTree(id).isTextual()).as(id).isTrue();
    }
  }
}
