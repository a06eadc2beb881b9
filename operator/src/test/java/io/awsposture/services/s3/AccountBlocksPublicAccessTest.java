package io.awsposture.services.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.aws.Cause;
import io.awsposture.control.Desired;
import io.awsposture.control.Judgement;
import io.awsposture.control.Owner;
import io.awsposture.control.Scene;
import io.awsposture.observe.Observed;
import io.awsposture.services.organizations.EffectiveS3Policy;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountBlocksPublicAccessTest {
  private static final Scene SCENE =
      new Scene(
          "aws",
          "111122223333",
          "us-east-1",
          "us-east-1",
          "operator-1",
          Instant.parse("2026-11-21T10:00:00Z"),
          Desired.defaults());
  private static final PublicAccessBlock FULL = new PublicAccessBlock(true, true, true, true);

  private final AccountBlocksPublicAccess control = new AccountBlocksPublicAccess();

  private static AccountPublicAccess alone(PublicAccessBlock block) {
    return new AccountPublicAccess(block, Observed.known(Optional.empty()));
  }

  private static AccountPublicAccess governed(PublicAccessBlock block, String by) {
    return new AccountPublicAccess(block, Observed.known(Optional.of(new EffectiveS3Policy(by))));
  }

  @Test
  void passesWhereAllFourSettingsAreOn() {
    assertThat(control.judge(alone(FULL), SCENE)).isEqualTo(Judgement.pass());
  }

  @Test
  void failsWhereThereIsNoBlock() {
    assertThat(control.judge(alone(PublicAccessBlock.NONE), SCENE))
        .isEqualTo(
            Judgement.fail(
                "BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets off",
                "all four settings on"));
  }

  @ParameterizedTest
  @CsvSource({
    "false, true, true, true, BlockPublicAcls off",
    "true, false, true, true, IgnorePublicAcls off",
    "true, true, false, true, BlockPublicPolicy off",
    "true, true, true, false, RestrictPublicBuckets off"
  })
  void failsWhereOneSettingIsOff(
      boolean acls, boolean ignores, boolean policy, boolean restricts, String observed) {
    assertThat(control.judge(alone(new PublicAccessBlock(acls, ignores, policy, restricts)), SCENE))
        .isEqualTo(Judgement.fail(observed, "all four settings on"));
  }

  @Test
  void aPolicyOfTheOrganizationOwnsTheSettingWhateverItSays() {
    for (String says : new String[] {"none", "all"}) {
      Judgement judgement = control.judge(governed(PublicAccessBlock.NONE, says), SCENE);

      assertThat(judgement).isInstanceOf(Judgement.Fail.class);
      assertThat(judgement.remarks().managedBy())
          .contains(
              new Owner(
                  "organization", "its S3 policy sets the public access block to '" + says + "'"));
    }
  }

  @Test
  void keepsItsHandsOffWhereTheOrganizationsPolicyCannotBeRead() {
    Cause denied = new Cause.Denied("organizations:DescribeEffectivePolicy", "");
    Judgement judgement =
        control.judge(
            new AccountPublicAccess(PublicAccessBlock.NONE, Observed.unknown(denied)), SCENE);

    assertThat(judgement).isInstanceOf(Judgement.Fail.class);
    assertThat(judgement.remarks().managedBy())
        .hasValueSatisfying(owner -> assertThat(owner.kind()).isEqualTo("unknown"));
  }

  @Test
  void turnsAllFourOnWhichMayDisruptWhatWasPublicOnPurpose() {
    PublicAccessBlock half = new PublicAccessBlock(true, true, false, false);

    assertThat(control.fix(alone(half), SCENE).changes())
        .singleElement()
        .satisfies(change -> {
          assertThat(change).isEqualTo(S3Changes.BLOCK_PUBLIC_ACCESS.on(half));
          assertThat(change.action()).isEqualTo("s3:PutAccountPublicAccessBlock");
          assertThat(change.risk()).isEqualTo(Risk.DISRUPTS);
          assertThat(change.before()).isEqualTo("BlockPublicPolicy, RestrictPublicBuckets off");
          assertThat(change.after()).isEqualTo("all four settings on");
        });
  }

  @Test
  void needsTheActionsOfBothReadings() {
    assertThat(control.reading().actions())
        .containsExactly("organizations:DescribeEffectivePolicy", "s3:GetAccountPublicAccessBlock");
  }
}
