package io.awsposture.scenario;

import static io.awsposture.emulator.CallPattern.call;
import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.Scan;
import io.awsposture.aws.Connection;

/** An account that is not reached, or is not the one that was meant, is let alone. */
class AccessTest {

  @Scenario("role-denied")
  void aRoleThatCannotBeAssumedSaysWhatToDo(ScenarioWorld world) {
    world.aws().when(call().operation("AssumeRole")).deny();

    Scan scan = world.scan();

    assertThat(scan)
        .isInstanceOfSatisfying(
            Scan.Unreached.class,
            unreached -> assertThat(unreached.why().why()).isEqualTo(Connection.Why.ROLE_DENIED));
    world.statusIsAsExpected();
    world.callsAreAsExpected();
  }

  @Scenario("wrong-account")
  void nothingIsReadInAnAccountThatWasNotMeant(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world
        .aws()
        .when(call().operation("AssumeRole"))
        .answer(StsAnswers.session("444455556666", world.clock().start().plusSeconds(3600)));

    Scan scan = world.scan();

    assertThat(scan)
        .isInstanceOfSatisfying(
            Scan.Unreached.class,
            unreached -> assertThat(unreached.why().why()).isEqualTo(Connection.Why.WRONG_ACCOUNT));
    world.statusIsAsExpected();
    world.callsAreAsExpected();
  }

  @Scenario("wrong-write-account")
  void nothingIsWrittenThroughARoleOfAnotherAccount(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world
        .aws()
        .when(call().operation("AssumeRole").mentioning("role/posture/write"))
        .answer(StsAnswers.session("444455556666", world.clock().start().plusSeconds(3600)));

    world.scanned();

    assertThat(world.closed()).isEqualTo("WrongAccount");
    world.isAsExpected();
    world.nothingWasWritten();
  }

  @Scenario("write-role-denied")
  void anAccountWhoseWriteRoleIsDeniedIsReadAllTheSame(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world.aws().when(call().operation("AssumeRole").mentioning("role/posture/write")).deny();

    world.scanned();

    assertThat(world.closed()).isEqualTo("AssumeRoleDenied");
    world.isAsExpected();
    world.nothingWasWritten();
  }
}
