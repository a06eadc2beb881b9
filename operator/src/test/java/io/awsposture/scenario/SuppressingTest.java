package io.awsposture.scenario;

import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.SuppressionSpec;
import io.awsposture.apply.Closed;
import io.awsposture.apply.Permit;
import io.awsposture.evaluate.AcceptedRisk;
import io.awsposture.evaluate.AcceptedRisks;
import io.awsposture.plan.Approvals;
import io.awsposture.plan.Decisions;
import io.awsposture.plan.Planned;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is an accepted risk is never mended, and is once it is no longer accepted. */
class SuppressingTest {
  private static final String DUBLIN = "eu-west-1";

  @Scenario("suppressed")
  void whatIsAcceptedIsLeftAloneUntilItIsOver(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN);
    world.mayWrite();
    world.decide(accepting(DUBLIN));

    world.scanned();

    assertThat(world.account().enabledDetectors(HOME)).isEqualTo(1);
    assertThat(world.account().enabledDetectors(DUBLIN)).isZero();
    world.isAsExpected();

    world.decide((_, _) -> Decisions.NONE);
    world.scanned();
    assertThat(world.account().enabledDetectors(DUBLIN)).isEqualTo(1);
    world.scanned();
    world.nothingWasWritten();
  }

  @Scenario("suppressed-meanwhile")
  void aSuppressionThatComesDuringTheScanKeepsItsWriteFromLeaving(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN);
    world.mayWrite();
    world.permit(
        new Permit() {
          @Override
          public Optional<Closed> closed() {
            return Optional.empty();
          }

          @Override
          public Optional<String> withheld(Planned planned) {
            return planned.region().equals(DUBLIN) ? Optional.of("accepted") : Optional.empty();
          }
        });

    world.scanned();

    assertThat(world.closed()).as("others go on").isEmpty();
    assertThat(world.account().enabledDetectors(HOME)).isEqualTo(1);
    assertThat(world.account().enabledDetectors(DUBLIN)).isZero();
    assertThat(world.made()).noneMatch(made -> made.region().equals(DUBLIN));
    assertThat(world.aws().writes()).noneMatch(call -> call.region().equals(DUBLIN));
  }

  private static Decisions.Lookup accepting(String region) {
    return (baseline, now) ->
        new Decisions(
            AcceptedRisks.of(List.of(risk(region, now)), "111122223333", baseline, now),
            Approvals.NONE);
  }

  private static AcceptedRisk risk(String region, Instant now) {
    SuppressionSpec spec =
        new SuppressionSpec(
            List.of("GuardDuty.1"),
            List.of("111122223333"),
            List.of(region),
            List.of(),
            null,
            "a laboratory without anything to guard",
            null,
            null,
            null,
            now,
            now.plusSeconds(60));
    return new AcceptedRisk(
        "security", "laboratory", Optional.empty(), spec, Optional.of(Map.of()));
  }
}
