package io.awsposture.services.cloudtrail;

import static io.awsposture.services.cloudtrail.Trails.at;
import static io.awsposture.services.cloudtrail.Trails.inOneRegion;
import static io.awsposture.services.cloudtrail.Trails.logging;
import static io.awsposture.services.cloudtrail.Trails.of;
import static io.awsposture.services.cloudtrail.Trails.own;
import static io.awsposture.services.cloudtrail.Trails.scene;
import static io.awsposture.services.cloudtrail.Trails.selecting;
import static io.awsposture.services.cloudtrail.Trails.status;
import static io.awsposture.services.cloudtrail.Trails.stopped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.aws.Cause;
import io.awsposture.control.Judgement.Fail;
import io.awsposture.control.Scene;
import io.awsposture.observe.Inventory;
import io.awsposture.observe.Observed;
import io.awsposture.observe.RegionScope;
import io.awsposture.plan.Change;
import io.awsposture.plan.Precondition;
import io.awsposture.plan.Steps;
import io.awsposture.services.cloudtrail.BasicSelector.Kind;
import io.awsposture.services.cloudtrail.TrailState.Status;
import io.awsposture.services.organizations.Organization;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The account's trails are mended before another one is made. */
class TrailAdoptionTest {
  private static final EventSelectors WRITES =
      new EventSelectors(
          List.of(new BasicSelector(Kind.WriteOnly, true, List.of(), List.of())), List.of());

  private final MultiRegionTrail control = new MultiRegionTrail();

  @Test
  void aTrailOfWritesIsWidenedRatherThanASecondOneMade() {
    Steps steps = fix(selecting(WRITES, own("audit")));

    assertThat(steps.changes())
        .extracting(Change::action, Change::target, Change::risk)
        .containsExactly(
            tuple("cloudtrail:PutEventSelectors", own("audit").arn(), Risk.ALTERS_FOREIGN));
  }

  @Test
  void aTrailThatWasStoppedAndNarrowedIsRestored() {
    Steps steps = fix(new TrailState(own("audit"), status(false), Observed.known(WRITES)));

    assertThat(steps.changes())
        .as("starting it waits for nobody's consent")
        .extracting(Change::action, Change::risk)
        .containsExactly(
            tuple("cloudtrail:StartLogging", Risk.RESTORE),
            tuple("cloudtrail:PutEventSelectors", Risk.ALTERS_FOREIGN));
  }

  @Test
  void aTrailOfDataEventsAloneIsTakenLastAndStartedLast() {
    EventSelectors data =
        new EventSelectors(
            List.of(new BasicSelector(Kind.All, false, List.of(), List.of())), List.of());
    TrailState stoppedData = new TrailState(own("data"), status(false), Observed.known(data));

    assertThat(fix(stoppedData).changes())
        .extracting(Change::action)
        .containsExactly("cloudtrail:PutEventSelectors", "cloudtrail:StartLogging");
    assertThat(targetOf(stoppedData, logging(inOneRegion(own("regional")))))
        .isEqualTo(own("regional").arn());
  }

  @Test
  void theTrailOfTheBaselinesNameIsSeenInEveryRegion() {
    Trail posture = at("eu-west-1", inOneRegion(own("posture")));

    Steps steps = control.fix(elsewhere(logging(posture)), scene());

    assertThat(steps.changes())
        .extracting(Change::action, Change::target, Change::region)
        .containsExactly(tuple("cloudtrail:UpdateTrail", posture.arn(), Optional.of("eu-west-1")));
  }

  @Test
  void aTrailOfASingleOtherRegionIsNamedAndMended() {
    Trail regional = at("eu-west-1", inOneRegion(own("regional")));
    AccountTrails trails = elsewhere(stopped(regional));

    assertThat(((Fail) control.judge(trails, scene())).observed())
        .isEqualTo("regional: one Region only, stopped");
    assertThat(control.fix(trails, scene()).changes())
        .extracting(Change::action)
        .containsExactly("cloudtrail:UpdateTrail", "cloudtrail:StartLogging");
  }

  @Test
  void theTrailThatLacksLeastIsTaken() {
    TrailState regional = logging(inOneRegion(own("a-regional")));
    TrailState stoppedWrites =
        new TrailState(own("b-stopped"), status(false), Observed.known(WRITES));
    TrailState writes = selecting(WRITES, own("c-writes"));

    assertThat(targetOf(regional, stoppedWrites, writes)).isEqualTo(own("c-writes").arn());
    assertThat(targetOf(regional, stoppedWrites)).isEqualTo(own("b-stopped").arn());
    assertThat(targetOf(regional)).isEqualTo(own("a-regional").arn());
  }

  @Test
  void whatCannotDeliverOrBelongsToOthersIsNotTaken() {
    TrailState intoTheVoid =
        new TrailState(
            own("old"),
            Observed.known(new Status(true, Optional.of("NoSuchBucket"))),
            Observed.known(WRITES));
    TrailState unclear =
        new TrailState(
            inOneRegion(own("dark")),
            status(true),
            Observed.unknown(new Cause.Denied("cloudtrail:GetEventSelectors", "")));

    assertThat(
            fix(
                    intoTheVoid,
                    unclear,
                    stopped(of(Trails.ORGANIZATION, "org")),
                    stopped(of(Trails.ORGANIZATION, "posture")))
                .changes())
        .extracting(Change::action)
        .containsExactly("cloudtrail:CreateTrail", "cloudtrail:StartLogging");
  }

  @Test
  void whatCannotBeReadInOtherRegionsIsNoReasonToDoubtAFailure() {
    Inventory<TrailState> unread =
        new Inventory<>(
            Map.of(own("x").arn(), Observed.unknown(new Cause.Denied("cloudtrail:X", ""))));

    assertThat(control.judge(new AccountTrails(inventory(), Observed.known(unread)), scene()))
        .isInstanceOf(Fail.class);
  }

  @Test
  void aTrailThatLivesInARegionLeftOutIsNotTouched() {
    Trail away = at("eu-west-1", own("audit"));
    Scene all = scene();
    Scene scene =
        new Scene(
            all.partition(),
            all.account(),
            all.region(),
            all.homeRegion(),
            all.operator(),
            all.now(),
            all.desired(),
            new RegionScope(Set.of(), Map.of("eu-west-1", "denied by SCP p-regions")),
            all.firstSeen());

    Steps steps = control.fix(new AccountTrails(inventory(selecting(WRITES, away))), scene);

    assertThat(steps.changes()).isEmpty();
    assertThat(steps.obstacle())
        .contains(
            "trail audit can be changed in its home Region eu-west-1 alone, which spec.regions"
                + " leaves out: denied by SCP p-regions");
    assertThat(new TrailValidation().fix(Trails.bare(away), scene).changes()).isEmpty();
    assertThat(
            new TrailEncryption()
                .fix(new TrailAndKey(Trails.bare(away), Optional.empty()), scene)
                .changes())
        .isEmpty();
  }

  @Test
  void anAccountNewToItsOrganizationWaitsADayForTheOrganizationsTrail() {
    Change early = create(Instant.EPOCH.plus(Duration.ofHours(1)));
    Change late = create(Instant.EPOCH.minus(Duration.ofHours(24)));

    assertThat(waiting(early, Observed.known(Optional.of(new Organization("o-1", "9")))))
        .hasValueSatisfying(words -> assertThat(words).endsWith("until 1970-01-02T01:00:00Z"));
    assertThat(waiting(early, Observed.unknown(new Cause.Denied("organizations:X", ""))))
        .hasValueSatisfying(words -> assertThat(words).contains("is not known: denied"));
    assertThat(waiting(early, Observed.known(Optional.empty())))
        .as("an account that stands alone")
        .isEmpty();
    assertThat(late.preconditions())
        .extracting(needed -> needed.reading().name())
        .noneMatch(name -> name.startsWith("organization"));
  }

  private Change create(Instant firstSeen) {
    Scene scene = scene();
    return control
        .fix(
            new AccountTrails(inventory()),
            new Scene(
                scene.partition(),
                scene.account(),
                scene.region(),
                scene.homeRegion(),
                scene.operator(),
                scene.now(),
                scene.desired(),
                scene.regions(),
                firstSeen))
        .changes()
        .getFirst();
  }

  @SuppressWarnings("unchecked") // the last precondition is the one on the organization
  private static Optional<String> waiting(
      Change create, Observed<Optional<Organization>> organization) {
    Precondition<?> last = create.preconditions().getLast();
    assertThat(last.reading().name()).isEqualTo("organization (tolerated)");
    return ((Precondition<Observed<Optional<Organization>>>) last).obstacle().apply(organization);
  }

  private String targetOf(TrailState... states) {
    return fix(states).changes().getFirst().target();
  }

  private Steps fix(TrailState... states) {
    return control.fix(new AccountTrails(inventory(states)), scene());
  }

  private static AccountTrails elsewhere(TrailState... states) {
    return new AccountTrails(inventory(), Observed.known(inventory(states)));
  }

  private static Inventory<TrailState> inventory(TrailState... states) {
    Map<String, Observed<TrailState>> byArn = new LinkedHashMap<>();
    for (TrailState state : states) {
      byArn.put(state.trail().arn(), Observed.known(state));
    }
    return new Inventory<>(byArn);
  }
}
