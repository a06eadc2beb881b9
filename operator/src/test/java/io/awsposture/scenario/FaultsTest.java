package io.awsposture.scenario;

import static io.awsposture.emulator.CallPattern.call;
import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.Scan;
import io.awsposture.control.Verdict;
import io.awsposture.emulator.CallPattern;
import java.time.Duration;
import java.util.List;

/** What does not answer, or answers nonsense, is unknown; all else is judged as ever. */
class FaultsTest {
  private static final String DUBLIN = "eu-west-1";
  private static final String SCP =
      "arn:aws:organizations::444455556666:policy/o-example/service_control_policy/p-regions";

  @Scenario("dead-region")
  void aRegionThatHangsHoldsNoOther(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN);
    world.operator().regionDeadline(Duration.ofSeconds(3));
    world.aws().when(inDublin()).hang();

    long start = System.nanoTime();
    world.scanned();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
    assertThat(world.verdict("GuardDuty.1", HOME)).isInstanceOf(Verdict.Fail.class);
    assertThat(world.verdict("GuardDuty.1", DUBLIN)).isInstanceOf(Verdict.Unknown.class);
    world.statusIsAsExpected();
    world.planIsAsExpected();
  }

  @Scenario("denied-region")
  void aRegionThatIsDeniedIsUnknownAndSaysWhatIsMissing(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN);
    world.aws().when(inDublin()).deny();

    world.scanned();

    world.isAsExpected();
  }

  @Scenario("region-denied-by-organization")
  void aRegionThatTheOrganizationDeniesIsNoConcern(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN);
    world.aws().when(inDublin()).denyByOrganization(SCP);

    world.scanned();

    assertThat(world.verdict("GuardDuty.1", DUBLIN))
        .isInstanceOfSatisfying(
            Verdict.NotApplicable.class, why -> assertThat(why.why()).contains(SCP));
    world.isAsExpected();
  }

  @Scenario("region-denied-by-organization-unknown")
  void unlessTheBaselineWantsToKnow(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN);
    world.aws().when(inDublin()).denyByOrganization(SCP);

    world.scanned();

    assertThat(world.verdict("GuardDuty.1", DUBLIN)).isInstanceOf(Verdict.Unknown.class);
    world.isAsExpected();
  }

  @Scenario("throttled")
  void throttledCallsLoseNothing(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN);
    Scan.Done calm = world.scanned();
    world.aws().when(call()).throttle(0.3, 42);

    Scan.Done throttled = world.scanned();

    assertThat(throttled.throttled()).isPositive();
    assertThat(throttled.unknown()).isEmpty();
    assertThat(throttled.evaluation()).isEqualTo(calm.evaluation());
  }

  @Scenario("senseless-answers")
  void whatMakesNoSenseIsUnknown(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN);
    world.operator().attempts(2);
    String page = "<html><body>Bad gateway</body></html>";
    world.aws().when(inDublin().service("guardduty")).answer(502, "text/html", page);
    world.aws().when(inDublin().service("kms")).answer(404, "text/html", page);
    world.aws().when(inDublin().operation("DescribeSecurityGroups")).answer(200, "text/html", page);
    world.aws().when(inDublin().operation("GetEbsEncryptionByDefault")).answer("<oops/>");
    world
        .aws()
        .when(call().operation("GetAccountPasswordPolicy"))
        .fail(500, "InternalFailure", "We failed.");

    world.scanned();

    assertThat(
            List.of("GuardDuty.1", "KMS.4", "EC2.2", "EC2.7").stream()
                .map(control -> world.verdict(control, DUBLIN)))
        .allMatch(Verdict.Unknown.class::isInstance);
    assertThat(world.verdict("IAM.7", HOME)).isInstanceOf(Verdict.Unknown.class);
    world.statusIsAsExpected();
    world.planIsAsExpected();
  }

  private static CallPattern inDublin() {
    return call().region(DUBLIN);
  }

  @Scenario("regions-not-told")
  void withoutTheListOfRegionsTheHomeRegionIsReadAndTheRestUnknown(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN);
    world.aws().when(call().operation("DescribeRegions")).deny();

    world.scanned();

    world.isAsExpected();
  }

  @Scenario("chosen-regions")
  void regionsThatAreOffOrLeftOutAreSaidAndNotAsked(ScenarioWorld world) {
    world.aws().regions(HOME, "eu-central-1");
    world.aws().notOptedIn("me-south-1");

    world.scanned();

    world.isAsExpected();
  }
}
