package io.awsposture.services.cloudtrail;

import io.awsposture.api.v1alpha1.CloudTrailSettings;
import io.awsposture.control.Desired;
import io.awsposture.control.Scene;
import io.awsposture.observe.Observed;
import io.awsposture.services.cloudtrail.TrailState.Status;
import java.time.Instant;
import java.util.Optional;

/** Trails of account 111122223333, whose home Region is us-east-1, for tests. */
final class Trails {
  static final String ACCOUNT = "111122223333";
  static final String ORGANIZATION = "999988887777";
  static final String KEY = "arn:aws:kms:us-east-1:999988887777:key/k1";

  private Trails() {}

  static Trail of(String account, String name) {
    return new Trail(
        "arn:aws:cloudtrail:us-east-1:" + account + ":trail/" + name,
        name,
        "us-east-1",
        true,
        "org-trail",
        Optional.empty(),
        Optional.of(KEY),
        true,
        false,
        Optional.empty());
  }

  static Trail own(String name) {
    return of(ACCOUNT, name);
  }

  static Trail ours(Trail trail) {
    return trail.tagged(Optional.of("op"));
  }

  static Trail inOneRegion(Trail trail) {
    return new Trail(
        trail.arn(),
        trail.name(),
        trail.homeRegion(),
        false,
        trail.bucket(),
        trail.prefix(),
        trail.kmsKey(),
        trail.validated(),
        trail.customSelectors(),
        trail.operator());
  }

  static Trail at(String region, Trail trail) {
    return new Trail(
        trail.arn().replace("us-east-1", region),
        trail.name(),
        region,
        trail.multiRegion(),
        trail.bucket(),
        trail.prefix(),
        trail.kmsKey(),
        trail.validated(),
        trail.customSelectors(),
        trail.operator());
  }

  static Trail bare(Trail trail) {
    return new Trail(
        trail.arn(),
        trail.name(),
        trail.homeRegion(),
        trail.multiRegion(),
        trail.bucket(),
        Optional.of("logs"),
        Optional.empty(),
        false,
        trail.customSelectors(),
        trail.operator());
  }

  static TrailState logging(Trail trail) {
    return new TrailState(trail, status(true), Observed.known(EventSelectors.DEFAULT));
  }

  static TrailState stopped(Trail trail) {
    return new TrailState(trail, status(false), Observed.known(EventSelectors.DEFAULT));
  }

  static TrailState selecting(EventSelectors selectors, Trail trail) {
    return new TrailState(trail, status(true), Observed.known(selectors));
  }

  static Observed<Status> status(boolean logging) {
    return Observed.known(new Status(logging, Optional.empty()));
  }

  static Scene scene() {
    return scene(new CloudTrailSettings(null, "org-trail", null, KEY, null));
  }

  static Scene scene(CloudTrailSettings settings) {
    Desired defaults = Desired.defaults();
    return new Scene(
        "aws",
        ACCOUNT,
        "us-east-1",
        "us-east-1",
        "op",
        Instant.EPOCH,
        new Desired(
            defaults.guardDuty(),
            defaults.configRecorder(),
            Desired.CloudTrail.of(settings),
            defaults.passwordPolicy(),
            defaults.ebsEncryption(),
            defaults.exposure()));
  }
}
