package io.awsposture.services.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.control.Desired;
import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;
import io.awsposture.plan.Change;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StrongPasswordPolicyTest {
  private static final Optional<Integer> NEVER = Optional.empty();
  private static final PasswordPolicy STRONG =
      new PasswordPolicy(14, true, true, true, true, 24, NEVER, true, Optional.of(false));
  private static final String STRONG_TEXT =
      "minimum length 14, upper case, lower case, numbers, symbols, last 24 refused, no expiry";

  private final StrongPasswordPolicy control = new StrongPasswordPolicy();

  private static Desired.PasswordPolicy defaults() {
    return Desired.defaults().passwordPolicy();
  }

  private static Desired.PasswordPolicy withExpiryAfter(int days) {
    return new Desired.PasswordPolicy(14, true, true, true, true, 24, Optional.of(days));
  }

  private static Scene scene(Desired.PasswordPolicy asked) {
    Desired all = Desired.defaults();
    return new Scene(
        "aws",
        "111122223333",
        "us-east-1",
        "us-east-1",
        "operator-1",
        Instant.parse("2026-11-21T10:00:00Z"),
        new Desired(
            all.guardDuty(),
            all.configRecorder(),
            all.cloudTrail(),
            asked,
            all.ebsEncryption(),
            all.exposure()));
  }

  private Judgement judge(PasswordPolicy seen, Desired.PasswordPolicy asked) {
    return control.judge(Optional.of(seen), scene(asked));
  }

  private Change fix(Optional<PasswordPolicy> seen, Desired.PasswordPolicy asked) {
    assertThat(control.judge(seen, scene(asked))).isInstanceOf(Judgement.Fail.class);
    assertThat(control.fix(seen, scene(asked)).changes()).hasSize(1);
    return control.fix(seen, scene(asked)).changes().getFirst();
  }

  private static Change update(Optional<PasswordPolicy> before, PasswordPolicy after) {
    return IamChanges.UPDATE_PASSWORD_POLICY.on(new PasswordPolicyChange(before, after));
  }

  @Test
  void passesWithWhatIsAskedForOrMore() {
    assertThat(judge(STRONG, defaults())).isEqualTo(Judgement.pass());
    assertThat(
            judge(
                new PasswordPolicy(
                    20, true, true, true, true, 24, Optional.of(30), false, Optional.of(true)),
                withExpiryAfter(90)))
        .isEqualTo(Judgement.pass());
  }

  @Test
  void failsWithoutAPolicyOfTheAccountsOwn() {
    assertThat(control.judge(Optional.empty(), scene(defaults())))
        .isEqualTo(Judgement.fail("no password policy of the account's own", STRONG_TEXT));
  }

  @Test
  void failsWhereOnePartIsWeaker() {
    assertThat(
            judge(
                new PasswordPolicy(13, true, true, true, true, 24, NEVER, true, Optional.of(false)),
                defaults()))
        .isEqualTo(Judgement.fail(STRONG_TEXT.replace("14", "13"), STRONG_TEXT));
    assertThat(
            judge(
                new PasswordPolicy(
                    14, false, true, true, true, 24, NEVER, true, Optional.of(false)),
                defaults()))
        .isEqualTo(Judgement.fail(STRONG_TEXT.replace("upper case, ", ""), STRONG_TEXT));
    assertThat(
            judge(
                new PasswordPolicy(
                    14, true, false, true, true, 24, NEVER, true, Optional.of(false)),
                defaults()))
        .isEqualTo(Judgement.fail(STRONG_TEXT.replace("lower case, ", ""), STRONG_TEXT));
    assertThat(
            judge(
                new PasswordPolicy(
                    14, true, true, false, true, 24, NEVER, true, Optional.of(false)),
                defaults()))
        .isEqualTo(Judgement.fail(STRONG_TEXT.replace("numbers, ", ""), STRONG_TEXT));
    assertThat(
            judge(
                new PasswordPolicy(
                    14, true, true, true, false, 24, NEVER, true, Optional.of(false)),
                defaults()))
        .isEqualTo(Judgement.fail(STRONG_TEXT.replace("symbols, ", ""), STRONG_TEXT));
    assertThat(
            judge(
                new PasswordPolicy(14, true, true, true, true, 0, NEVER, true, Optional.of(false)),
                defaults()))
        .isEqualTo(
            Judgement.fail(STRONG_TEXT.replace("last 24 refused", "reuse allowed"), STRONG_TEXT));
  }

  @Test
  void expiryIsJudgedOnlyWhereTheBaselineAsksForIt() {
    PasswordPolicy late =
        new PasswordPolicy(14, true, true, true, true, 24, Optional.of(91), true, Optional.empty());

    assertThat(judge(late, defaults())).isEqualTo(Judgement.pass());
    assertThat(judge(late, withExpiryAfter(91))).isEqualTo(Judgement.pass());
    assertThat(judge(late, withExpiryAfter(90))).isInstanceOf(Judgement.Fail.class);
    assertThat(judge(STRONG, withExpiryAfter(90))).isInstanceOf(Judgement.Fail.class);
  }

  @Test
  void givesAnAccountWithoutAPolicyOneThatLetsNobodyDoMore() {
    Change change = fix(Optional.empty(), defaults());

    assertThat(change)
        .isEqualTo(
            update(
                Optional.empty(),
                new PasswordPolicy(
                    14, true, true, true, true, 24, NEVER, false, Optional.empty())));
    assertThat(change.action()).isEqualTo("iam:UpdateAccountPasswordPolicy");
    assertThat(change.risk()).isEqualTo(Risk.ADDITIVE);
    assertThat(change.before()).isEqualTo("no password policy of the account's own");
    assertThat(change.after()).isEqualTo(STRONG_TEXT);
  }

  @Test
  void takesTheStricterOfBothInEachPartAndKeepsTheRest() {
    Optional<PasswordPolicy> existing =
        Optional.of(
            new PasswordPolicy(
                20, false, true, false, true, 5, Optional.of(60), true, Optional.of(true)));
    Change change = fix(existing, withExpiryAfter(90));

    assertThat(change)
        .isEqualTo(
            update(
                existing,
                new PasswordPolicy(
                    20, true, true, true, true, 24, Optional.of(60), true, Optional.of(true))));
    assertThat(change.risk()).isEqualTo(Risk.ADDITIVE);
  }

  @Test
  void aBaselineThatAsksForLessWeakensNothing() {
    Desired.PasswordPolicy little =
        new Desired.PasswordPolicy(8, false, false, false, true, 1, NEVER);
    Optional<PasswordPolicy> existing =
        Optional.of(
            new PasswordPolicy(14, true, true, true, false, 24, NEVER, false, Optional.of(false)));

    assertThat(fix(existing, little))
        .isEqualTo(
            update(
                existing,
                new PasswordPolicy(
                    14, true, true, true, true, 24, NEVER, false, Optional.of(false))));
  }

  @Test
  void expiryThatIsNewOrSoonerDisrupts() {
    assertThat(fix(Optional.empty(), withExpiryAfter(90)).risk()).isEqualTo(Risk.DISRUPTS);
    assertThat(fix(Optional.of(STRONG), withExpiryAfter(90)).risk()).isEqualTo(Risk.DISRUPTS);
    PasswordPolicy yearly =
        new PasswordPolicy(
            14, true, true, true, true, 24, Optional.of(365), true, Optional.empty());
    Change sooner = fix(Optional.of(yearly), withExpiryAfter(90));
    assertThat(sooner.risk()).isEqualTo(Risk.DISRUPTS);
    assertThat(sooner.after()).endsWith("expiry after 90 days");
  }

  @Test
  void afterTheFixItPasses() {
    Desired.PasswordPolicy asked = withExpiryAfter(90);
    PasswordPolicy mended = PasswordPolicy.NONE.unitedWith(asked);

    assertThat(judge(mended, asked)).isEqualTo(Judgement.pass());
  }
}
