package io.awsposture.services.cloudtrail;

import static io.awsposture.services.cloudtrail.CloudTrailChanges.CREATE;
import static io.awsposture.services.cloudtrail.CloudTrailChanges.SELECT_ALL;
import static io.awsposture.services.cloudtrail.CloudTrailChanges.SPREAD;
import static io.awsposture.services.cloudtrail.CloudTrailChanges.START;

import io.avaje.spi.ServiceProvider;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.control.Control;
import io.awsposture.control.ControlInfo;
import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;
import io.awsposture.observe.Observed;
import io.awsposture.plan.Steps;
import io.awsposture.services.cloudtrail.CloudTrailChanges.OneRegion;
import io.awsposture.services.cloudtrail.CloudTrailChanges.Stopped;

/** One trail records everything that is done to the account (AWS Security Hub, "CloudTrail.1"). */
@ServiceProvider
@ControlInfo(
    id = "CloudTrail.1",
    title = "A multi-Region trail logs all management events",
    severity = Severity.HIGH,
    why =
        "Without a record of who did what, an intrusion can neither be noticed nor reconstructed."
            + " A trail of one Region misses what is done in all others.")
public final class MultiRegionTrail extends Control.OfAccount<AccountTrails> {

  /** The control. */
  public MultiRegionTrail() {
    super(CloudTrailReadings.RECORDING, SPREAD, SELECT_ALL, START, CREATE);
  }

  @Override
  public Judgement judge(AccountTrails trails, Scene scene) {
    return Judgement.passIfAny(
            trails.candidates(),
            trails.text(),
            "a multi-Region trail that logs all management events")
        .notes(trails.notes())
        .managedBy(Observed.known(trails.owner(scene)));
  }

  @Override
  public Steps fix(AccountTrails trails, Scene scene) {
    return trails
        .toMend(scene)
        .map(state -> state.trail().atHome(scene, mend(state, scene)))
        .orElseGet(() ->
            trails.hasRoom()
                ? Steps.given(
                    scene.desired().cloudTrail().bucket(),
                    "spec.cloudTrail.bucket",
                    bucket -> create(NewTrail.wanted(bucket, trails, scene), scene))
                : Steps.blocked(
                    "delete a trail that %s shows and nobody needs: it has as many as AWS allows"
                        .formatted(scene.homeRegion())));
  }

  private static Steps mend(TrailState state, Scene scene) {
    Trail trail = state.trail();
    if (state.lacksEvents() && state.selection(scene).isEmpty()) {
      return Steps.blocked(
          "let one of the event selectors of trail "
              + trail.name()
              + " take all management events: it has as many as AWS allows");
    }
    boolean stopped = state.logging().isKnown(false);
    Stopped toStart = new Stopped(trail.arn());
    // A trail of all Regions that takes management events was meant to record them: starting it
    // waits for nobody's consent. Another one would only record, and cost, what nobody asked for.
    boolean first = stopped && trail.multiRegion() && state.selectsManagement();
    return Steps.none()
        .when(first, () -> START.on(toStart))
        .when(
            !trail.multiRegion(), () -> SPREAD.on(new OneRegion(trail.arn(), trail.isOurs(scene))))
        .when(state.lacksEvents(), () -> SELECT_ALL.on(state.selection(scene).orElseThrow()))
        .when(stopped && !first, () -> START.on(toStart));
  }

  private static Steps create(NewTrail trail, Scene scene) {
    return Steps.of(CREATE.on(trail), START.on(new Stopped(trail.delivery().trail())))
        .in(scene.homeRegion());
  }
}
