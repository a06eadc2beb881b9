package io.awsposture.evaluate;

import static io.awsposture.samples.SampleBaseline.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.aws.Cause;
import io.awsposture.control.Finding;
import io.awsposture.control.Verdict;
import io.awsposture.plan.Steps;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import io.awsposture.samples.SampleControls.DoorShut;
import io.awsposture.samples.SamplePlans;
import io.awsposture.samples.SampleRisks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a control's result looks once risks are accepted. */
class SuppressedResultTest {
  private static final Asked DOOR = SamplePlans.enforced(new DoorShut());
  private static final Cause DENIED = new Cause.Denied("door:DescribeDoor", "");
  private static final Finding ONE =
      SamplePlans.finding(
          DOOR,
          "eu-west-1",
          "arn:aws:door:eu-west-1:111122223333:door/one",
          Steps.of(SamplePlans.change("door:Shut", Risk.ADDITIVE)));
  private static final Finding TWO =
      SamplePlans.finding(
          DOOR, "eu-west-1", "arn:aws:door:eu-west-1:111122223333:door/two", Steps.none());

  @Test
  void isSuppressedWhereEveryFindingIsAccepted() {
    ControlResult result = SamplePlans.failing(DOOR, ONE, TWO).accepting(accepting("Door.1"));

    assertThat(result.overall()).isEqualTo(VerdictValue.SUPPRESSED);
    assertThat(result.findings()).isEmpty();
    assertThat(result.allFindings()).containsExactly(ONE, TWO);
    assertThat(result.suppressed()).containsOnlyKeys(ONE, TWO);
  }

  @Test
  void failsWhereOneFindingIsNotAccepted() {
    ControlResult result =
        SamplePlans.failing(DOOR, ONE, TWO)
            .accepting(
                new AcceptedRisks(ACCOUNT, List.of(SampleRisks.on("Door.1", ONE.resource()))));

    assertThat(result.overall()).isEqualTo(VerdictValue.FAIL);
    assertThat(result.findings()).containsExactly(TWO);
    assertThat(result.suppressed()).containsOnlyKeys(ONE);
  }

  @Test
  void whatCouldNotBeReadIsNeverAccepted() {
    ControlResult unread =
        new ControlResult(
            DOOR,
            Map.of(
                "eu-west-1",
                new Verdict.Fail(2, List.of(ONE), Map.of(TWO.resource(), DENIED), List.of())));

    assertThat(unread.accepting(accepting("Door.1")).overall()).isEqualTo(VerdictValue.UNKNOWN);

    Map<String, Verdict> places = new LinkedHashMap<>(SamplePlans.failing(DOOR, ONE).byRegion());
    places.put("us-east-1", new Verdict.Unknown(0, Map.of("door", DENIED), List.of()));
    assertThat(new ControlResult(DOOR, places).accepting(accepting("Door.1")).overall())
        .isEqualTo(VerdictValue.UNKNOWN);
  }

  @Test
  void suppressedWinsOverPassAndNotApplicable() {
    Map<String, Verdict> places = new LinkedHashMap<>(SamplePlans.failing(DOOR, ONE).byRegion());
    places.put("us-east-1", new Verdict.Pass(1, List.of(), List.of()));
    places.put("us-east-2", new Verdict.NotApplicable("no door"));

    assertThat(new ControlResult(DOOR, places).accepting(accepting("Door.1")).overall())
        .isEqualTo(VerdictValue.SUPPRESSED);
  }

  @Test
  void otherRisksTakeThePlaceOfThoseBefore() {
    ControlResult result = SamplePlans.failing(DOOR, ONE).accepting(accepting("Door.1"));

    assertThat(result.accepting(AcceptedRisks.NONE).overall()).isEqualTo(VerdictValue.FAIL);
  }

  @Test
  void whatIsAcceptedIsNotPlanned() {
    ControlResult failing = SamplePlans.failing(DOOR, ONE);

    assertThat(SamplePlans.plan(failing).changes()).hasSize(1);
    assertThat(SamplePlans.plan(failing.accepting(accepting("Door.1"))).changes()).isEmpty();
  }

  private static AcceptedRisks accepting(String control) {
    return new AcceptedRisks(ACCOUNT, List.of(SampleRisks.of(control)));
  }
}
