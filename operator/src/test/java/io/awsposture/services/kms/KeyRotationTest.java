package io.awsposture.services.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.aws.Cause;
import io.awsposture.control.Desired;
import io.awsposture.control.Judgement;
import io.awsposture.control.Owner;
import io.awsposture.control.Scene;
import io.awsposture.observe.Observed;
import io.awsposture.plan.Change;
import io.awsposture.services.kms.Key.Rotation;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyRotationTest {
  private static final String ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234";
  private static final Scene SCENE =
      new Scene(
          "aws", "111122223333", "eu-west-1", "us-east-1", "op", Instant.EPOCH, Desired.defaults());
  private static final Judgement FAIL = Judgement.fail("rotation off", "rotation on");

  private final KeyRotation control = new KeyRotation();

  private static Key key(Rotation rotation, Map<String, String> tags) {
    return new Key(
        ARN,
        "CUSTOMER",
        "Enabled",
        "SYMMETRIC_DEFAULT",
        "AWS_KMS",
        false,
        rotation,
        Observed.known(tags));
  }

  @Test
  void passesWhereItRotates() {
    assertThat(control.judge(key(Rotation.ON, Map.of()), SCENE)).isEqualTo(Judgement.pass());
  }

  @Test
  void failsWhereItDoesNot() {
    assertThat(control.judge(key(Rotation.OFF, Map.of()), SCENE)).isEqualTo(FAIL);
  }

  @ParameterizedTest
  @CsvSource({
    "AWS, Enabled, SYMMETRIC_DEFAULT, AWS_KMS, false, AWS manages the key and rotates it",
    "CUSTOMER, Enabled, RSA_2048, AWS_KMS, false, keys of kind RSA_2048 cannot rotate",
    "CUSTOMER, Enabled, HMAC_256, AWS_KMS, false, keys of kind HMAC_256 cannot rotate",
    "CUSTOMER, Enabled, SYMMETRIC_DEFAULT, EXTERNAL, false, key material of origin EXTERNAL cannot rotate automatically",
    "CUSTOMER, Enabled, SYMMETRIC_DEFAULT, AWS_CLOUDHSM, false, key material of origin AWS_CLOUDHSM cannot rotate automatically",
    "CUSTOMER, Enabled, SYMMETRIC_DEFAULT, EXTERNAL_KEY_STORE, false, key material of origin EXTERNAL_KEY_STORE cannot rotate automatically",
    "CUSTOMER, Enabled, SYMMETRIC_DEFAULT, AWS_KMS, true, a replica rotates with its primary key",
    "CUSTOMER, Disabled, SYMMETRIC_DEFAULT, AWS_KMS, false, the key is in state Disabled",
    "CUSTOMER, PendingDeletion, SYMMETRIC_DEFAULT, AWS_KMS, false, the key is in state PendingDeletion"
  })
  void doesNotConcernKeysThatCannotRotate(
      String manager, String state, String spec, String origin, boolean replica, String why) {
    Key key =
        new Key(ARN, manager, state, spec, origin, replica, Rotation.OFF, Observed.known(Map.of()));

    assertThat(control.judge(key, SCENE)).isEqualTo(Judgement.notApplicable(why));
  }

  @Test
  void doesNotConcernAKeyForWhichKmsOffersNone() {
    assertThat(control.judge(key(Rotation.NOT_OFFERED, Map.of()), SCENE))
        .isEqualTo(Judgement.notApplicable("AWS KMS offers no rotation for it"));
  }

  @Test
  void leavesKeysOfCloudFormationToIt() {
    assertThat(
            control.judge(
                key(Rotation.OFF, Map.of("aws:cloudformation:stack-name", "payments")), SCENE))
        .isEqualTo(FAIL.managedBy(new Owner("cloudformation", "CloudFormation stack payments")));
  }

  @ParameterizedTest
  @CsvSource({
    "ManagedBy, Terraform",
    "managed-by, OpenTofu",
    "managed_by, pulumi",
    "CreatedBy, aws-cdk",
    "terraform, true",
    "terraform_workspace, prod",
    "crossplane-name, key-1",
    "services.k8s.aws/controller-version, kms-1.0",
    "pulumi:project, keys"
  })
  void leavesKeysOfOtherToolsToThem(String tag, String value) {
    assertThat(control.judge(key(Rotation.OFF, Map.of(tag, value)), SCENE))
        .isEqualTo(
            FAIL.managedBy(new Owner("infrastructure-as-code", "tag " + tag + ": " + value)));
  }

  @ParameterizedTest
  @CsvSource({"ManagedBy, platform-team", "Name, terraform", "terraform, false", "team, cdk"})
  void otherTagsSayNothingOfAnOwner(String tag, String value) {
    assertThat(control.judge(key(Rotation.OFF, Map.of(tag, value)), SCENE)).isEqualTo(FAIL);
  }

  @Test
  void keepsHandsOffWhereTheTagsAreNotKnown() {
    Key key =
        key(Rotation.OFF, Map.of())
            .with(Observed.unknown(new Cause.Denied("kms:ListResourceTags", "")));
    Judgement judgement = control.judge(key, SCENE);

    assertThat(judgement).isInstanceOf(Judgement.Fail.class);
    assertThat(judgement.remarks().managedBy()).map(Owner::kind).contains("unknown");
  }

  @Test
  void enablingAltersAKeyThatSomebodyElseMade() {
    Change change = only(key(Rotation.OFF, Map.of("team", "payments")));

    assertThat(change.action()).isEqualTo("kms:EnableKeyRotation");
    assertThat(change.risk()).isEqualTo(Risk.ALTERS_FOREIGN);
    assertThat(change.target()).isEqualTo(ARN);
    assertThat(change.before()).isEqualTo("rotation off");
    assertThat(change.after()).isEqualTo("rotation every 365 days");
    assertThat(change.cost()).contains("monthly charge");
    assertThat(only(key(Rotation.OFF, Map.of(Scene.OPERATOR_TAG, "another"))).risk())
        .isEqualTo(Risk.ALTERS_FOREIGN);
  }

  @Test
  void enablingAddsToAKeyThatThisOperatorMade() {
    assertThat(only(key(Rotation.OFF, Map.of(Scene.OPERATOR_TAG, "op"))).risk())
        .isEqualTo(Risk.ADDITIVE);
  }

  @Test
  void takesThreeCallsForAKeyAndOneForAllOfThem() {
    assertThat(control.reading().actions())
        .containsExactly(
            "kms:DescribeKey", "kms:GetKeyRotationStatus", "kms:ListKeys", "kms:ListResourceTags");
  }

  private Change only(Key key) {
    assertThat(control.fix(key, SCENE).obstacle()).isEqualTo(Optional.empty());
    assertThat(control.fix(key, SCENE).changes()).hasSize(1);
    return control.fix(key, SCENE).changes().getFirst();
  }
}
