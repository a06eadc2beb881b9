package io.awsposture.scenario;

/** What an operator sees, and plans without doing it. */
class ObservingTest {

  @Scenario("fresh-account")
  void aFreshAccountShowsEverythingThatIsOff(ScenarioWorld world) {
    world.aws().regions("us-east-1", "eu-west-1");

    world.scanned();

    world.isAsExpected();
    world.nothingWasWritten();
  }
}
