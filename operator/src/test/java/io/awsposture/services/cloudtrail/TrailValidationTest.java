package io.awsposture.services.cloudtrail;

import static io.awsposture.services.cloudtrail.Trails.at;
import static io.awsposture.services.cloudtrail.Trails.bare;
import static io.awsposture.services.cloudtrail.Trails.of;
import static io.awsposture.services.cloudtrail.Trails.ours;
import static io.awsposture.services.cloudtrail.Trails.own;
import static io.awsposture.services.cloudtrail.Trails.scene;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.control.Judgement;
import io.awsposture.plan.Change;
import io.awsposture.services.cloudtrail.CloudTrailChanges.Validation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrailValidationTest {
  private final TrailValidation control = new TrailValidation();

  @Test
  void digestsPass() {
    assertThat(control.judge(own("audit"), scene())).isEqualTo(Judgement.pass());
  }

  @Test
  void noDigestsFail() {
    assertThat(control.judge(bare(own("audit")), scene()))
        .isEqualTo(Judgement.fail("no digests", "digests"));
  }

  @Test
  void theTrailOfTheOrganizationIsJudgedAtItsOwner() {
    assertThat(control.judge(bare(of(Trails.ORGANIZATION, "org")), scene()))
        .isEqualTo(Judgement.judgedIn("999988887777", "organization trail org"));
  }

  @Test
  void turnsDigestsOnWhereTheTrailLives() {
    Trail trail = at("eu-west-1", bare(own("audit")));
    List<Change> changes = control.fix(trail, scene()).changes();

    assertThat(changes)
        .containsExactly(
            CloudTrailChanges.VALIDATE
                .on(
                    new Validation(
                        new Delivery(trail.arn(), "org-trail", Optional.of("logs")), false))
                .in("eu-west-1"));
    assertThat(changes.getFirst().preconditions())
        .extracting(needed -> needed.reading().name())
        .containsExactly("policy of bucket org-trail");
  }

  @Test
  void othersTrailsAreAlteredOnlyWithConsent() {
    assertThat(risk(bare(own("audit")))).isEqualTo(Risk.ALTERS_FOREIGN);
    assertThat(risk(ours(bare(own("posture"))))).isEqualTo(Risk.ADDITIVE);
  }

  private Risk risk(Trail trail) {
    return control.fix(trail, scene()).changes().getFirst().risk();
  }
}
