package io.awsposture.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.aws.Cause;
import io.awsposture.samples.SampleControls;
import io.awsposture.samples.Seen;
import io.awsposture.samples.Thing;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Answers, and how long they are remembered. */
class ObservedTest {
  private static final Observed<Integer> SEVEN = Observed.known(7);
  private static final Observed<Integer> FIRST = Observed.unknown(new Cause.NotYet("first"));
  private static final Observed<Integer> SECOND = Observed.unknown(new Cause.NotYet("second"));

  @Test
  void anUnknownIsNeverTakenForAValue() {
    assertThat(FIRST.isKnown(7)).isFalse();
    assertThat(SEVEN.isKnown(7)).isTrue();
    assertThat(SEVEN.isKnown(8)).isFalse();
    assertThat(FIRST.ifKnown()).isEmpty();
    assertThat(SEVEN.ifKnown()).contains(7);
  }

  @Test
  void whatFollowsFromAnUnknownIsUnknownForTheFirstCause() {
    assertThat(SEVEN.map(number -> number + 1)).isEqualTo(Observed.known(8));
    assertThat(FIRST.map(number -> number + 1)).isEqualTo(FIRST);
    assertThat(SEVEN.then(_ -> FIRST)).isEqualTo(FIRST);
    assertThat(SEVEN.with(SEVEN, Integer::sum)).isEqualTo(Observed.known(14));
    assertThat(SEVEN.with(SECOND, Integer::sum)).isEqualTo(SECOND);
    assertThat(FIRST.with(SECOND, Integer::sum)).isEqualTo(FIRST);
  }

  @Test
  void answersAreRememberedAndNoMoreAreAskedForAfterwards() {
    Seen look = new Seen().in("eu-west-1", SampleControls.DOOR, Thing.good());
    Remembered remembered = new Remembered(look);
    Observed<Thing> there = remembered.of(SampleControls.DOOR, "eu-west-1");
    remembered.end();

    assertThat(there).isEqualTo(Observed.known(Thing.good()));
    assertThat(remembered.of(SampleControls.DOOR, "eu-west-1")).isEqualTo(there);
    assertThat(remembered.of(SampleControls.DOOR, "us-west-2"))
        .isEqualTo(Observed.unknown(new Cause.NotYet("not looked at before the next scan")));
    assertThat(look.asked()).containsExactly("door in eu-west-1");
  }

  @Test
  void aScopeLeavesOutWhatItExcludesOrDoesNotInclude() {
    RegionScope included = new RegionScope(Set.of("eu-west-1"), Map.of());
    RegionScope excluded = new RegionScope(Set.of(), Map.of("me-south-1", "no workloads"));

    assertThat(new RegionScope(Set.of(), Map.of()).exclusion("eu-west-1")).isEmpty();
    assertThat(included.exclusion("eu-west-1")).isEmpty();
    assertThat(included.exclusion("us-east-1")).isEqualTo("not among the included Regions");
    assertThat(excluded.exclusion("me-south-1")).isEqualTo("no workloads");
    assertThat(excluded.exclusion("eu-west-1")).isEmpty();
  }
}
