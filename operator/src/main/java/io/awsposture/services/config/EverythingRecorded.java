package io.awsposture.services.config;

import static io.awsposture.api.v1alpha1.Severity.CRITICAL;

import io.avaje.spi.ServiceProvider;
import io.awsposture.control.Control;
import io.awsposture.control.ControlInfo;
import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;
import io.awsposture.plan.Steps;

/** The Region's recorder runs, records every type and delivers. */
@ServiceProvider
@ControlInfo(
    id = "Config.1",
    title = "AWS Config records all supported resources",
    severity = CRITICAL,
    why =
        "Without recordings nobody can say later what was changed, when and by whom, and rules that"
            + " wait for changes never run.")
public final class EverythingRecorded extends Control.OfAccount<ConfigSetup> {
  /** Found by {@code ServiceLoader}. */
  public EverythingRecorded() {
    super(
        ConfigReadings.SETUP,
        ConfigChanges.CREATE_ROLE,
        ConfigChanges.CREATE_RECORDER,
        ConfigChanges.CREATE_CHANNEL,
        ConfigChanges.START,
        ConfigChanges.WIDEN_RECORDER);
  }

  @Override
  public Judgement judge(ConfigSetup seen, Scene scene) {
    String troubles = String.join("; ", seen.troubles(scene));
    Judgement judgement =
        troubles.isEmpty()
            ? seen.unknown(scene).map(Judgement::unknown).orElseGet(Judgement::pass)
            : Judgement.fail(troubles, "a recorder that records every type and delivers")
                .managedBy(seen.owner());
    return judgement.notes(seen.notes(scene));
  }

  @Override
  public Steps fix(ConfigSetup seen, Scene scene) {
    return seen.recorder()
        .map(recorder -> mend(recorder, seen, scene))
        .orElseGet(() -> create(seen, scene));
  }

  /** Without a channel nothing is begun that could not be ended. */
  private static Steps create(ConfigSetup seen, Scene scene) {
    Steps steps = NewRecorder.wanted(scene).steps(seen, scene);
    return seen.channel().isPresent()
        ? steps
        : Steps.given(scene.desired().configRecorder().bucket(), NewChannel.SETTING, _ -> steps);
  }

  /** Starting comes before widening, which waits for consent because somebody else chose. */
  private static Steps mend(Recorder recorder, ConfigSetup seen, Scene scene) {
    Coverage wide = recorder.coverage().widened(scene);
    Steps steps =
        Steps.none()
            .when(
                seen.channel().isEmpty(),
                NewChannel.wanted(scene, recorder.usesServiceRole())
                    .map(ConfigChanges.CREATE_CHANNEL::on),
                NewChannel.SETTING)
            .when(!recorder.status().recording(), () -> ConfigChanges.START.on(recorder.name()))
            .when(
                !wide.equals(recorder.coverage()),
                () ->
                    ConfigChanges.WIDEN_RECORDER.on(
                        WidenedRecorder.of(recorder, wide, seen.tags().isPresent())));
    return steps.equals(Steps.none()) ? seen.obstacle().map(Steps::blocked).orElse(steps) : steps;
  }
}
