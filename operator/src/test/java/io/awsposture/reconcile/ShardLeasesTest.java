package io.awsposture.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whether somebody divides the accounts otherwise, as their Leases tell. */
class ShardLeasesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private final ShardLeases second = new ShardLeases("posture", new Shards(1, 3));

  @Test
  void eachShardHasALeaseOfItsOwn() {
    assertThat(second.own()).isEqualTo("posture-1");
    assertThat(new ShardLeases("posture", new Shards(0, 1)).own()).isEqualTo("posture");
    assertThat(second.identity("pod_1")).isEqualTo("pod_1/1-of-3");
  }

  @Test
  void theSameDivisionDisturbsNobody() {
    assertThat(other("posture-0", "a/0-of-3", 1)).isEmpty();
    assertThat(other("posture-2", "b/2-of-3", 1)).isEmpty();
  }

  @Test
  void anotherDivisionDoes() {
    assertThat(other("posture-0", "a/0-of-2", 1))
        .hasValue(
            "the holder of Lease posture-0 divides the accounts among 2 shards, this one among 3:"
                + " it goes on once that one has ended");
    assertThat(other("posture", "a/0-of-1", 1)).isPresent();
    assertThat(other("posture", "written by who knows of no shards", 1)).isPresent();
    assertThat(other("posture-7", "a/7-of-8", 29)).as("its clock may be behind").isPresent();
  }

  @Test
  void whoHasEndedDoesNot() {
    assertThat(other("posture-0", "", 1)).as("given back").isEmpty();
    assertThat(other("posture-0", "a/0-of-2", 31)).as("ran out").isEmpty();
  }

  @Test
  void othersOfTheNamespaceAreNotMeant() {
    assertThat(other("posture-staging", "a/0-of-1", 1)).isEmpty();
    assertThat(other("posture-staging-0", "a/0-of-2", 1)).isEmpty();
    assertThat(other("the-posture", "a/0-of-1", 1)).isEmpty();
  }

  private Optional<String> other(String name, String holder, int secondsAgo) {
    Lease lease =
        new LeaseBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withNewSpec()
            .withHolderIdentity(holder)
            .withLeaseDurationSeconds(15)
            .withRenewTime(NOW.minusSeconds(secondsAgo).atZone(ZoneOffset.UTC))
            .endSpec()
            .build();
    return second.dividedOtherwise(List.of(lease), NOW);
  }
}
