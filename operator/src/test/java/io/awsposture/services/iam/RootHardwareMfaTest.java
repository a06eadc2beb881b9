package io.awsposture.services.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.aws.Cause;
import io.awsposture.control.Desired;
import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;
import io.awsposture.plan.Steps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootHardwareMfaTest {
  private static final String NAMED_FOR_ROOT =
      "arn:aws:iam::111122223333:mfa/root-account-mfa-device";
  private static final Optional<String> ROOT = Optional.of("arn:aws:iam::111122223333:root");
  private static final VirtualMfaDevice LEFTOVER =
      new VirtualMfaDevice(NAMED_FOR_ROOT, Optional.empty(), false);
  private static final VirtualMfaDevice OF_A_USER =
      new VirtualMfaDevice(
          "arn:aws:iam::111122223333:mfa/jane",
          Optional.of("arn:aws:iam::111122223333:user/jane"),
          true);
  private static final VirtualMfaDevice OWN_NAME =
      new VirtualMfaDevice("arn:aws:iam::111122223333:mfa/phone", ROOT, true);
  private static final String NOT_VIRTUAL =
      "not virtual: a hardware key, or a passkey that may be synced";
  private static final Scene SCENE = scene("aws");

  private static Scene scene(String partition) {
    return new Scene(
        partition,
        "111122223333",
        "us-east-1",
        "us-east-1",
        "operator-1",
        Instant.parse("2026-11-21T10:00:00Z"),
        Desired.defaults());
  }

  private final RootHardwareMfa control = new RootHardwareMfa();

  private Judgement judge(RootUser user, VirtualMfaDevice... devices) {
    return control.judge(new RootMfa(user, List.of(devices)), SCENE);
  }

  @Test
  void passesWithMfaThatIsNotVirtualAndSaysWhatCannotBeTold() {
    Judgement judgement = judge(new RootUser.WithMfa(true), OF_A_USER);

    assertThat(judgement).isInstanceOf(Judgement.Pass.class);
    assertThat(judgement.remarks().notes()).containsExactly(NOT_VIRTUAL);
  }

  @Test
  void aVirtualDeviceUnderANameOfItsOwnIsFoundByItsUser() {
    assertThat(judge(new RootUser.WithMfa(true), OF_A_USER, OWN_NAME))
        .isEqualTo(Judgement.fail("virtual MFA devices: 1", "hardware MFA devices only"));
  }

  @Test
  void aVirtualDeviceNamedForRootIsFoundByItsSerialNumber() {
    assertThat(
            judge(
                new RootUser.WithMfa(true),
                new VirtualMfaDevice(NAMED_FOR_ROOT, Optional.empty(), true),
                OWN_NAME))
        .isEqualTo(Judgement.fail("virtual MFA devices: 2", "hardware MFA devices only"));
  }

  @Test
  void whatAnUnfinishedEnrolmentLeftBehindIsNotedAndDoesNotFail() {
    Judgement judgement = judge(new RootUser.WithMfa(true), LEFTOVER);

    assertThat(judgement).isInstanceOf(Judgement.Pass.class);
    assertThat(judgement.remarks().notes())
        .containsExactly(
            NOT_VIRTUAL,
            "root-account-mfa-device is left over from an enrolment that was not finished");
  }

  @Test
  void saysWhereItDecidedByMfaAlone() {
    assertThat(judge(new RootUser.WithoutMfa(false)).remarks().notes())
        .containsExactly(RootUser.MFA_ALONE);
    assertThat(judge(new RootUser.WithMfa(false), OWN_NAME).remarks().notes())
        .containsExactly(RootUser.MFA_ALONE);
  }

  @Test
  void failsWithoutMfaAndLeavesItToAPerson() {
    RootMfa seen = new RootMfa(new RootUser.WithoutMfa(true), List.of());

    assertThat(control.judge(seen, SCENE))
        .isEqualTo(Judgement.fail("no MFA device", "hardware MFA devices only"));
    assertThat(control.fix(seen, SCENE)).isEqualTo(Steps.none());
    assertThat(control.info().byHand()).isNotEmpty();
  }

  @Test
  void passesWithAReasonWhereNobodyCanSignIn() {
    Judgement judgement = judge(new RootUser.WithoutCredentials());

    assertThat(judgement).isInstanceOf(Judgement.Pass.class);
    assertThat(judgement.remarks().notes())
        .singleElement()
        .satisfies(note -> assertThat(note).startsWith("NO_ROOT_CREDENTIALS"));
  }

  @Test
  void isUnknownWhereTheRootUserIs() {
    Cause cause = new Cause.NotYet("AWS prepares the credential report");

    assertThat(judge(new RootUser.Undecided(cause))).isEqualTo(Judgement.unknown(cause));
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws-us-gov", "aws-cn"})
  void doesNotApplyWhereTheRootUserHasNoSuchChoice(String partition) {
    assertThat(
            control.judge(new RootMfa(new RootUser.WithoutMfa(true), List.of()), scene(partition)))
        .isInstanceOf(Judgement.NotApplicable.class);
  }

  @Test
  void devicesAreListedOnlyWhereTheirKindMatters() {
    assertThat(new RootUser.WithMfa(true).mayHaveVirtualMfa()).isTrue();
    assertThat(new RootUser.WithMfa(false).mayHaveVirtualMfa()).isTrue();
    assertThat(new RootUser.WithoutMfa(true).mayHaveVirtualMfa()).isFalse();
    assertThat(new RootUser.WithoutCredentials().mayHaveVirtualMfa()).isFalse();
  }
}
