package io.awsposture.apply;

import static io.awsposture.apply.SampleAccount.ELSEWHERE;
import static io.awsposture.apply.SampleAccount.member;
import static io.awsposture.apply.SampleAccount.organization;
import static io.awsposture.apply.SampleAccount.role;
import static io.awsposture.apply.SampleAccount.session;
import static io.awsposture.samples.SampleBaseline.NOW;
import static io.awsposture.samples.SamplePlans.change;
import static io.awsposture.samples.SamplePlans.enforced;
import static io.awsposture.samples.SamplePlans.failing;
import static io.awsposture.samples.SamplePlans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.aws.SampleFailure;
import io.awsposture.aws.SampleSession;
import io.awsposture.aws.SampleSkew;
import io.awsposture.aws.Session;
import io.awsposture.aws.Target;
import io.awsposture.plan.History;
import io.awsposture.plan.Made;
import io.awsposture.plan.Plan;
import io.awsposture.samples.SampleControls.DoorShut;
import io.awsposture.samples.SteppingClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationResponse;

/** What must hold of an account before anything is written into it. */
class GateTest {
  private static final String OURS = "sample-operator";

  private final SteppingClock clock = new SteppingClock(NOW);
  private final Gate gate = new Gate(OURS, Set.of(ELSEWHERE), clock);

  @Test
  void aMemberWhoseRoleCarriesOurTagIsOpen() {
    assertThat(gate.closedFor(work(member(OURS)))).isEmpty();
  }

  @Test
  void duringTheSoakNothingIsAskedOfAws() {
    Work soaking =
        work(
            SampleSession.withoutAws(),
            History.none(NOW).under("r-1", NOW.plus(Duration.ofMinutes(5))),
            SampleSession.TARGET,
            false);

    assertThat(reason(soaking)).contains("Soaking");
    clock.step(Duration.ofMinutes(5));
    assertThat(reason(work(member(OURS), soaking.history(), SampleSession.TARGET, false)))
        .isEmpty();
  }

  @Test
  void withoutAWriteRoleNothingIsAskedOfAws() {
    Target target = SampleSession.TARGET;
    Target readOnly =
        new Target(
            target.account(),
            target.partition(),
            target.homeRegion(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            target.sessionName());

    assertThat(reason(work(SampleSession.withoutAws(), History.none(NOW), readOnly, true)))
        .contains("NoWriteRole");
  }

  @Test
  void theBudgetsAreTheBaselines() {
    History history = History.none(NOW);
    for (int count = 0; count < 3; count++) {
      history = history.with(applied());
    }
    Work work = work(SampleSession.withoutAws(), history, SampleSession.TARGET, true);

    assertThat(gate.budgetSpent(budget(work, 4, 4), history)).isEmpty();
    assertThat(gate.budgetSpent(budget(work, 3, 4), history))
        .map(Closed::words)
        .contains("3 changes since 2026-11-22T10:00:00Z: spec.changeBudget.perHour is 3");
    assertThat(gate.budgetSpent(budget(work, 4, 3), history))
        .map(Closed::words)
        .contains("3 changes since 2026-11-22T10:00:00Z: spec.changeBudget.perDay is 3");
    clock.step(Duration.ofHours(1));
    assertThat(gate.budgetSpent(budget(work, 3, 4), history)).isEmpty();
    assertThat(gate.budgetSpent(budget(work, 4, 3), history)).isPresent();
  }

  @Test
  void theManagementAccountNeedsAFlag() {
    Session management =
        session(organization(SampleSession.TARGET.account()), role(Optional.of(OURS)));

    assertThat(reason(work(management))).contains("ProtectedAccount");
    assertThat(reason(work(management, History.none(NOW), SampleSession.TARGET, true))).isEmpty();
  }

  @Test
  void whetherItIsOneMustBeKnown() {
    Session denied =
        session(
            new SampleAccount.Organizations() {
              @Override
              public DescribeOrganizationResponse describeOrganization(
                  DescribeOrganizationRequest request) {
                throw SampleFailure.of("AccessDeniedException");
              }
            },
            role(Optional.of(OURS)));
    Session alone =
        session(
            new SampleAccount.Organizations() {
              @Override
              public DescribeOrganizationResponse describeOrganization(
                  DescribeOrganizationRequest request) {
                throw SampleFailure.of("AWSOrganizationsNotInUseException");
              }
            },
            role(Optional.of(OURS)));

    assertThat(reason(work(denied))).contains("ProtectedAccount");
    assertThat(reason(work(alone))).isEmpty();
  }

  @Test
  void anAccountReachedWithTheOperatorsOwnIdentityNeedsAFlag() {
    assertThat(reason(work(SampleSession.ofOwnIdentity()))).contains("ProtectedAccount");
  }

  @Test
  void anAccountThatTheSettingsProtectNeedsAFlag() {
    Target target = SampleSession.TARGET;
    Target named =
        new Target(
            ELSEWHERE,
            target.partition(),
            target.homeRegion(),
            target.readRole(),
            target.writeRole(),
            target.externalId(),
            target.sessionName());

    assertThat(reason(work(SampleSession.withoutAws(), History.none(NOW), named, false)))
        .contains("ProtectedAccount");
  }

  @Test
  void theRoleOfAnotherOperatorIsLeftAlone() {
    Optional<Closed> closed = gate.closedFor(work(member("operator-of-the-others")));

    assertThat(closed).map(Closed::reason).contains("OtherOperator");
    assertThat(closed)
        .map(Closed::words)
        .contains(
            "the tag awsposture-operator of arn:aws:iam::111122223333:role/posture/write names"
                + " operator operator-of-the-others, this one is sample-operator");
  }

  @Test
  void aRoleWithoutTheTagBelongsToNobodyYet() {
    Session session = session(organization(ELSEWHERE), role(Optional.empty()));

    assertThat(gate.closedFor(work(session)))
        .map(Closed::words)
        .contains(
            "arn:aws:iam::111122223333:role/posture/write has no tag awsposture-operator: add it"
                + " with the value sample-operator where the role is made");
  }

  @Test
  void aTagThatCannotBeReadKeepsTheGateShut() {
    Session session =
        session(
            organization(ELSEWHERE),
            new SampleAccount.Iam() {
              @Override
              public GetRoleResponse getRole(GetRoleRequest request) {
                throw SampleFailure.of("AccessDenied");
              }
            });

    assertThat(gate.closedFor(work(session)))
        .map(Closed::words)
        .hasValueSatisfying(words -> assertThat(words).contains("could not be read: denied"));
  }

  @Test
  void aClockThatIsOffForbidsWriting() {
    assertThat(gate.clockOff(SampleSkew.of(Duration.ofSeconds(60)))).isEmpty();
    assertThat(gate.clockOff(SampleSkew.of(Duration.ofSeconds(-90))))
        .contains(
            Closed.until(
                NOW.plus(Duration.ofMinutes(2)),
                "ClockSkew",
                "the operator's clock is -90 s off AWS's: correct the node's time"));
  }

  private Optional<String> reason(Work work) {
    return gate.closedFor(work).map(Closed::reason);
  }

  private static Work work(Session reader) {
    return work(reader, History.none(NOW), SampleSession.TARGET, false);
  }

  private static Work work(Session reader, History history, Target target, boolean flag) {
    return new Work(target, reader, new Plan(List.of(), Map.of()), history, 25, 100, flag);
  }

  private static Work budget(Work work, int perHour, int perDay) {
    return new Work(
        work.target(), work.reader(), work.plan(), work.history(), perHour, perDay, true);
  }

  private static Made applied() {
    return Made.of(
        plan(failing(enforced(new DoorShut()), change("door:Shut", Risk.RESTORE))).due().getFirst(),
        NOW,
        Made.Outcome.APPLIED,
        "");
  }
}
