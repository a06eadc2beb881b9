package io.awsposture.apply;

import static io.awsposture.emulator.CallPattern.call;
import static io.awsposture.samples.SampleBaseline.ACCOUNT_ARN;
import static io.awsposture.samples.SampleBaseline.NOW;
import static io.awsposture.samples.SamplePlans.enforced;
import static io.awsposture.samples.SamplePlans.failing;
import static io.awsposture.samples.SamplePlans.finding;
import static io.awsposture.samples.SamplePlans.plan;
import static io.awsposture.samples.SamplePlans.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.apply.Applier.Applied;
import io.awsposture.apply.Witness.Sighting;
import io.awsposture.aws.AwsSettings;
import io.awsposture.aws.CallListener;
import io.awsposture.aws.Cause;
import io.awsposture.aws.Connector;
import io.awsposture.aws.SampleSession;
import io.awsposture.aws.Service;
import io.awsposture.emulator.AwsProxy;
import io.awsposture.emulator.Call;
import io.awsposture.emulator.Emulator;
import io.awsposture.plan.Change;
import io.awsposture.plan.History;
import io.awsposture.plan.Made;
import io.awsposture.plan.Made.Outcome;
import io.awsposture.plan.Plan;
import io.awsposture.plan.Steps;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import io.awsposture.samples.SampleControls.DoorShut;
import io.awsposture.samples.SteppingClock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;

/** Changes carried out one after the other, with a session of the emulator and made-up eyes. */
@ExtendWith(Emulator.class)
class ApplierTest {
  private static final String OURS = "sample-operator";
  private static final Asked DOOR = enforced(new DoorShut());
  private static final Service<GuardDutyClient> GUARDDUTY =
      Service.regional("guardduty", GuardDutyClient::builder, GuardDutyClient.serviceMetadata());
  private static final Change CREATE =
      write("guardduty:CreateDetector", Risk.ADDITIVE)
          .by((aws, _) -> aws.use(GUARDDUTY).createDetector(request -> request.enable(true)))
          .on("detector");
  private static final Change LIST =
      write("guardduty:ListDetectors", Risk.ADDITIVE)
          .by((aws, _) -> aws.use(GUARDDUTY).listDetectors())
          .on("list");

  private final SteppingClock clock = new SteppingClock(NOW);
  private final SampleWitness witness = new SampleWitness();
  private final AwsProxy aws;
  private final Connector connector;

  ApplierTest(AwsProxy aws) {
    this.aws = aws;
    this.connector =
        new Connector(
            new AwsSettings(
                Optional.of(aws.endpoint()), Duration.ofSeconds(20), Duration.ofSeconds(10), 2, 8),
            CallListener.NONE,
            Clock.systemUTC(),
            aws.credentials("999988887777"));
  }

  @AfterEach
  void closes() {
    connector.close();
  }

  @Test
  void looksAgainAsksLastWhetherItMayAndReadsBack() {
    sees(CREATE);
    Applied applied = apply(CREATE);

    assertThat(outcomes(applied)).containsExactly(Outcome.APPLIED);
    assertThat(applied.closed()).isEmpty();
    assertThat(applied.history().changes()).isEqualTo(applied.made());
    assertThat(aws.writes()).extracting(Call::operation).containsExactly("CreateDetector");
    assertThat(witness.events())
        .containsExactly(
            "may?",
            "may?",
            "look",
            "may?",
            "begins guardduty:CreateDetector",
            "look",
            "told " + Outcome.APPLIED);
  }

  @Test
  void whatIsSwitchedOffWhileLookingStaysUnwritten() {
    sees(CREATE);
    Applied applied =
        apply(
            () ->
                witness.events().contains("look")
                    ? Optional.of(new Closed("WritesDisabled", "switched off"))
                    : Optional.empty(),
            100,
            CREATE);

    assertThat(applied.made()).isEmpty();
    assertThat(applied.closed()).map(Closed::reason).contains("WritesDisabled");
    assertThat(aws.writes()).isEmpty();
  }

  @Test
  void whatIsNotWantedAnyMoreOrCannotBeReadIsDropped() {
    witness.sees(new Sighting.Met("it meets the baseline"));
    assertThat(apply(CREATE).made())
        .extracting(made -> made.outcome() + " " + made.message())
        .containsExactly("DROPPED before writing: it meets the baseline");

    witness.sees(new Sighting.Unclear(new Cause.DeadlinePassed()));
    assertThat(outcomes(apply(CREATE))).containsExactly(Outcome.DROPPED);
    assertThat(aws.writes()).isEmpty();
  }

  @Test
  void aDenialNamesTheActionOfTheWrite() {
    aws.when(call().operation("CreateDetector")).deny();
    sees(CREATE);

    assertThat(apply(CREATE).made())
        .extracting(made -> made.outcome() + " " + made.message())
        .containsExactly(
            "DENIED denied: allow guardduty:CreateDetector to the role used (no identity-based"
                + " policy allows it)");
  }

  @Test
  void aDenialOfTheOrganizationIsItsOwnOutcome() {
    aws.when(call().operation("CreateDetector")).denyByOrganization("arn:aws:p-1");
    sees(CREATE);

    assertThat(apply(CREATE).made())
        .extracting(made -> made.outcome() + " " + made.message())
        .containsExactly(
            "DENIED_BY_ORGANIZATION the organization denies guardduty:CreateDetector by"
                + " arn:aws:p-1");
  }

  @Test
  void aWriteMayDoNothingThatItDoesNotDeclare() {
    Change other =
        write("guardduty:UpdateDetector", Risk.ADDITIVE)
            .by((clients, _) ->
                clients.use(GUARDDUTY).createDetector(request -> request.enable(true)))
            .on("detector");
    sees(other);

    assertThat(outcomes(apply(other))).containsExactly(Outcome.DENIED);
    assertThat(aws.writes()).isEmpty();
  }

  @Test
  void anAnswerThatIsLostIsLookedForAndNeverRepeated() {
    aws.when(call().operation("CreateDetector")).cut();
    sees(CREATE);
    assertThat(outcomes(apply(CREATE))).containsExactly(Outcome.APPLIED);

    sees(CREATE, CREATE, CREATE);
    assertThat(outcomes(apply(CREATE))).containsExactly(Outcome.ANSWER_LOST);
    assertThat(aws.writes()).hasSize(2);
  }

  @Test
  void aThrottledWriteIsRepeatedForItWasNotCarriedOut() {
    aws.when(call().operation("CreateDetector")).throttle().times(1);
    sees(CREATE);

    assertThat(outcomes(apply(CREATE))).containsExactly(Outcome.APPLIED);
    assertThat(aws.writes()).hasSize(2);
  }

  @Test
  void whatDoesNotShowYetIsSettling() {
    sees(CREATE, CREATE, CREATE);

    assertThat(outcomes(apply(CREATE))).containsExactly(Outcome.SETTLING);
  }

  @Test
  void somebodyElsesValueIsNoSuccess() {
    sees(CREATE);
    witness.sees(new Sighting.Different("it is different from what was planned"));
    witness.sees(new Sighting.Different("it is different from what was planned"));

    assertThat(outcomes(apply(CREATE))).containsExactly(Outcome.SETTLING);
  }

  @Test
  void aLookThatBreaksKeepsNoWriteFromItsRecord() {
    sees(CREATE);
    witness.breaks();
    witness.breaks();

    Applied applied = apply(CREATE);

    assertThat(outcomes(applied)).containsExactly(Outcome.SETTLING);
    assertThat(aws.writes()).hasSize(1);
    assertThat(witness.events()).endsWith("told " + Outcome.SETTLING);
  }

  @Test
  void aLookThatBreaksBeforeTheWriteDropsIt() {
    witness.breaks();

    assertThat(outcomes(apply(CREATE))).containsExactly(Outcome.DROPPED);
    assertThat(aws.writes()).isEmpty();
  }

  @Test
  void whatFailedIsTriedInTheNextRegionAllTheSame() {
    aws.when(call().operation("CreateDetector").region("eu-west-1"))
        .fail(400, "BadRequestException", "The request is rejected.");
    sees(CREATE, CREATE, LIST);

    assertThat(outcomes(apply(witness, 100, inThreeRegions(CREATE, CREATE, LIST))))
        .startsWith(Outcome.FAILED, Outcome.APPLIED);
  }

  @Test
  void aStepThatDoesNotShowStopsItsFindingAndNoOther() {
    sees(CREATE, CREATE, CREATE, LIST);
    Plan two =
        plan(
            failing(
                DOOR,
                finding(DOOR, "eu-west-1", ACCOUNT_ARN, Steps.of(CREATE, LIST)),
                finding(DOOR, "us-west-2", ACCOUNT_ARN, Steps.of(LIST))));

    Applied applied = apply(witness, 100, two);

    assertThat(applied.made())
        .extracting(made -> made.action() + " in " + made.region() + " " + made.outcome())
        .containsExactly(
            "guardduty:CreateDetector in eu-west-1 SETTLING",
            "guardduty:ListDetectors in us-west-2 APPLIED");
  }

  @Test
  void whatIsDeniedOnceIsNotTriedInEveryRegion() {
    aws.when(call().operation("CreateDetector")).deny();
    sees(CREATE, LIST);

    Applied applied = apply(witness, 100, inThreeRegions(CREATE, CREATE, LIST));

    assertThat(applied.made())
        .extracting(made -> made.action() + " in " + made.region() + " " + made.outcome())
        .containsExactly(
            "guardduty:CreateDetector in eu-west-1 DENIED",
            "guardduty:ListDetectors in us-west-2 APPLIED");
    assertThat(aws.writes()).hasSize(1);
  }

  @Test
  void aDenialByTheOrganizationSpeaksOfItsRegionOnly() {
    aws.when(call().operation("CreateDetector").region("eu-west-1")).denyByOrganization("arn:p");
    sees(CREATE, CREATE);

    assertThat(outcomes(apply(witness, 100, inThreeRegions(CREATE, CREATE, LIST))))
        .containsExactly(Outcome.DENIED_BY_ORGANIZATION, Outcome.APPLIED, Outcome.DROPPED);
  }

  @Test
  void whatFailedBeforeHasItsTurnAfterTheOthers() {
    Plan plan = inThreeRegions(CREATE, CREATE, CREATE);
    History history =
        History.none(NOW)
            .with(Made.of(plan.due().getFirst(), NOW.minusSeconds(7200), Outcome.DENIED, ""));
    aws.when(call().operation("CreateDetector").region("eu-west-1")).deny();
    for (int count = 0; count < 2; count++) {
      sees(CREATE);
      witness.sees(new Sighting.Met("it meets the baseline"));
    }
    sees(CREATE);

    assertThat(apply(witness, 100, plan, history).made())
        .extracting(made -> made.region() + " " + made.outcome())
        .containsExactly("us-east-1 APPLIED", "us-west-2 APPLIED", "eu-west-1 DENIED");
  }

  @Test
  void theBudgetEndsARunInTheMiddle() {
    sees(LIST);
    Applied applied = apply(witness, 1, LIST, CREATE);

    assertThat(applied.made()).hasSize(1);
    assertThat(applied.closed()).map(Closed::reason).contains("BudgetSpent");
  }

  @Test
  void aStoppingOperatorBeginsNoFurtherChange() {
    sees(CREATE);
    Thread.currentThread().interrupt();
    Applied applied = apply(CREATE);
    assertThat(Thread.interrupted()).isTrue();

    assertThat(applied.made()).isEmpty();
    assertThat(applied.closed()).map(Closed::reason).contains("ShuttingDown");
    assertThat(aws.writes()).isEmpty();
  }

  @Test
  void anInterruptedWriteIsFinishedAndRecorded() {
    Thread writer = Thread.currentThread();
    aws.when(call().operation("CreateDetector")).run(writer::interrupt);
    sees(CREATE);
    Applied applied = apply(CREATE, LIST);
    assertThat(Thread.interrupted()).isTrue();

    assertThat(outcomes(applied)).containsExactly(Outcome.SETTLING);
    assertThat(aws.writes()).hasSize(1);
  }

  @Test
  void anEmptyPlanAsksNobody() {
    assertThat(apply(witness, 100, plan()).made()).isEmpty();
    assertThat(witness.events()).isEmpty();
    assertThat(aws.calls()).isEmpty();
  }

  @Test
  void aRefusedWriteRoleClosesTheAccount() {
    aws.when(call().operation("AssumeRole")).deny();
    sees(CREATE);
    Applied applied = apply(CREATE);

    assertThat(applied.made()).isEmpty();
    assertThat(applied.closed()).map(Closed::reason).contains("AssumeRoleDenied");
  }

  private Applied apply(Change... changes) {
    return apply(witness, 100, changes);
  }

  private Applied apply(Permit permit, int perHour, Change... changes) {
    return apply(permit, perHour, plan(failing(DOOR, changes)));
  }

  private static Plan inThreeRegions(Change first, Change second, Change third) {
    return plan(
        failing(
            DOOR,
            finding(DOOR, "eu-west-1", ACCOUNT_ARN, Steps.of(first)),
            finding(DOOR, "us-east-1", ACCOUNT_ARN, Steps.of(second)),
            finding(DOOR, "us-west-2", ACCOUNT_ARN, Steps.of(third))));
  }

  private Applied apply(Permit permit, int perHour, Plan plan) {
    return apply(permit, perHour, plan, History.none(NOW));
  }

  private Applied apply(Permit permit, int perHour, Plan plan, History history) {
    Applier applier =
        new Applier(
            connector,
            new Gate(OURS, Set.of(), clock),
            new FleetBrakes(clock, 100, 100),
            clock,
            List.of(Duration.ZERO, Duration.ZERO));
    Work work =
        new Work(
            SampleSession.TARGET, SampleAccount.member(OURS), plan, history, perHour, 100, false);
    return applier.apply(work, permit, witness, witness);
  }

  private void sees(Change... changes) {
    for (Change change : changes) {
      witness.sees(new Sighting.StillWanted(change));
    }
  }

  private static List<Outcome> outcomes(Applied applied) {
    return applied.made().stream().map(Made::outcome).toList();
  }
}
