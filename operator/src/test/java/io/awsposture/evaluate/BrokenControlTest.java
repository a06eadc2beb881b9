package io.awsposture.evaluate;

import static io.awsposture.samples.SampleBaseline.home;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.aws.Cause;
import io.awsposture.aws.CauseException;
import io.awsposture.control.Control;
import io.awsposture.control.ControlInfo;
import io.awsposture.control.Finding;
import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;
import io.awsposture.control.Verdict;
import io.awsposture.observe.Inventory;
import io.awsposture.observe.Observed;
import io.awsposture.plan.Steps;
import io.awsposture.samples.SampleControls;
import io.awsposture.samples.Seen;
import io.awsposture.samples.Thing;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A control with a fault of its own blinds nothing but the thing it stumbles over. */
class BrokenControlTest {
  private static final Thing GOOD = Thing.good();
  private static final Thing BAD = Thing.bad();

  /** Stumbles over good things when judging, and over bad ones when fixing. */
  @ControlInfo(
      id = "Door.3",
      title = "Doors are sound",
      severity = Severity.LOW,
      resourceType = "Sample::Door::Window",
      why = "Noise.")
  private static final class Stumbling extends Control.OfResource<Thing> {
    Stumbling() {
      super(SampleControls.WINDOWS);
    }

    @Override
    public Judgement judge(Thing seen, Scene scene) {
      if (seen.equals(GOOD)) {
        throw new IllegalStateException("a hinge is missing");
      }
      return Judgement.fail("loose", "sound");
    }

    @Override
    public Steps fix(Thing seen, Scene scene) {
      throw new CauseException(new Cause.NotYet("the joiner is on his way"));
    }
  }

  @Test
  void whatCannotBeJudgedIsUnknownAndTheRestIsJudged() {
    Map<String, Observed<Thing>> windows = new LinkedHashMap<>();
    windows.put("arn:good", Observed.known(GOOD));
    windows.put("arn:bad", Observed.known(BAD));
    Seen seen = new Seen().in("us-east-1", SampleControls.WINDOWS, new Inventory<>(windows));

    Verdict verdict = new Evaluator().verdict(new Stumbling(), home(), seen);

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Fail.class,
            fail -> {
              assertThat(fail.unread())
                  .containsEntry(
                      "arn:good",
                      new Cause.Broken(
                          "Door.3 judging: java.lang.IllegalStateException: a hinge is missing"));
              assertThat(fail.findings()).extracting(Finding::resource).containsExactly("arn:bad");
              assertThat(fail.findings().getFirst().steps().changes()).isEmpty();
              assertThat(fail.findings().getFirst().steps().obstacle())
                  .isEqualTo(
                      Optional.of(
                          "what would mend it is not known: not yet: the joiner is on his way"));
            });
  }

  @Test
  void whereNothingCanBeJudgedNothingIsPassed() {
    Seen seen =
        new Seen()
            .in(
                "us-east-1",
                SampleControls.WINDOWS,
                new Inventory<>(Map.of("arn:good", Observed.known(GOOD))));

    assertThat(new Evaluator().verdict(new Stumbling(), home(), seen))
        .isInstanceOf(Verdict.Unknown.class);
  }
}
