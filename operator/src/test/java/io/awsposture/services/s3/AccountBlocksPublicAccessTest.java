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
import java.util.List;
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
    return new AccountPublicAccess(block, Observed.known(Optional.empty()), Optional.empty());
  }

  private static AccountPublicAccess governed(PublicAccessBlock block, String by) {
    return new AccountPublicAccess(
        block, Observed.known(Optional.of(new EffectiveS3Policy(by))), Optional.empty());
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
            new AccountPublicAccess(
                PublicAccessBlock.NONE, Observed.unknown(denied), Optional.empty()),
            SCENE);

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
  void passesByTheOrganizationWhereItsPolicyClosesTheAccount() {
    assertThat(control.judge(governed(FULL, "all"), SCENE))
        .isEqualTo(
            Judgement.pass()
                .managedBy(
                    new Owner(
                        "organization", "its S3 policy sets the public access block to 'all'")));
  }

  @Test
  void passesWithoutAWordWhereTheOrganizationsPolicyCannotBeRead() {
    Cause denied = new Cause.Denied("organizations:DescribeEffectivePolicy", "");

    assertThat(
            control.judge(
                new AccountPublicAccess(FULL, Observed.unknown(denied), Optional.empty()), SCENE))
        .isEqualTo(Judgement.pass());
  }

  @Test
  void saysWhichBucketsAFullBlockWouldClose() {
    assertThat(observed(Observed.known(PublicBuckets.of(List.of("www", "downloads"), 0))))
        .isEqualTo("BlockPublicPolicy off; public by policy: downloads, www");
    assertThat(observed(Observed.known(PublicBuckets.of(List.of("a", "b", "c", "d"), 2))))
        .isEqualTo("BlockPublicPolicy off; public by policy: a, b, c, ... (4), 2 not known");
    assertThat(observed(Observed.known(PublicBuckets.of(List.of(), 0))))
        .isEqualTo("BlockPublicPolicy off; no bucket is public by its policy");
  }

  @Test
  void saysWhereItIsNotKnownWhatAFullBlockWouldClose() {
    assertThat(observed(Observed.unknown(new Cause.Denied("s3:ListAllMyBuckets", ""))))
        .isEqualTo(
            "BlockPublicPolicy off; which buckets are public is not known: denied: allow"
                + " s3:ListAllMyBuckets to the role used");
  }

  @Test
  void asksForPublicBucketsOnlyWhereSomebodyMayClose() {
    assertThat(alone(PublicAccessBlock.NONE).callsForOpenBuckets()).isTrue();
    assertThat(alone(FULL).callsForOpenBuckets()).isFalse();
    assertThat(governed(PublicAccessBlock.NONE, "none").callsForOpenBuckets()).isFalse();
  }

  @Test
  void needsTheActionsOfItsReadings() {
    assertThat(control.reading().actions())
        .containsExactly(
            "organizations:DescribeEffectivePolicy",
            "s3:GetAccountPublicAccessBlock",
            "s3:GetBucketPolicyStatus",
            "s3:ListAllMyBuckets");
  }

  private String observed(Observed<PublicBuckets> open) {
    PublicAccessBlock block = new PublicAccessBlock(true, true, false, true);
    Judgement judgement =
        control.judge(
            new AccountPublicAccess(block, Observed.known(Optional.empty()), Optional.of(open)),
            SCENE);
    return ((Judgement.Fail) judgement).observed();
  }
}
