package io.awsposture.services.cloudtrail;

import static io.awsposture.services.cloudtrail.Trails.at;
import static io.awsposture.services.cloudtrail.Trails.bare;
import static io.awsposture.services.cloudtrail.Trails.of;
import static io.awsposture.services.cloudtrail.Trails.ours;
import static io.awsposture.services.cloudtrail.Trails.own;
import static io.awsposture.services.cloudtrail.Trails.scene;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.CloudTrailSettings;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.control.Judgement;
import io.awsposture.plan.Change;
import io.awsposture.plan.Steps;
import io.awsposture.services.cloudtrail.CloudTrailChanges.Encryption;
import io.awsposture.services.kms.KeyState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrailEncryptionTest {
  private final TrailEncryption control = new TrailEncryption();

  @Test
  void aKeyPassesWhosesoeverItIs() {
    assertThat(control.judge(seen(own("audit")), scene())).isEqualTo(Judgement.pass());
  }

  @Test
  void aKeyThatIsSwitchedOffPassesWithAWarning() {
    TrailAndKey dying =
        new TrailAndKey(
            own("audit"),
            Optional.of(
                new KeyState(Trails.KEY, Optional.of("PendingDeletion"), "SYMMETRIC_DEFAULT")));
    TrailAndKey fine =
        new TrailAndKey(
            own("audit"),
            Optional.of(new KeyState(Trails.KEY, Optional.of("Enabled"), "SYMMETRIC_DEFAULT")));

    assertThat(control.judge(dying, scene()))
        .isEqualTo(
            Judgement.pass()
                .note(
                    true,
                    "trail audit cannot deliver: key "
                        + Trails.KEY
                        + " is in state PendingDeletion: enable it, or name another key"));
    assertThat(control.judge(fine, scene())).isEqualTo(Judgement.pass());
  }

  @Test
  void noKeyFails() {
    assertThat(control.judge(seen(bare(own("audit"))), scene()))
        .isEqualTo(Judgement.fail("no KMS key", "a KMS key"));
  }

  @Test
  void theTrailOfTheOrganizationIsJudgedAtItsOwner() {
    assertThat(control.judge(seen(bare(of(Trails.ORGANIZATION, "org"))), scene()))
        .isEqualTo(Judgement.judgedIn("999988887777", "organization trail org"));
  }

  @Test
  void encryptsWithTheBaselinesKeyWhereTheTrailLives() {
    Trail trail = at("eu-west-1", bare(own("audit")));
    Change change = fix(trail).changes().getFirst();

    assertThat(fix(trail).changes())
        .containsExactly(
            CloudTrailChanges.ENCRYPT
                .on(
                    new Encryption(
                        new Delivery(trail.arn(), "org-trail", Optional.of("logs")),
                        Trails.KEY,
                        false))
                .in("eu-west-1"));
    assertThat(change.target()).isEqualTo(trail.arn());
    assertThat(change.after()).isEqualTo("encrypted with " + Trails.KEY);
    assertThat(change.isValidatedByAws()).isTrue();
    assertThat(change.preconditions())
        .extracting(needed -> needed.reading().name())
        .containsExactly(
            "state of KMS key " + Trails.KEY,
            "policy of KMS key " + Trails.KEY,
            "Region of bucket org-trail");
  }

  @Test
  void neverWithoutConsent() {
    assertThat(fix(bare(own("audit"))).changes().getFirst().risks())
        .containsExactly(Risk.ALTERS_FOREIGN, Risk.DISRUPTS);
    assertThat(fix(ours(bare(own("posture")))).changes().getFirst().risks())
        .containsExactly(Risk.DISRUPTS);
  }

  @Test
  void withoutAKeyInTheBaselineAPersonMustNameOne() {
    Steps steps =
        control.fix(
            seen(bare(own("audit"))), scene(new CloudTrailSettings(null, "b", null, null, null)));

    assertThat(steps.changes()).isEmpty();
    assertThat(steps.obstacle())
        .hasValueSatisfying(text -> assertThat(text).contains("set spec.cloudTrail.kmsKeyArn"));
  }

  private static TrailAndKey seen(Trail trail) {
    return new TrailAndKey(trail, Optional.empty());
  }

  private Steps fix(Trail trail) {
    return control.fix(seen(trail), scene());
  }
}
