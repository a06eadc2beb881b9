package io.awsposture.services.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.awsposture.api.v1alpha1.EbsEncryptionSettings;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.aws.Cause;
import io.awsposture.control.Desired;
import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;
import io.awsposture.observe.Observed;
import io.awsposture.plan.Change;
import io.awsposture.plan.Steps;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EbsEncryptionByDefaultTest {
  private static final String REGION = "eu-west-1";
  private static final String KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234";
  private static final String OTHER_KEY = "arn:aws:kms:eu-west-1:111122223333:key/5678";
  private static final String ALIAS = "arn:aws:kms:eu-west-1:111122223333:alias/ebs";
  private static final String MULTI = "arn:aws:kms:us-east-1:111122223333:key/mrk-1";
  private static final String REPLICA = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1";
  private static final String ELSEWHERE = "arn:aws:kms:us-east-1:111122223333:key/1234";
  private static final Cause DENIED = new Cause.Denied("ec2:GetEbsDefaultKmsKeyId", "");
  private static final Observed<DefaultKey> OF_AWS = key("alias/aws/ebs");
  private static final Observed<Sharing> NOTHING_SHARED = Observed.known(Sharing.NONE);
  private static final Scene SCENE = scene(null);

  private final EbsEncryptionByDefault control = new EbsEncryptionByDefault();

  private static Scene scene(@Nullable String key) {
    Desired none = Desired.defaults();
    return new Scene(
        "aws",
        "111122223333",
        REGION,
        "us-east-1",
        "op",
        Instant.EPOCH,
        new Desired(
            none.guardDuty(),
            none.configRecorder(),
            none.cloudTrail(),
            none.passwordPolicy(),
            Desired.EbsEncryption.of(new EbsEncryptionSettings(key)),
            none.exposure()));
  }

  private static Observed<DefaultKey> key(String id, String... aliases) {
    return Observed.known(new DefaultKey(id, Observed.known(Set.of(aliases))));
  }

  private static EbsDefaults off(Observed<DefaultKey> key, Observed<Sharing> sharing) {
    return new EbsDefaults(false, key, sharing);
  }

  private static EbsDefaults off(Observed<DefaultKey> key) {
    return off(key, NOTHING_SHARED);
  }

  private static EbsDefaults on(Observed<DefaultKey> key) {
    return new EbsDefaults(true, key, NOTHING_SHARED);
  }

  private Change enabling(EbsDefaults seen, Scene scene) {
    Steps steps = control.fix(seen, scene);
    assertThat(steps.obstacle()).isEmpty();
    assertThat(steps.changes()).hasSize(1);
    Change change = steps.changes().getFirst();
    assertThat(change.action()).isEqualTo("ec2:EnableEbsEncryptionByDefault");
    return change;
  }

  @Test
  void passesWhereItIsOnWithWhateverKeyIfNoneIsNamed() {
    assertThat(control.judge(on(OF_AWS), SCENE)).isEqualTo(Judgement.pass());
    assertThat(control.judge(on(key(KEY)), SCENE)).isEqualTo(Judgement.pass());
    assertThat(control.judge(on(Observed.unknown(DENIED)), SCENE)).isEqualTo(Judgement.pass());
  }

  @Test
  void failsWhereItIsOff() {
    assertThat(control.judge(off(OF_AWS), SCENE)).isEqualTo(Judgement.fail("off", "on"));
  }

  @Test
  void passesWithTheNamedKey() {
    assertThat(control.judge(on(key(KEY)), scene(KEY))).isEqualTo(Judgement.pass());
    assertThat(control.judge(on(key(KEY, ALIAS)), scene(ALIAS))).isEqualTo(Judgement.pass());
    assertThat(control.judge(on(key(REPLICA)), scene(MULTI))).isEqualTo(Judgement.pass());
    assertThat(control.judge(on(OF_AWS), scene("arn:aws:kms:eu-west-1:111122223333:alias/aws/ebs")))
        .isEqualTo(Judgement.pass());
  }

  @Test
  void failsWithAnotherKeyThanTheNamedOne() {
    assertThat(control.judge(on(OF_AWS), scene(KEY)))
        .isEqualTo(Judgement.fail("on, with alias/aws/ebs", "on, with " + KEY));
    assertThat(control.judge(on(key(OTHER_KEY)), scene(KEY)))
        .isEqualTo(Judgement.fail("on, with " + OTHER_KEY, "on, with " + KEY));
    assertThat(control.judge(on(key(OTHER_KEY, KEY)), scene(ALIAS)))
        .isInstanceOf(Judgement.Fail.class);
    assertThat(
            control.judge(on(key(KEY)), scene("arn:aws:kms:eu-west-1:999988887777:alias/central")))
        .isInstanceOf(Judgement.Fail.class);
    assertThat(control.judge(on(key(KEY)), scene(ELSEWHERE))).isInstanceOf(Judgement.Fail.class);
  }

  @Test
  void isUnknownWhereANamedKeyCannotBeCompared() {
    assertThat(control.judge(on(Observed.unknown(DENIED)), scene(KEY)))
        .isEqualTo(Judgement.unknown(DENIED));
    Cause noAliases = new Cause.Denied("kms:ListAliases", "");
    Observed<DefaultKey> nameless =
        Observed.known(new DefaultKey(KEY, Observed.unknown(noAliases)));
    assertThat(control.judge(on(nameless), scene(ALIAS))).isEqualTo(Judgement.unknown(noAliases));
  }

  @Test
  void enablingAddsWhereNothingIsShared() {
    Change change = enabling(off(OF_AWS), SCENE);

    assertThat(change.risk()).isEqualTo(Risk.ADDITIVE);
    assertThat(change.before()).isEqualTo("off");
    assertThat(change.after()).isEqualTo("on");
    assertThat(change.preconditions()).isEmpty();
    assertThat(change.region()).isEmpty();
  }

  @Test
  void enablingDisruptsWhereSomethingIsSharedOrMayBe() {
    Cause denied = new Cause.Denied("ec2:DescribeImageAttribute", "");

    assertThat(enabling(off(OF_AWS, Observed.known(Sharing.SOME)), SCENE).risk())
        .isEqualTo(Risk.DISRUPTS);
    assertThat(enabling(off(OF_AWS, Observed.known(Sharing.NOT_COUNTED)), SCENE).risk())
        .isEqualTo(Risk.DISRUPTS);
    assertThat(enabling(off(OF_AWS, Observed.unknown(denied)), SCENE).risk())
        .isEqualTo(Risk.DISRUPTS);
    assertThat(enabling(off(Observed.unknown(DENIED)), SCENE).risk()).isEqualTo(Risk.DISRUPTS);
  }

  @Test
  void saysThatSharingWouldEnd() {
    Judgement shared = control.judge(off(OF_AWS, Observed.known(Sharing.SOME)), SCENE);
    Judgement notCounted = control.judge(off(OF_AWS, Observed.known(Sharing.NOT_COUNTED)), SCENE);

    assertThat(shared.remarks().notes())
        .singleElement()
        .asString()
        .startsWith("own images or snapshots are shared with other accounts");
    assertThat(notCounted.remarks().notes())
        .singleElement()
        .asString()
        .startsWith("it is not known whether own images");
  }

  @Test
  void aCustomersDefaultKeyKeepsSharingPossibleAndMustBeUsable() {
    EbsDefaults seen = off(key(OTHER_KEY), Observed.known(Sharing.SOME));
    Change change = enabling(seen, SCENE);

    assertThat(change.risk()).isEqualTo(Risk.ADDITIVE);
    assertThat(change.after()).isEqualTo("on, with " + OTHER_KEY);
    assertThat(change.preconditions())
        .extracting(precondition -> precondition.reading().name())
        .containsExactly("state of KMS key " + OTHER_KEY, "policy of KMS key " + OTHER_KEY);
    assertThat(control.judge(seen, SCENE)).isEqualTo(Judgement.fail("off", "on"));
  }

  @Test
  void theKeyOfAwsIsKnownByItsAliasToo() {
    Observed<DefaultKey> byArn = key(KEY, "arn:aws:kms:eu-west-1:111122223333:alias/aws/ebs");

    assertThat(enabling(off(byArn, Observed.known(Sharing.SOME)), SCENE).risk())
        .isEqualTo(Risk.DISRUPTS);
    assertThat(enabling(off(byArn), SCENE).risk()).isEqualTo(Risk.ADDITIVE);
  }

  @Test
  void setsANamedKeyBeforeItEnables() {
    EbsDefaults seen = off(OF_AWS, Observed.known(Sharing.SOME));
    Steps steps = control.fix(seen, scene(KEY));

    assertThat(steps.obstacle()).isEmpty();
    assertThat(steps.changes())
        .extracting(Change::action, Change::risk, Change::before, Change::after)
        .containsExactly(
            tuple("ec2:ModifyEbsDefaultKmsKeyId", Risk.ADDITIVE, "alias/aws/ebs", KEY),
            tuple("ec2:EnableEbsEncryptionByDefault", Risk.ADDITIVE, "off", "on, with " + KEY));
    assertThat(steps.changes())
        .allSatisfy(change ->
            assertThat(change.preconditions())
                .extracting(precondition -> precondition.reading().name())
                .containsExactly("state of KMS key " + KEY, "policy of KMS key " + KEY))
        .noneMatch(Change::isValidatedByAws);
    assertThat(control.judge(seen, scene(KEY)).remarks().notes())
        .singleElement()
        .asString()
        .contains("AWSServiceRoleForAutoScaling");
  }

  @Test
  void goesOnAfterTheKeyWasSetWithTheSameChange() {
    Change planned = control.fix(off(OF_AWS), scene(KEY)).changes().getLast();

    assertThat(control.fix(off(key(KEY)), scene(KEY)).changes()).containsExactly(planned);
  }

  @Test
  void usesTheReplicaOfAMultiRegionKey() {
    assertThat(control.fix(off(OF_AWS), scene(MULTI)).changes())
        .extracting(Change::after)
        .containsExactly(REPLICA, "on, with " + REPLICA);
  }

  @Test
  void replacingAKeyThatSomebodyChoseAltersWhatIsTheirs() {
    Steps steps = control.fix(on(key(OTHER_KEY)), scene(KEY));

    assertThat(steps.changes())
        .extracting(Change::action, Change::risks)
        .containsExactly(
            tuple("ec2:ModifyEbsDefaultKmsKeyId", EnumSet.of(Risk.ALTERS_FOREIGN, Risk.DISRUPTS)));
    assertThat(control.fix(off(key(OTHER_KEY)), scene(KEY)).changes().getFirst().risks())
        .containsExactly(Risk.ALTERS_FOREIGN);
  }

  @Test
  void aCustomersKeyThatComesIntoUseAtOnceMayStopLaunches() {
    assertThat(control.fix(on(OF_AWS), scene(KEY)).changes())
        .extracting(Change::action, Change::risk)
        .containsExactly(tuple("ec2:ModifyEbsDefaultKmsKeyId", Risk.DISRUPTS));
  }

  @Test
  void aKeyWhosePolicyNobodyHereCanReadMayStopLaunches() {
    String central = "arn:aws:kms:eu-west-1:999988887777:key/1234";
    Steps steps = control.fix(off(OF_AWS), scene(central));

    assertThat(steps.changes())
        .extracting(Change::action, Change::risks)
        .containsExactly(
            tuple("ec2:ModifyEbsDefaultKmsKeyId", EnumSet.of(Risk.DISRUPTS)),
            tuple("ec2:EnableEbsEncryptionByDefault", EnumSet.of(Risk.DISRUPTS)));
    assertThat(steps.changes())
        .allSatisfy(change ->
            assertThat(change.preconditions())
                .extracting(precondition -> precondition.reading().name())
                .containsExactly("state of KMS key " + central));
    assertThat(enabling(off(key(central)), SCENE).risk()).isEqualTo(Risk.DISRUPTS);
  }

  @Test
  void theDefaultKeyIsAskedForOnlyWhereItMatters() {
    assertThat(control.reading(SCENE.desired())).isEqualTo(EbsReadings.DEFAULTS);
    assertThat(control.reading(scene(KEY).desired())).isEqualTo(EbsReadings.DEFAULTS_AND_KEY);
  }

  @Test
  void namingTheKeyOfAwsIsNoCustomerKey() {
    String named = "arn:aws:kms:eu-west-1:111122223333:alias/aws/ebs";

    assertThat(enabling(off(OF_AWS, Observed.known(Sharing.SOME)), scene(named)).risk())
        .isEqualTo(Risk.DISRUPTS);
    assertThat(enabling(off(OF_AWS), scene(named)).risk()).isEqualTo(Risk.ADDITIVE);
  }

  @Test
  void aKeyOfAnotherRegionStandsInTheWay() {
    Steps steps = control.fix(off(OF_AWS), scene(ELSEWHERE));

    assertThat(steps.changes()).isEmpty();
    assertThat(steps.obstacle())
        .hasValueSatisfying(words ->
            assertThat(words).contains("another Region than eu-west-1", "name a multi-Region key"));
  }

  @Test
  void aDefaultKeyThatIsNotKnownStandsInTheWayOfANamedOne() {
    Steps steps = control.fix(off(Observed.unknown(DENIED)), scene(KEY));

    assertThat(steps.changes()).isEmpty();
    assertThat(steps.obstacle())
        .hasValueSatisfying(words -> assertThat(words).contains("allow ec2:GetEbsDefaultKmsKeyId"));
  }
}
