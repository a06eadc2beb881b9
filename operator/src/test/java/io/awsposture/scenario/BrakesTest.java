package io.awsposture.scenario;

import static io.awsposture.emulator.CallPattern.call;
import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.FindingFrequency;
import io.awsposture.api.v1alpha1.GuardDutySettings;
import io.awsposture.api.v1alpha1.SecurityBaselineSpec;
import io.awsposture.apply.Closed;
import io.awsposture.emulator.Rule;
import java.time.Duration;
import java.util.Optional;

/** What keeps the operator from writing. */
class BrakesTest {
  private static final String DUBLIN = "eu-west-1";
  private static final String FRANKFURT = "eu-central-1";

  @Scenario("two-operators")
  void aRoleOfAnotherOperatorIsNotUsed(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.account().writeRoleOf("another");

    world.scanned();

    assertThat(world.closed()).isEqualTo("OtherOperator");
    world.isAsExpected();
    world.nothingWasWritten();
  }

  @Scenario("write-role-without-tag")
  void aRoleThatIsNobodysIsNotUsed(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.account().writeRoleWithoutTag();

    world.scanned();

    assertThat(world.closed()).isEqualTo("WriteRoleNotTagged");
    world.statusIsAsExpected();
    world.nothingWasWritten();
  }

  @Scenario("writes-switched-off")
  void theWriteSwitchStopsAPlanInItsMiddle(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN, FRANKFURT);
    world.mayWrite();
    world.permit(() ->
        world.made().isEmpty()
            ? Optional.empty()
            : Optional.of(new Closed("WritesSwitchedOff", "writes are switched off")));

    world.scanned();

    assertThat(world.closed()).isEqualTo("WritesSwitchedOff");
    world.isAsExpected();
    assertThat(world.account().enabledDetectors(world.made().getFirst().region())).isZero();
    world.permit(Optional::empty);
    world.scanned();
    assertThat(world.outcomes())
        .as("the detector that was left suspended is enabled, the others made")
        .hasSize(5)
        .filteredOn(outcome -> outcome.startsWith("guardduty:UpdateDetector"))
        .hasSize(3);
  }

  @Scenario("session-about-to-expire")
  void aWriteSessionOfLessThanTenMinutesIsNotUsed(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world.aws().sessionsLast(Duration.ofMinutes(9));

    world.scanned();

    assertThat(world.closed()).isEqualTo("SessionTooShort");
    world.statusIsAsExpected();
    world.nothingWasWritten();
  }

  @Scenario("clock-skew")
  void aClockThatIsOffForbidsWriting(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world.aws().clockSkew(Duration.ofSeconds(61));

    world.scanned();

    assertThat(world.closed()).isEqualTo("ClockSkew");
    world.nothingWasWritten();
    world.aws().clockSkew(Duration.ZERO);
    world.scanned();
    assertThat(world.made()).hasSize(2);
  }

  @Scenario("account-budget")
  void anAccountsBudgetOfChangesIsKept(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN, FRANKFURT, "eu-north-1");
    world.mayWrite();

    world.scanned();
    assertThat(world.made()).hasSize(2);
    assertThat(world.closed()).isEqualTo("BudgetSpent");
    world.statusIsAsExpected();

    world.timePasses(Duration.ofMinutes(59));
    world.scanned();
    world.nothingWasWritten();

    world.timePasses(Duration.ofMinutes(1));
    world.scanned();
    assertThat(world.made()).as("the day's third and last").hasSize(1);
  }

  @Scenario("operator-budget")
  void theOperatorsBudgetOfChangesIsKept(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN, FRANKFURT);
    world.mayWrite();
    world.operator().changesPerHour(2);

    world.scanned();

    assertThat(world.made()).hasSize(2);
    assertThat(world.closed()).isEqualTo("OperatorBudgetSpent");
    world.statusIsAsExpected();
  }

  @Scenario("soak")
  void aNewAccountAndAChangedBaselineAreShownFirst(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world.operator().soak(Duration.ofMinutes(5));

    world.scanned();
    assertThat(world.closed()).isEqualTo("Soaking");
    world.statusIsAsExpected();
    world.nothingWasWritten();

    world.timePasses(Duration.ofMinutes(5));
    world.restartOperator();
    world.scanned();
    assertThat(world.made()).hasSize(2);

    world.account().deleteDetector(HOME);
    world.edit(BrakesTest::withPublishingEveryHour);
    world.scanned();
    assertThat(world.closed()).isEqualTo("Soaking");
    world.nothingWasWritten();
  }

  @Scenario("failures")
  void anAccountWhoseChangesFailIsStopped(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN, FRANKFURT, "eu-north-1");
    world.mayWrite();
    world
        .aws()
        .when(call().operation("CreateDetector"))
        .fail(400, "BadRequestException", "The request is rejected.");

    world.scanned();

    assertThat(world.made()).hasSize(3);
    assertThat(world.closed()).isEqualTo("TooManyFailures");
    world.isAsExpected();
    world.timePasses(Duration.ofMinutes(61));
    world.scanned();
    assertThat(world.made()).as("an hour later it is tried again").isNotEmpty();
  }

  @Scenario("denied-everywhere-by-organization")
  void whatTheOrganizationDeniesIsNoFailureThatStopsAnything(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN, FRANKFURT, "eu-north-1");
    world.mayWrite();
    // What a policy denies in one Region may be allowed in the next.
    world
        .aws()
        .when(call().operation("CreateDetector"))
        .denyByOrganization(
            "arn:aws:organizations::999988887777:policy/o-exampleorgid/service_control_policy/p-examplepolicy");

    world.scanned();

    assertThat(world.made()).hasSize(4);
    assertThat(world.closed()).isEmpty();
    world.isAsExpected();
    world.scanned();
    world.nothingWasWritten();
  }

  @Scenario("session-runs-out")
  void aSessionThatRunsOutIsRenewedBetweenTwoWrites(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN);
    world.mayWrite();
    world.aws().sessionsLast(Duration.ofMinutes(11));
    Rule opened =
        world
            .aws()
            .when(call().operation("AssumeRole").mentioning("role/posture/write"))
            .run(() -> {});
    world
        .aws()
        .when(call().operation("CreateDetector"))
        .run(() -> world.timePasses(Duration.ofMinutes(2)));

    world.scanned();

    assertThat(world.made()).hasSize(4);
    assertThat(opened.hits()).as("once, and once after each two minutes").isEqualTo(3);
  }

  private static SecurityBaselineSpec withPublishingEveryHour(SecurityBaselineSpec spec) {
    return new SecurityBaselineSpec(
        spec.usableFrom(),
        spec.parent(),
        spec.mode(),
        spec.frameworks(),
        spec.controls(),
        new GuardDutySettings(FindingFrequency.ONE_HOUR, null, null),
        spec.configRecorder(),
        spec.cloudTrail(),
        spec.passwordPolicy(),
        spec.ebsEncryption(),
        spec.exposure(),
        spec.deniedRegions(),
        spec.suppressions(),
        spec.changeBudget());
  }
}
