package io.awsposture.scenario;

import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.awsposture.apply.Closed;
import io.awsposture.apply.Permit;
import io.awsposture.emulator.Call;
import io.awsposture.plan.Hold;
import io.awsposture.plan.Planned;
import io.awsposture.samples.SampleRisks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Plans that wait for approval, and what approvals release. */
class ProposingTest {
  private static final String DUBLIN = "eu-west-1";
  private static final String FRANKFURT = "eu-central-1";
  private static final Duration LIFE = Duration.ofDays(2);

  @Scenario("proposed")
  void aProposedPlanIsShownAndNothingIsChanged(ScenarioWorld world) {
    proposes(world, HOME);
    world.statusIsAsExpected();
    world.planIsAsExpected();

    world.timePasses(Duration.ofMinutes(30));
    List<String> before = ids(world, _ -> true);
    world.scanned();

    world.nothingWasWritten();
    assertThat(ids(world, _ -> true)).as("ids stay from scan to scan").isEqualTo(before);
  }

  @Scenario("approved")
  void whatIsApprovedIsMadeOnceAndTold(ScenarioWorld world) {
    proposes(world, HOME, DUBLIN);
    world.decisions().approve("pr-17", LIFE, ids(world, _ -> true));

    world.scanned();

    assertThat(world.outcomes())
        .containsExactlyInAnyOrder(
            "guardduty:CreateDetector eu-west-1 Applied",
            "guardduty:UpdateDetector eu-west-1 Applied",
            "guardduty:CreateDetector us-east-1 Applied",
            "guardduty:UpdateDetector us-east-1 Applied");
    assertThat(world.made()).allSatisfy(made -> assertThat(made.approval()).isEqualTo("pr-17"));
    assertThat(world.decisions().said("pr-17"))
        .isEqualTo("4 applied, 0 dropped, 0 remaining, Applied");
    world.isAsExpected();
    world.scanned();
    world.nothingWasWritten();
  }

  @Scenario("approved-in-part")
  void whatIsNotNamedWaits(ScenarioWorld world) {
    proposes(world, HOME, DUBLIN);
    world.decisions().approve("pr-17", LIFE, ids(world, in(HOME)));

    world.scanned();

    assertThat(world.made()).hasSize(2).allSatisfy(it -> assertThat(it.region()).isEqualTo(HOME));
    assertThat(holds(world)).containsExactly(Hold.Kind.APPROVAL, Hold.Kind.APPROVAL);
    assertThat(world.decisions().said("pr-17"))
        .isEqualTo("2 applied, 0 dropped, 0 remaining, Applied");
    assertThat(world.account().enabledDetectors(DUBLIN)).isZero();
  }

  @Scenario("approval-stale")
  void whatLooksDifferentByNowIsDropped(ScenarioWorld world) {
    proposes(world, HOME, DUBLIN, FRANKFURT);
    world.decisions().approve("pr-17", LIFE, ids(world, _ -> true));
    world.account().detector(HOME);
    world.account().suspendedDetector(DUBLIN);

    world.scanned();

    assertThat(world.made())
        .as("in Dublin another change is asked for, that nobody approved")
        .hasSize(2)
        .allSatisfy(it -> assertThat(it.region()).isEqualTo(FRANKFURT));
    assertThat(holds(world)).containsExactly(Hold.Kind.APPROVAL);
    assertThat(world.decisions().said("pr-17"))
        .isEqualTo("2 applied, 4 dropped, 0 remaining, Applied");
  }

  @Scenario("approval-lapsed")
  void anApprovalLapses(ScenarioWorld world) {
    proposes(world, HOME);
    world.decisions().approve("pr-17", Duration.ofHours(1), ids(world, _ -> true));
    world.timePasses(Duration.ofHours(1));

    world.scanned();

    world.nothingWasWritten();
    assertThat(world.plan().changes())
        .allSatisfy(planned ->
            assertThat(planned.hold().orElseThrow().words())
                .contains("; PlanApproval pr-17 lapsed at "));
    assertThat(world.decisions().said("pr-17"))
        .isEqualTo("0 applied, 0 dropped, 2 remaining, Lapsed");
  }

  @Scenario("approval-and-new-drift")
  void driftThatCameAfterTheApprovalWaitsForItsOwn(ScenarioWorld world) {
    proposes(world, HOME);
    world.decisions().approve("pr-17", LIFE, ids(world, _ -> true));
    world.aws().regions(HOME, DUBLIN);
    world.timePasses(Duration.ofMinutes(61));

    world.scanned();

    assertThat(world.made()).hasSize(2).allSatisfy(it -> assertThat(it.region()).isEqualTo(HOME));
    assertThat(holds(world)).containsExactly(Hold.Kind.APPROVAL, Hold.Kind.APPROVAL);
    assertThat(world.account().enabledDetectors(DUBLIN)).isZero();
  }

  @Scenario("approval-and-returned-drift")
  void theSameDriftThatCameBackIsCoveredByNoOldApproval(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world.account().suspendedDetector(HOME);
    world.scanned();
    List<String> first = ids(world, _ -> true);
    world.decisions().approve("pr-17", LIFE, first);
    // What is not touched by the first of two approvals of it must not be touched later either.
    world.decisions().approve("pr-18", LIFE, first);
    world.scanned();
    assertThat(world.outcomes()).containsExactly("guardduty:UpdateDetector us-east-1 Applied");

    world.timePasses(Duration.ofMinutes(30));
    world.scanned();
    world.account().suspendDetector(HOME);
    world.timePasses(Duration.ofMinutes(30));
    world.scanned();

    world.nothingWasWritten();
    assertThat(ids(world, _ -> true)).hasSize(1).doesNotContainAnyElementsOf(first);
    assertThat(holds(world)).containsExactly(Hold.Kind.APPROVAL);

    world.decisions().approve("pr-19", LIFE, ids(world, _ -> true));
    world.scanned();
    assertThat(world.outcomes()).containsExactly("guardduty:UpdateDetector us-east-1 Applied");
  }

  @Scenario("approved-plan-interrupted")
  void anInterruptedPlanGoesOnUnderTheSameApproval(ScenarioWorld world) {
    proposes(world, HOME, DUBLIN);
    world.decisions().approve("pr-17", LIFE, ids(world, _ -> true));
    world.permit(() -> {
      if (!world.made().isEmpty()) {
        throw new Killed();
      }
      return Optional.empty();
    });
    assertThatThrownBy(world::scanned).isInstanceOf(Killed.class);
    assertThat(world.aws().writes()).hasSize(1);

    world.restartOperator();
    world.permit(Optional::empty);
    world.scanned();

    assertThat(world.outcomes()).hasSize(3).allMatch(it -> it.endsWith("Applied"));
    assertThat(world.account().enabledDetectors(HOME)).isEqualTo(1);
    assertThat(world.account().enabledDetectors(DUBLIN)).isEqualTo(1);
    world.scanned();
    world.nothingWasWritten();
  }

  @Scenario("approved-and-suppressed")
  void anAcceptedRiskIsNeverMendedThoughApproved(ScenarioWorld world) {
    proposes(world, HOME);
    world.decisions().approve("pr-17", LIFE, ids(world, _ -> true));
    world.decisions().accept(SampleRisks.of("GuardDuty.1"));

    world.scanned();

    world.nothingWasWritten();
    assertThat(world.plan().changes()).isEmpty();
    assertThat(world.decisions().said("pr-17"))
        .isEqualTo("0 applied, 2 dropped, 0 remaining, Stale");
  }

  @Scenario("approval-withdrawn")
  void anApprovalThatIsTakenBackBetweenPlanningAndWriteReleasesNothing(ScenarioWorld world) {
    proposes(world, HOME, DUBLIN);
    world.decisions().approve("pr-17", LIFE, ids(world, _ -> true));
    world.permit(
        new Permit() {
          @Override
          public Optional<Closed> closed() {
            return Optional.empty();
          }

          @Override
          public Optional<String> withheld(Planned planned) {
            return planned.approval().isPresent() && planned.region().equals(HOME)
                ? Optional.of("PlanApproval pr-17, which covered it, is gone")
                : Optional.empty();
          }
        });

    world.scanned();

    assertThat(world.made()).allSatisfy(made -> assertThat(made.region()).isEqualTo(DUBLIN));
    assertThat(Call.text(world.aws().writes())).doesNotContain(HOME);
  }

  @Scenario("approved-risk")
  void inModeEnforceAnApprovalStandsForTheConsentThatIsMissing(ScenarioWorld world) {
    proposes(world, HOME);
    assertThat(holds(world)).containsExactly(Hold.Kind.CONSENT, Hold.Kind.EARLIER_STEP);
    world.decisions().approve("pr-17", LIFE, ids(world, _ -> true));

    world.scanned();

    assertThat(world.outcomes())
        .containsExactly(
            "guardduty:CreateDetector us-east-1 Applied",
            "guardduty:UpdateDetector us-east-1 Applied");
  }

  private static void proposes(ScenarioWorld world, String... regions) {
    world.aws().regions(regions);
    world.mayWrite();
    world.scanned();
    world.nothingWasWritten();
  }

  private static List<String> ids(ScenarioWorld world, Predicate<Planned> which) {
    return world.plan().changes().stream().filter(which).map(Planned::id).toList();
  }

  private static Predicate<Planned> in(String region) {
    return planned -> planned.region().equals(region);
  }

  private static List<Hold.Kind> holds(ScenarioWorld world) {
    return world.plan().changes().stream()
        .flatMap(it -> it.hold().stream())
        .map(Hold::kind)
        .toList();
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
