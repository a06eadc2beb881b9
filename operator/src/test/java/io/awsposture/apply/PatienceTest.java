package io.awsposture.apply;

import static io.awsposture.samples.SamplePlans.change;
import static io.awsposture.samples.SamplePlans.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.aws.Cause;
import io.awsposture.plan.Change;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Refusals that pass by themselves, and others. */
class PatienceTest {
  private static final Failure PASSING = failure("InvalidRoleException");
  private static final Failure OTHER = failure("BadRequestException");
  private static final Change PATIENT =
      write("config:PutConfigurationRecorder", Risk.ADDITIVE)
          .retriedOn("InvalidRoleException", Duration.ofSeconds(2))
          .by((_, _) -> {})
          .on("default");

  private int attempts;

  private static Failure failure(String code) {
    return new Failure(new Cause.Broken(code), false, Optional.of(code));
  }

  private Optional<Failure> call(Change change, Permit permit, Failure... failures) {
    Deque<Failure> left = new ArrayDeque<>(List.of(failures));
    return Patience.call(
        change,
        permit,
        () -> {
          attempts++;
          return Optional.ofNullable(left.poll());
        });
  }

  @Test
  void triesAgainUntilTheRefusalHasPassed() {
    assertThat(call(PATIENT, Optional::empty, PASSING)).isEmpty();
    assertThat(attempts).isEqualTo(2);
  }

  @Test
  void triesAgainForSoLongAndNotLonger() {
    assertThat(call(PATIENT, Optional::empty, PASSING, PASSING, PASSING, PASSING))
        .contains(PASSING);
    assertThat(attempts).as("at once, after one second and after two").isEqualTo(3);
  }

  @Test
  void aRefusalThatDoesNotPassEndsIt() {
    assertThat(call(PATIENT, Optional::empty, PASSING, OTHER)).contains(OTHER);
    assertThat(attempts).isEqualTo(2);
  }

  @Test
  void whatIsNotSaidToPassIsNotWaitedFor() {
    Change plain = change("config:PutConfigurationRecorder", Risk.ADDITIVE);

    assertThat(call(plain, Optional::empty, PASSING)).contains(PASSING);
    assertThat(attempts).isEqualTo(1);
  }

  @Test
  void thePermitIsAskedBeforeEachFurtherAttempt() {
    assertThat(call(PATIENT, () -> Optional.of(new Closed("WritesDisabled", "off")), PASSING))
        .contains(PASSING);
    assertThat(attempts).isEqualTo(1);
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() {
    Thread.currentThread().interrupt();

    assertThat(call(PATIENT, Optional::empty, PASSING)).contains(PASSING);
    assertThat(attempts).isEqualTo(1);
    assertThat(Thread.interrupted()).isTrue();
  }
}
