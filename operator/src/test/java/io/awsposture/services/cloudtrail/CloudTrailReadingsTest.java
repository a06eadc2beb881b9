package io.awsposture.services.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.aws.AccountRegions;
import io.awsposture.aws.Cause;
import io.awsposture.aws.SampleSession;
import io.awsposture.observe.Observed;
import io.awsposture.observe.Observer;
import io.awsposture.observe.Observer.Sight;
import io.awsposture.observe.RegionScope;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.model.DescribeTrailsResponse;
import software.amazon.awssdk.services.cloudtrail.model.ListTrailsResponse;

/** What answers of CloudTrail are taken for, and which questions are spared. */
class CloudTrailReadingsTest {
  private final MadeUpTrails aws = new MadeUpTrails();

  @Test
  void aTrailThatDoesNotSayItsReachIsNotUnderstood() {
    aws.has("audit", trail -> trail.isMultiRegionTrail(null));

    assertThat(trail("audit"))
        .isInstanceOfSatisfying(
            Observed.Unknown.class,
            unknown -> assertThat(unknown.cause().text()).contains("IsMultiRegionTrail"));
    assertThat(state("audit")).isInstanceOf(Observed.Unknown.class);
  }

  @Test
  void aTrailThatDoesNotSayWhetherItIsOnIsNotKnownToBe() {
    aws.has("audit", _ -> {});
    aws.status = status -> status.isLogging(null);

    Observed<Boolean> logging = state("audit").then(TrailState::logging);

    assertThat(logging).isInstanceOf(Observed.Unknown.class);
    assertThat(state("audit").then(TrailState::recordsEverything))
        .isInstanceOf(Observed.Unknown.class);
  }

  @Test
  void listsThatAreMissingAreNoEmptyOnes() {
    aws.described = DescribeTrailsResponse.builder().build();
    assertThat(recording())
        .isEqualTo(
            Observed.unknown(new Cause.Broken("cloudtrail:DescribeTrails: trailList is missing")));

    aws.described = null;
    aws.listed = ListTrailsResponse.builder().build();
    try (Sight sight = look(RegionScope.ALL_ENABLED)) {
      assertThat(sight.of(CloudTrailReadings.TRAILS, "us-east-1"))
          .isInstanceOf(Observed.Unknown.class);
      assertThat(
              sight
                  .of(CloudTrailReadings.RECORDING, "us-east-1")
                  .map(AccountTrails::mayRecordAlready))
          .as("whether there are others is not known")
          .isEqualTo(Observed.known(true));
    }
  }

  @Test
  void aTrailWithoutSelectorsInTheAnswerIsNotUnderstood() {
    aws.has("audit", trail -> trail.hasCustomEventSelectors(true));
    aws.selectors = _ -> {};

    assertThat(state("audit").then(TrailState::selectors))
        .isEqualTo(
            Observed.unknown(
                new Cause.Broken("cloudtrail:GetEventSelectors: event selectors are missing")));
  }

  @Test
  void whatOnlyTheOwnerMayAskIsNoLackOfPermissions() {
    aws.has(
        "audit",
        trail ->
            trail
                .trailARN(Trails.of(Trails.ORGANIZATION, "audit").arn())
                .hasCustomEventSelectors(true));
    aws.selectorsAreRefused = true;

    assertThat(
            recording()
                .then(trails -> trails.seen().all().findFirst().orElseThrow())
                .then(TrailState::selectors))
        .isEqualTo(
            Observed.unknown(
                new Cause.OwnerOnly("cloudtrail:GetEventSelectors", Trails.ORGANIZATION)));
  }

  @Test
  void tagsAreAskedForOnceAndOnlyOfTrailsThatAreToBeChanged() {
    aws.has("fine", _ -> {});
    aws.has("narrow", trail -> trail.isMultiRegionTrail(false).logFileValidationEnabled(false));
    aws.status = status -> status.isLogging(false);

    try (Sight sight = look(RegionScope.ALL_ENABLED)) {
      sight.of(CloudTrailReadings.TRAILS, "us-east-1");
      Observed<TrailState> narrow =
          sight
              .of(CloudTrailReadings.RECORDING, "us-east-1")
              .then(trails ->
                  trails
                      .seen()
                      .byArn()
                      .getOrDefault(
                          Trails.own("narrow").arn(), Observed.unknown(new Cause.Gone("narrow"))));

      assertThat(narrow.map(state -> state.trail().isOurs(Trails.scene())))
          .isEqualTo(Observed.known(true));
    }
    assertThat(aws.asked).filteredOn("ListTags"::equals).hasSize(1);
  }

  @Test
  void aTrailOfAnotherRegionIsReadWithWhatItDoes() {
    aws.elsewhere("regional");

    assertThat(recording().then(AccountTrails::elsewhere).map(all -> all.byArn().keySet()))
        .isEqualTo(Observed.known(Set.of(Trails.at("eu-west-1", Trails.own("regional")).arn())));
  }

  @Test
  void nothingIsAskedInARegionThatIsLeftOut() {
    aws.elsewhere("regional");
    RegionScope scope = new RegionScope(Set.of(), Map.of("eu-west-1", "denied by SCP"));

    try (Sight sight = look(scope)) {
      assertThat(
              sight
                  .of(CloudTrailReadings.RECORDING, "us-east-1")
                  .then(AccountTrails::elsewhere)
                  .map(all -> all.byArn().size()))
          .isEqualTo(Observed.known(0));
      assertThat(sight.of(CloudTrailReadings.TRAILS, "us-east-1").map(all -> all.byArn().size()))
          .isEqualTo(Observed.known(0));
    }
    assertThat(aws.asked).contains("DescribeTrails").doesNotContain("DescribeTrails of a Region");
  }

  @Test
  void aKeyOfAnotherAccountIsNotAskedFor() {
    aws.has("audit", _ -> {});

    try (Sight sight = look(RegionScope.ALL_ENABLED)) {
      assertThat(
              sight
                  .of(CloudTrailReadings.TRAILS_AND_KEYS, "us-east-1")
                  .then(all -> all.all().findFirst().orElseThrow())
                  .map(TrailAndKey::key))
          .isInstanceOf(Observed.Known.class);
    }
  }

  private Observed<Trail> trail(String name) {
    try (Sight sight = look(RegionScope.ALL_ENABLED)) {
      return sight
          .of(CloudTrailReadings.TRAILS, "us-east-1")
          .then(all ->
              all.byArn()
                  .getOrDefault(
                      Trails.own(name).arn(), Observed.unknown(new Cause.Gone("nothing"))));
    }
  }

  private Observed<TrailState> state(String name) {
    return recording()
        .then(all ->
            all.seen()
                .byArn()
                .getOrDefault(Trails.own(name).arn(), Observed.unknown(new Cause.Gone("nothing"))));
  }

  private Observed<AccountTrails> recording() {
    try (Sight sight = look(RegionScope.ALL_ENABLED)) {
      return sight.of(CloudTrailReadings.RECORDING, "us-east-1");
    }
  }

  private Sight look(RegionScope scope) {
    return new Observer(
            new AccountRegions(Clock.systemUTC()), Duration.ofSeconds(20), Duration.ofSeconds(20))
        .look(SampleSession.with(Map.of("cloudtrail", aws)), scope);
  }
}
