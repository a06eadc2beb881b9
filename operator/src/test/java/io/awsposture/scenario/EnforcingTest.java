package io.awsposture.scenario;

/** What an operator changes. */
class EnforcingTest {

  @Scenario("enforce")
  void whatIsOffIsMendedOnceAndThenLeftAlone(ScenarioWorld world) {
    world.aws().regions("us-east-1", "eu-west-1");
    world.account().writeRoleOf(OperatorUnderTest.ID);

    world.scanned();
    world.isAsExpected();

    world.scanned();
    world.nothingWasWritten();
  }
}
