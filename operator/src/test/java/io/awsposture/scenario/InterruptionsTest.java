package io.awsposture.scenario;

import static io.awsposture.emulator.CallPattern.call;
import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.awsposture.emulator.Call;
import java.time.Duration;
import java.util.Optional;

/** Writes that are cut off, refused, or followed by the operator's end. */
class InterruptionsTest {
  private static final String DUBLIN = "eu-west-1";

  @Scenario("lost-answer")
  void aWriteWhoseAnswerWasLostIsObservedAndNotRepeated(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN);
    world.mayWrite();
    world.aws().when(call().operation("CreateDetector").region(HOME)).cut();
    world.aws().when(call().operation("CreateDetector").region(DUBLIN)).cutBefore().times(1);

    world.scanned();

    assertThat(world.outcomes())
        .containsExactlyInAnyOrder(
            "guardduty:CreateDetector us-east-1 Applied",
            "guardduty:UpdateDetector us-east-1 Applied",
            "guardduty:CreateDetector eu-west-1 AnswerLost");
    world.isAsExpected();
    world.scanned();
    world.nothingWasWritten();
    world.timePasses(Duration.ofSeconds(120));
    world.scanned();
    assertThat(world.outcomes())
        .containsExactly(
            "guardduty:CreateDetector eu-west-1 Applied",
            "guardduty:UpdateDetector eu-west-1 Applied");
    assertThat(world.account().enabledDetectors(HOME)).isEqualTo(1);
  }

  @Scenario("write-denied-by-organization")
  void aWriteThatTheOrganizationDeniesIsLeftForADay(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world
        .aws()
        .when(call().operation("CreateDetector"))
        .denyByOrganization(
            "arn:aws:organizations::444455556666:policy/o-example/service_control_policy/p-gd");

    world.scanned();

    assertThat(world.outcomes())
        .containsExactly("guardduty:CreateDetector us-east-1 DeniedByOrganization");
    world.isAsExpected();
    world.timePasses(Duration.ofHours(23));
    world.scanned();
    world.nothingWasWritten();
    world.timePasses(Duration.ofHours(1));
    world.scanned();
    assertThat(world.made()).hasSize(1);
  }

  @Scenario("write-denied")
  void aWriteThatTheRoleMayNotMakeNamesTheAction(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world.aws().when(call().operation("CreateDetector")).deny();

    world.scanned();

    assertThat(world.outcomes()).containsExactly("guardduty:CreateDetector us-east-1 Denied");
    world.isAsExpected();
    world.scanned();
    world.nothingWasWritten();
  }

  @Scenario("killed-between-changes")
  void anOperatorKilledBetweenTwoChangesFinishesAfterItsStart(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world.bucket("org-trail");
    world.permit(() -> {
      if (!world.made().isEmpty()) {
        throw new Killed();
      }
      return Optional.empty();
    });
    assertThatThrownBy(world::scanned).isInstanceOf(Killed.class);
    assertThat(Call.text(world.aws().writes()))
        .isEqualTo("111122223333 us-east-1 cloudtrail:CreateTrail x1\n");

    world.restartOperator();
    world.permit(Optional::empty);
    world.scanned();

    assertThat(Call.text(world.aws().writes()))
        .isEqualTo("111122223333 us-east-1 cloudtrail:StartLogging x1\n");
    world.isAsExpected();
    world.scanned();
    world.nothingWasWritten();
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Scenario("throttled-write")
  void aThrottledWriteWasNotMadeAndIsTriedAgain(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world.aws().when(call().operation("CreateDetector")).throttle().times(2);

    world.scanned();

    assertThat(world.outcomes())
        .containsExactly(
            "guardduty:CreateDetector us-east-1 Applied",
            "guardduty:UpdateDetector us-east-1 Applied");
    world.callsAreAsExpected();
  }

  @Scenario("settling")
  void whatAwsAcceptedAndDoesNotShowIsNoDriftForAWhile(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world
        .aws()
        .when(call().operation("CreateDetector"))
        .answer("{\"detectorId\": \"00000000000000000000000000000000\"}")
        .times(1);

    world.scanned();

    assertThat(world.outcomes()).containsExactly("guardduty:CreateDetector us-east-1 Settling");
    world.isAsExpected();
    world.timePasses(Duration.ofSeconds(119));
    world.scanned();
    world.nothingWasWritten();
    world.timePasses(Duration.ofSeconds(1));
    world.scanned();
    assertThat(world.outcomes())
        .containsExactly(
            "guardduty:CreateDetector us-east-1 Applied",
            "guardduty:UpdateDetector us-east-1 Applied");
  }
}
