package io.awsposture.scenario;

import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** Somebody else keeps changing back what the operator mends. */
class ContentionTest {

  @Scenario("contention")
  void aSettingThatIsChangedBackTwiceFreezesUntilItIsThawed(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    for (int round = 1; round <= 2; round++) {
      world.scanned();
      assertThat(world.made()).hasSize(2);
      world.account().deleteDetector(HOME);
      world.timePasses(Duration.ofHours(2));
    }

    world.scanned();
    world.isAsExpected();
    world.nothingWasWritten();

    world.restartOperator();
    world.timePasses(Duration.ofDays(1));
    world.scanned();
    world.nothingWasWritten();

    world.thaw();
    world.scanned();
    assertThat(world.outcomes())
        .containsExactly(
            "guardduty:CreateDetector us-east-1 Applied",
            "guardduty:UpdateDetector us-east-1 Applied");
  }

  @Scenario("contention-restore")
  void whatIsSwitchedOffIsSwitchedOnEverMoreSlowlyAndNeverGivenUp(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world.account().suspendedDetector(HOME);
    world.scanned();
    assertThat(world.made()).hasSize(1);
    isSwitchedOffAndOnAgainAfter(world, Duration.ZERO);
    isSwitchedOffAndOnAgainAfter(world, Duration.ofMinutes(1));
    isSwitchedOffAndOnAgainAfter(world, Duration.ofMinutes(5));
    isSwitchedOffAndOnAgainAfter(world, Duration.ofMinutes(15));
    isSwitchedOffAndOnAgainAfter(world, Duration.ofMinutes(60));
    isSwitchedOffAndOnAgainAfter(world, Duration.ofMinutes(60));
    world.isAsExpected();
  }

  private static void isSwitchedOffAndOnAgainAfter(ScenarioWorld world, Duration wait) {
    world.account().suspendDetector(HOME);
    world.restartOperator();
    if (wait.isPositive()) {
      world.timePasses(wait.minusSeconds(1));
      world.scanned();
      world.nothingWasWritten();
      world.timePasses(Duration.ofSeconds(1));
    }
    world.scanned();
    assertThat(world.outcomes()).containsExactly("guardduty:UpdateDetector us-east-1 Applied");
  }
}
