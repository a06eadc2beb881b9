package io.awsposture.reconcile;

import static io.awsposture.samples.SampleBaseline.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.AwsAccount;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people ask for by annotations. */
class ScanRequestTest {
  @Test
  void aThawIsATimeThatIsOver() {
    assertThat(thaw("2026-11-22T09:59:59Z")).contains(NOW.minusSeconds(1));
    assertThat(thaw("2026-11-22T10:00:00Z")).contains(NOW);
    assertThat(thaw("2126-11-22T10:00:00Z")).as("it would thaw all that is to come").isEmpty();
    assertThat(thaw("now")).isEmpty();
    assertThat(ScanRequest.thaw(annotated(Map.of()), NOW)).isEmpty();
  }

  private static Optional<Instant> thaw(String value) {
    return ScanRequest.thaw(annotated(Map.of(ScanRequest.THAW, value)), NOW);
  }

  private static AwsAccount annotated(Map<String, String> annotations) {
    AwsAccount account = new AwsAccount();
    account.setMetadata(new ObjectMetaBuilder().withAnnotations(annotations).build());
    return account;
  }
}
