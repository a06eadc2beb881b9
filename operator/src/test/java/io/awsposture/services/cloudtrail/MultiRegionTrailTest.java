package io.awsposture.services.cloudtrail;

import static io.awsposture.services.cloudtrail.CloudTrailChanges.CREATE;
import static io.awsposture.services.cloudtrail.CloudTrailChanges.SELECT_ALL;
import static io.awsposture.services.cloudtrail.CloudTrailChanges.SPREAD;
import static io.awsposture.services.cloudtrail.CloudTrailChanges.START;
import static io.awsposture.services.cloudtrail.Trails.at;
import static io.awsposture.services.cloudtrail.Trails.inOneRegion;
import static io.awsposture.services.cloudtrail.Trails.logging;
import static io.awsposture.services.cloudtrail.Trails.of;
import static io.awsposture.services.cloudtrail.Trails.ours;
import static io.awsposture.services.cloudtrail.Trails.own;
import static io.awsposture.services.cloudtrail.Trails.scene;
import static io.awsposture.services.cloudtrail.Trails.selecting;
import static io.awsposture.services.cloudtrail.Trails.status;
import static io.awsposture.services.cloudtrail.Trails.stopped;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.CloudTrailSettings;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.aws.Cause;
import io.awsposture.control.Judgement;
import io.awsposture.control.Judgement.Fail;
import io.awsposture.control.Judgement.Pass;
import io.awsposture.control.Judgement.Unknown;
import io.awsposture.control.Owner;
import io.awsposture.observe.Inventory;
import io.awsposture.observe.Observed;
import io.awsposture.plan.Change;
import io.awsposture.plan.Steps;
import io.awsposture.services.cloudtrail.BasicSelector.Data;
import io.awsposture.services.cloudtrail.BasicSelector.Kind;
import io.awsposture.services.cloudtrail.CloudTrailChanges.OneRegion;
import io.awsposture.services.cloudtrail.CloudTrailChanges.Selection;
import io.awsposture.services.cloudtrail.CloudTrailChanges.Stopped;
import io.awsposture.services.cloudtrail.TrailState.Status;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MultiRegionTrailTest {
  private static final Cause REFUSED = new Cause.Denied("cloudtrail:GetEventSelectors", "");
  private static final EventSelectors WRITES =
      basic(new BasicSelector(Kind.WriteOnly, true, List.of(), List.of("kms.amazonaws.com")));
  private static final EventSelectors DATA_ONLY =
      basic(new BasicSelector(Kind.All, false, List.of(), List.of()));

  private final MultiRegionTrail control = new MultiRegionTrail();

  @Test
  void oneTrailThatRecordsEverythingSuffices() {
    Judgement judgement = judge(logging(own("audit")), stopped(own("old")));

    assertThat(judgement).isEqualTo(Judgement.pass());
  }

  @Test
  void noTrailFails() {
    assertThat(((Fail) judge()).observed()).isEqualTo("no trail");
  }

  @Test
  void eachOfTheThreeIsNeeded() {
    Judgement judgement =
        judge(
            logging(inOneRegion(own("regional"))),
            stopped(own("old")),
            selecting(WRITES, own("writes")));

    assertThat(((Fail) judgement).observed())
        .isEqualTo("old: stopped; regional: one Region only; writes: management writes only");
  }

  @Test
  void theTrailOfTheOrganizationSufficesAndOwns() {
    Judgement judgement = judge(logging(of(Trails.ORGANIZATION, "org")));

    assertThat(judgement).isInstanceOf(Pass.class);
    assertThat(judgement.remarks().managedBy())
        .contains(new Owner("organization", "trail org of account 999988887777"));
  }

  @Test
  void withATrailOfItsOwnTheAccountDoesNotHangOnTheOrganization() {
    Judgement judgement = judge(logging(of(Trails.ORGANIZATION, "org")), logging(own("audit")));

    assertThat(judgement.remarks().managedBy()).isEmpty();
  }

  @Test
  void aRefusedTrailOfTheOrganizationIsUnknown() {
    TrailState refused =
        new TrailState(of(Trails.ORGANIZATION, "org"), status(true), Observed.unknown(REFUSED));

    assertThat(judge(refused, stopped(own("old")))).isEqualTo(Judgement.unknown(REFUSED));
    assertThat(judge(refused, logging(own("audit")))).isInstanceOf(Pass.class);
  }

  @Test
  void aKnownNoDecidesWhateverElseIsRefused() {
    Trail organization = of(Trails.ORGANIZATION, "org");
    TrailState stopped = new TrailState(organization, status(false), Observed.unknown(REFUSED));
    TrailState partial =
        new TrailState(organization, Observed.unknown(REFUSED), Observed.known(WRITES));
    TrailState regional =
        new TrailState(
            inOneRegion(organization), Observed.unknown(REFUSED), Observed.unknown(REFUSED));

    assertThat(judge(stopped)).isInstanceOf(Fail.class);
    assertThat(judge(partial)).isInstanceOf(Fail.class);
    assertThat(judge(regional)).isInstanceOf(Fail.class);
  }

  @Test
  void aTrailWhoseSettingsCouldNotBeReadIsUnknown() {
    Cause broken = new Cause.Broken("IsMultiRegionTrail");
    Inventory<TrailState> seen =
        new Inventory<>(Map.of(own("odd").arn(), Observed.unknown(broken)));

    assertThat(control.judge(new AccountTrails(seen), scene()))
        .isInstanceOfSatisfying(
            Unknown.class, unknown -> assertThat(unknown.cause()).isEqualTo(broken));
  }

  @Test
  void logsThatAreNotDeliveredAndSourcesLeftOutAreNoted() {
    EventSelectors withoutKms =
        basic(
            new BasicSelector(
                Kind.All, true, List.of(), List.of("kms.amazonaws.com", "rdsdata.amazonaws.com")));
    TrailState state =
        new TrailState(
            own("audit"),
            Observed.known(new Status(true, Optional.of("NoSuchBucket"))),
            Observed.known(withoutKms));

    Judgement judgement = judge(state, selecting(WRITES, own("other")));

    assertThat(judgement).isInstanceOf(Pass.class);
    assertThat(judgement.remarks().notes())
        .containsExactly(
            "trail audit cannot deliver: NoSuchBucket",
            "trail audit leaves out events of kms.amazonaws.com, rdsdata.amazonaws.com");
  }

  @Test
  void withoutATrailOneIsMadeAndStarted() {
    Steps steps = fix();

    assertThat(steps.obstacle()).isEmpty();
    assertThat(steps.changes())
        .extracting(Change::action)
        .containsExactly("cloudtrail:CreateTrail", "cloudtrail:StartLogging");
    assertThat(steps.changes())
        .allMatch(change -> change.region().equals(Optional.of("us-east-1")));
    Change create = steps.changes().getFirst();
    assertThat(create.risk()).isEqualTo(Risk.ADDITIVE);
    assertThat(create.actions()).contains("cloudtrail:AddTags");
    assertThat(create.target())
        .isEqualTo("arn:aws:cloudtrail:us-east-1:111122223333:trail/posture");
    assertThat(create.after())
        .isEqualTo("multi-Region trail into bucket org-trail, encrypted with " + Trails.KEY);
    assertThat(create.isValidatedByAws()).isTrue();
    assertThat(create.preconditions())
        .extracting(needed -> needed.reading().name())
        .containsExactly(
            "policy of bucket org-trail",
            "state of KMS key " + Trails.KEY,
            "policy of KMS key " + Trails.KEY,
            "Region of bucket org-trail");
    assertThat(steps.changes().getLast().risk()).isEqualTo(Risk.RESTORE);
  }

  @Test
  void theNewTrailIsWhatTheBaselineSays() {
    NewTrail trail =
        NewTrail.wanted(
            "org-trail",
            trails(),
            scene(new CloudTrailSettings("audit", "org-trail", "logs", null, false)));

    assertThat(trail)
        .isEqualTo(
            new NewTrail(
                new Delivery(
                    "arn:aws:cloudtrail:us-east-1:111122223333:trail/audit",
                    "org-trail",
                    Optional.of("logs")),
                Optional.empty(),
                false,
                Map.of("awsposture-operator", "op"),
                false,
                Optional.empty()));
    assertThat(CREATE.on(trail).preconditions()).hasSize(1);
  }

  @Test
  void withoutABucketNothingIsMade() {
    Steps steps =
        control.fix(trails(), scene(new CloudTrailSettings(null, null, null, null, null)));

    assertThat(steps.changes()).isEmpty();
    assertThat(steps.obstacle())
        .hasValueSatisfying(text -> assertThat(text).contains("set spec.cloudTrail.bucket"));
  }

  @Test
  void aFurtherCopyOfManagementEventsNeedsConsentToItsCost() {
    TrailState dark =
        new TrailState(
            inOneRegion(own("dark")), Observed.unknown(REFUSED), Observed.unknown(REFUSED));
    TrailState theirs = selecting(WRITES, of(Trails.ORGANIZATION, "org"));
    TrailState theirData = selecting(DATA_ONLY, of(Trails.ORGANIZATION, "org"));

    assertThat(riskOfCreating(dark)).isEqualTo(Risk.COSTS);
    assertThat(riskOfCreating(theirs)).isEqualTo(Risk.COSTS);
    assertThat(riskOfCreating(theirData)).isEqualTo(Risk.ADDITIVE);
    AccountTrails notListed = new AccountTrails(inventory(), Observed.unknown(REFUSED));
    assertThat(control.fix(notListed, scene()).changes().getFirst().risk()).isEqualTo(Risk.COSTS);
  }

  @Test
  void whereTheHomeRegionHasFiveTrailsAPersonMustMakeRoom() {
    TrailState[] five = new TrailState[5];
    for (int i = 0; i < five.length; i++) {
      five[i] = stopped(of(Trails.ORGANIZATION, "org" + i));
    }

    assertThat(fix(five).changes()).isEmpty();
    assertThat(fix(five).obstacle())
        .contains(
            "delete a trail that us-east-1 shows and nobody needs: it has as many as AWS allows");
    assertThat(fix(Arrays.copyOf(five, 4)).changes()).isNotEmpty();
  }

  @Test
  void theTrailThatTheBaselineNamesIsMendedStepByStep() {
    Trail posture = at("eu-west-1", inOneRegion(own("posture")));
    TrailState state = new TrailState(posture, status(false), Observed.known(WRITES));

    List<Change> changes = fix(state).changes();

    assertThat(changes)
        .containsExactly(
            SPREAD.on(new OneRegion(posture.arn(), false)).in("eu-west-1"),
            SELECT_ALL
                .on(
                    new Selection(
                        posture.arn(),
                        "management writes only",
                        basic(
                            new BasicSelector(
                                Kind.All, true, List.of(), List.of("kms.amazonaws.com"))),
                        false))
                .in("eu-west-1"),
            START.on(new Stopped(posture.arn())).in("eu-west-1"));
    assertThat(changes)
        .extracting(Change::risk)
        .containsExactly(Risk.ALTERS_FOREIGN, Risk.ALTERS_FOREIGN, Risk.RESTORE);
  }

  @Test
  void whatWeMadeMayBeAltered() {
    Trail posture = inOneRegion(own("posture"));
    Trail ofAnother = posture.tagged(Optional.of("another-operator"));

    assertThat(fix(new TrailState(ours(posture), status(true), Observed.known(WRITES))).changes())
        .extracting(Change::risk)
        .containsExactly(Risk.ADDITIVE, Risk.ADDITIVE);
    assertThat(fix(new TrailState(ofAnother, status(true), Observed.known(WRITES))).changes())
        .extracting(Change::risk)
        .containsExactly(Risk.ALTERS_FOREIGN, Risk.ALTERS_FOREIGN);
  }

  @Test
  void anInterruptedFixGoesOnWithTheSameSteps() {
    Change start = fix().changes().getLast();

    assertThat(fix(stopped(own("posture"))).changes()).containsExactly(start);
  }

  @Test
  void whatIsNotKnownIsNotMended() {
    TrailState state =
        new TrailState(
            inOneRegion(own("posture")), Observed.unknown(REFUSED), Observed.unknown(REFUSED));

    assertThat(fix(state).changes())
        .extracting(Change::action)
        .containsExactly("cloudtrail:UpdateTrail");
  }

  @Test
  void aStoppedTrailOfOthersIsStartedRatherThanAnotherMade() {
    assertThat(fix(stopped(own("audit"))).changes())
        .containsExactly(START.on(new Stopped(own("audit").arn())).in("us-east-1"));
  }

  @Test
  void theNamedTrailComesBeforeAStoppedOneOfOthers() {
    assertThat(fix(stopped(own("audit")), stopped(own("posture"))).changes())
        .extracting(Change::target)
        .containsExactly(own("posture").arn());
  }

  @Test
  void withFiveSelectorsAPersonMustDecide() {
    BasicSelector data =
        new BasicSelector(
            Kind.WriteOnly,
            true,
            List.of(new Data("AWS::S3::Object", List.of("arn:aws:s3:::b/"))),
            List.of());
    TrailState full =
        selecting(new EventSelectors(Collections.nCopies(5, data), List.of()), own("posture"));

    assertThat(fix(full).changes()).isEmpty();
    assertThat(fix(full).obstacle())
        .contains(
            "let one of the event selectors of trail posture take all management events: it has as"
                + " many as AWS allows");
  }

  private Risk riskOfCreating(TrailState... besides) {
    Change create = fix(besides).changes().getFirst();
    assertThat(create.action()).isEqualTo("cloudtrail:CreateTrail");
    return create.risk();
  }

  private Judgement judge(TrailState... states) {
    return control.judge(trails(states), scene());
  }

  private Steps fix(TrailState... states) {
    return control.fix(trails(states), scene());
  }

  private static AccountTrails trails(TrailState... states) {
    return new AccountTrails(inventory(states));
  }

  private static Inventory<TrailState> inventory(TrailState... states) {
    Map<String, Observed<TrailState>> byArn = new LinkedHashMap<>();
    for (TrailState state : states) {
      byArn.put(state.trail().arn(), Observed.known(state));
    }
    return new Inventory<>(byArn);
  }

  private static EventSelectors basic(BasicSelector... selectors) {
    return new EventSelectors(List.of(selectors), List.of());
  }
}
