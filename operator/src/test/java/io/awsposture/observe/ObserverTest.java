package io.awsposture.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.aws.AccountRegions;
import io.awsposture.aws.SampleFailure;
import io.awsposture.aws.SampleSession;
import io.awsposture.aws.Session;
import io.awsposture.observe.SeenRegion.Kind;
import io.awsposture.samples.SampleBaseline;
import io.awsposture.samples.SteppingClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.Region;

/** Which Regions are looked at, and what is begun in them. */
class ObserverTest {
  private static final RegionScope ALL_ENABLED = new RegionScope(Set.of(), Map.of());

  private final SteppingClock clock = new SteppingClock(SampleBaseline.NOW);
  private final Set<String> made = new ConcurrentSkipListSet<>();
  private final Reading<Boolean> regional =
      Reading.perRegion("regional").by(aws -> made.add("regional in " + aws.region()));
  private final Reading<Boolean> global =
      Reading.perAccount("global").by(aws -> made.add("global in " + aws.region()));
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean refuses;

  private final Session session =
      SampleSession.with(
          Map.of(
              "ec2",
              new Ec2Client() {
                @Override
                public DescribeRegionsResponse describeRegions(DescribeRegionsRequest request) {
                  asked.incrementAndGet();
                  if (refuses) {
                    throw SampleFailure.of("UnauthorizedOperation");
                  }
                  assertThat(request.allRegions()).isTrue();
                  return DescribeRegionsResponse.builder()
                      .regions(
                          region("us-west-2", "opt-in-not-required"),
                          region("me-south-1", "not-opted-in"),
                          region("ap-east-1", "opted-in"),
                          region("us-east-1", "opt-in-not-required"))
                      .build();
                }

                @Override
                public String serviceName() {
                  return "ec2";
                }

                @Override
                public void close() {}
              }));

  private final Observer observer =
      new Observer(new AccountRegions(clock), Duration.ofSeconds(20), Duration.ofSeconds(20));

  @Test
  void everyEnabledRegionIsLookedAt() {
    assertThat(seen(ALL_ENABLED))
        .containsExactly(
            new SeenRegion("ap-east-1", Kind.LOOKED_AT, ""),
            new SeenRegion("me-south-1", Kind.DISABLED, "not enabled for the account"),
            new SeenRegion("us-east-1", Kind.LOOKED_AT, ""),
            new SeenRegion("us-west-2", Kind.LOOKED_AT, ""));
    assertThat(made)
        .containsExactly(
            "global in us-east-1",
            "regional in ap-east-1",
            "regional in us-east-1",
            "regional in us-west-2");
  }

  @Test
  void excludedRegionsAreSaidAndNotAsked() {
    assertThat(seen(new RegionScope(Set.of(), Map.of("us-west-2", "no workloads"))))
        .contains(new SeenRegion("us-west-2", Kind.EXCLUDED, "no workloads"));
    assertThat(made).doesNotContain("regional in us-west-2");
  }

  @Test
  void aRegionNamedThatAwsDoesNotListIsNotPassedOver() {
    assertThat(seen(new RegionScope(Set.of("us-west-2", "us-wset-1"), Map.of())))
        .contains(
            new SeenRegion(
                "us-wset-1",
                Kind.MISSING,
                "AWS lists no such Region, and spec.regions.include names it"),
            new SeenRegion("us-west-2", Kind.LOOKED_AT, ""),
            new SeenRegion("us-east-1", Kind.EXCLUDED, "not among the included Regions"));
  }

  @Test
  void aRegionNamedThatTheAccountHasNotEnabledIsNotPassedOver() {
    assertThat(seen(new RegionScope(Set.of("us-west-2", "me-south-1"), Map.of())))
        .contains(
            new SeenRegion(
                "me-south-1",
                Kind.MISSING,
                "the account has not enabled it, and spec.regions.include names it"));
    assertThat(made).containsExactly("global in us-east-1", "regional in us-west-2");
  }

  @Test
  void whereAwsDoesNotTellTheHomeRegionIsLookedAtAndTheRestIsSaidToBeMissing() {
    refuses = true;

    List<SeenRegion> seen = seen(ALL_ENABLED);

    assertThat(seen).extracting(SeenRegion::kind).containsExactly(Kind.LOOKED_AT, Kind.NOT_TOLD);
    assertThat(seen.getFirst().name()).isEqualTo("us-east-1");
    assertThat(seen.getLast().why()).contains("denied: allow");
    assertThat(made).containsExactly("global in us-east-1", "regional in us-east-1");
  }

  @Test
  void anExcludedHomeRegionStaysExcludedWhereAwsDoesNotTell() {
    refuses = true;

    assertThat(seen(new RegionScope(Set.of(), Map.of("us-east-1", "nothing runs there"))))
        .contains(new SeenRegion("us-east-1", Kind.EXCLUDED, "nothing runs there"));
    assertThat(made).containsExactly("global in us-east-1");
  }

  @Test
  void whatWasNamedIsLookedAtWhereAwsDoesNotTell() {
    refuses = true;

    assertThat(seen(new RegionScope(Set.of("us-west-2"), Map.of())))
        .containsExactly(new SeenRegion("us-west-2", Kind.LOOKED_AT, ""));
  }

  @Test
  void theListIsRememberedForAnHourAndARefusalIsNot() {
    refuses = true;
    seen(ALL_ENABLED);
    refuses = false;
    seen(ALL_ENABLED);
    seen(ALL_ENABLED);
    assertThat(asked).hasValue(2);

    clock.step(Duration.ofHours(1));
    seen(ALL_ENABLED);
    assertThat(asked).hasValue(3);
  }

  @Test
  void aFreshLookBeginsNothingByItself() {
    try (Observer.Sight look = observer.look(session, RegionScope.ALL_ENABLED)) {
      assertThat(look.regions()).isEmpty();
      assertThat(look.of(regional, "us-west-2")).isEqualTo(Observed.known(true));
      assertThat(look.unknowns()).isEmpty();
    }
    assertThat(made).containsExactly("regional in us-west-2");
    assertThat(asked).hasValue(0);
  }

  private List<SeenRegion> seen(RegionScope scope) {
    try (Observer.Sight sight = observer.observe(session, scope, List.of(regional, global))) {
      sight.regions().stream()
          .filter(region -> region.kind() == Kind.LOOKED_AT)
          .forEach(region -> sight.of(regional, region.name()));
      sight.of(global, "us-east-1");
      return sight.regions();
    }
  }

  private static Region region(String name, String optIn) {
    return Region.builder().regionName(name).optInStatus(optIn).build();
  }
}
