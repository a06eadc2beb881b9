package io.awsposture.reconcile;

import static io.awsposture.samples.SampleBaseline.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.OperatorConfig;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.plan.History;
import io.awsposture.samples.SampleBaseline;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is scanned next. */
class DueScansTest {
  private final AccountStates states =
      new AccountStates(
          new SmallRyeConfigBuilder()
              .withMapping(OperatorConfig.class)
              .withConverter(Duration.class, 100, new DurationConverter())
              .withDefaultValue("awsposture.installation", "test")
              .build()
              .getConfigMapping(OperatorConfig.class),
          () -> "awsposture-system",
          new KnownDecisions(),
          Clock.systemUTC());

  @Test
  void whoWaitsLongestComesFirst() {
    for (int waited = 0; waited < 20; waited++) {
      waiting("u-" + (waited * 7 % 20), NOW.minusSeconds(waited * 7 % 20));
    }

    assertThat(states.due(NOW, _ -> false))
        .extracting(AccountState::uid)
        .hasSize(20)
        .startsWith("u-19", "u-18", "u-17")
        .endsWith("u-0");
  }

  @Test
  void whoRunsOrIsNotDueIsLeftOut() {
    waiting("u-running", NOW);
    waiting("u-later", NOW.plusSeconds(1));
    waiting("u-due", NOW);

    assertThat(states.due(NOW, "u-running"::equals))
        .extracting(AccountState::uid)
        .containsExactly("u-due");
  }

  @Test
  void aScanThatEndsWhileItIsLookedForIsNotBegunAgain() {
    AccountState state = waiting("u-1", NOW);

    assertThat(
            states.due(
                NOW,
                _ -> {
                  state.scheduled(NOW.plusSeconds(1800));
                  return false;
                }))
        .isEmpty();
  }

  private AccountState waiting(String uid, Instant since) {
    AwsAccount account = new AwsAccount();
    account.setMetadata(
        new ObjectMetaBuilder().withName(uid).withNamespace("security").withUid(uid).build());
    account.setSpec(SampleSpec.of(SampleBaseline.ACCOUNT));
    AccountState state =
        states.of(account, it -> new AccountState(it, History.none(NOW), -1, Optional.of(since)));
    state.resolved(account, Optional.of(SampleBaseline.of()), Optional.empty());
    return state;
  }
}
