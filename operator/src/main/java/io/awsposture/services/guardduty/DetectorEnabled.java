package io.awsposture.services.guardduty;

import io.avaje.spi.ServiceProvider;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.control.Control;
import io.awsposture.control.ControlInfo;
import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;
import io.awsposture.plan.Steps;
import java.util.Optional;

/** GuardDuty has an enabled detector in every Region (AWS Security Hub, "GuardDuty.1"). */
@ServiceProvider
@ControlInfo(
    id = "GuardDuty.1",
    title = "GuardDuty is enabled",
    severity = Severity.HIGH,
    why =
        "GuardDuty notices stolen credentials, cryptomining and unusual API calls from events AWS"
            + " already has. Intruders prefer the Regions nobody uses, so it must be on in all.")
public final class DetectorEnabled extends Control.OfAccount<Optional<Detector>> {
  private static final String DESIRED = "an enabled detector";

  /** The control. */
  public DetectorEnabled() {
    super(
        GuardDutyReadings.DETECTOR,
        GuardDutyChanges.CREATE_DETECTOR,
        GuardDutyChanges.ENABLE_DETECTOR,
        GuardDutyChanges.RESUME_DETECTOR);
  }

  @Override
  public Judgement judge(Optional<Detector> seen, Scene scene) {
    return seen.map(detector -> judge(detector, scene))
        .orElseGet(() -> Judgement.fail("no detector", DESIRED));
  }

  private static Judgement judge(Detector detector, Scene scene) {
    Judgement judgement =
        detector.enabled()
            ? Judgement.pass().notes(detector.notes(scene.desired().guardDuty()))
            : Judgement.fail("the detector is suspended", DESIRED);
    return judgement.managedBy(detector.owner());
  }

  @Override
  public Steps fix(Optional<Detector> seen, Scene scene) {
    if (seen.filter(detector -> !detector.isUnfinished()).isPresent()) {
      return Steps.of(seen.map(GuardDutyChanges.RESUME_DETECTOR::on).stream());
    }
    NewDetector wanted = NewDetector.wanted(scene);
    return Steps.none()
        .when(seen.isEmpty(), () -> GuardDutyChanges.CREATE_DETECTOR.on(wanted))
        .when(
            true,
            () ->
                GuardDutyChanges.ENABLE_DETECTOR.on(
                    new GuardDutyChanges.FirstEnabling(wanted, seen)));
  }
}
