package io.awsposture.report;

import static io.awsposture.report.AccountSample.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.api.v1alpha1.BaselineAccounts;
import io.awsposture.api.v1alpha1.BaselineScore;
import io.awsposture.api.v1alpha1.BaselineShare;
import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.FrameworkScore;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.SecurityBaseline;
import io.awsposture.api.v1alpha1.SecurityBaselineStatus;
import io.awsposture.api.v1alpha1.SuppressionPolicy;
import io.awsposture.api.v1alpha1.UnknownControl;
import io.awsposture.api.v1alpha1.Weakening;
import io.awsposture.api.v1alpha1.WeakeningKind;
import io.awsposture.control.Desired;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.resolve.EffectiveBaseline.Disabled;
import io.awsposture.resolve.EffectiveBaseline.UnknownId;
import io.awsposture.resolve.Resolution;
import io.awsposture.resolve.Resolution.Resolved;
import io.awsposture.resolve.Resolution.Unresolved;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The status of a baseline. */
class BaselineStatusBuilderTest {
  private static final Instant LATER = START.plus(Duration.ofMinutes(5));

  private final BaselineStatusBuilder builder = new BaselineStatusBuilder();

  @Test
  void aBaselineThatResolvesIsReadyAndSaysHowItsAccountsStand() {
    AccountSample compliant = new AccountSample("a").passes("GuardDuty.1").scannedAt(START);
    AccountSample failing =
        new AccountSample("b").passes("GuardDuty.1").passes("S3.1").fails("KMS.4").scannedAt(START);
    AccountSample stale =
        new AccountSample("c")
            .passes("GuardDuty.1")
            .scannedAt(START)
            .baselineEdited("b-000000000002");
    AccountSample fresh = new AccountSample("d").asks("GuardDuty.1", Mode.ENFORCE);

    SecurityBaselineStatus status =
        build(null, resolved(List.of(), List.of(), List.of()), compliant, failing, stale, fresh);

    assertThat(conditions(status)).containsExactly("Ready=True Resolved");
    assertThat(status.revision()).isEqualTo("b-000000000001");
    assertThat(status.accounts()).isEqualTo(new BaselineAccounts(4, 2, 1, 1, 2));
    assertThat(status.score()).isEqualTo(new BaselineScore(88, 66, List.of()));
    assertThat(status.controls()).isEqualTo(1);
    assertThat(
            build(
                status,
                resolved(List.of(), List.of(), List.of()),
                compliant,
                failing,
                stale,
                fresh))
        .as("as long as nothing turns")
        .isEqualTo(status);
  }

  @Test
  void frameworksAreScoredStrictlyOverTheControlsThatTheyName() {
    AccountSample asking =
        new AccountSample("asking")
            .framework("essential-26", "GuardDuty.1", "S3.1", "EC2.6")
            .framework("of-others", "EC2.6")
            .asks("GuardDuty.1", Mode.ENFORCE);
    AccountSample failing =
        new AccountSample("b").passes("GuardDuty.1").fails("S3.1").fails("KMS.4").scannedAt(START);
    AccountSample unknown =
        new AccountSample("c").isUnknown("GuardDuty.1").passes("KMS.4").scannedAt(START);

    SecurityBaselineStatus status = build(null, new Resolved(asking.baseline()), failing, unknown);

    assertThat(status.score())
        .as("a framework of which nothing is asked for has no score")
        .isEqualTo(new BaselineScore(41, 33, List.of(new FrameworkScore("essential-26", 25, 0))));
  }

  @Test
  void whatShardsSayOfTheirAccountsComesToTheSame() {
    AccountSample asking =
        new AccountSample("asking")
            .framework("essential-26", "GuardDuty.1", "S3.1", "EC2.6")
            .asks("GuardDuty.1", Mode.ENFORCE);
    AccountSample failing =
        new AccountSample("b").passes("GuardDuty.1").fails("S3.1").fails("KMS.4").scannedAt(START);
    AccountSample unknown =
        new AccountSample("c").isUnknown("GuardDuty.1").passes("KMS.4").scannedAt(START);
    Resolution resolution = new Resolved(asking.baseline());
    SecurityBaselineStatus whole = build(null, resolution, failing, unknown);
    BaselineShare first = share(resolution, 0, 3, failing);
    BaselineShare second = share(resolution, 1, 3, unknown);
    BaselineShare none = share(resolution, 2, 3);

    SecurityBaseline baseline = baseline(null);
    assertThat(builder.build(baseline, resolution, List.of(first, second, none), true, START))
        .isEqualTo(whole);
    baseline = baseline(whole);
    SecurityBaselineStatus early =
        builder.build(baseline, resolution, List.of(first), false, LATER);
    assertThat(early).as("until each of them has spoken").isEqualTo(whole);
  }

  @Test
  void whatWeakensItIsListedWithItsReasonAndCounted() {
    AccountSample asking = new AccountSample("asking").asks("GuardDuty.1", Mode.ENFORCE);
    for (int i = 1; i <= 120; i++) {
      asking.disables(new Disabled("EC2." + i, "x".repeat(1024), "2027-06-30"));
    }

    SecurityBaselineStatus status = build(null, new Resolved(asking.baseline()));

    assertThat(status.weakeningCount()).isEqualTo(120);
    assertThat(status.weakenings()).hasSize(100);
    Weakening first = status.weakenings().getFirst();
    assertThat(first.kind()).isEqualTo(WeakeningKind.CONTROL_DISABLED);
    assertThat(first.what()).isEqualTo("EC2.1");
    assertThat(first.reason()).startsWith("xxx").endsWith("…").hasSize(200);
    assertThat(first.reviewBy()).isEqualTo("2027-06-30");
  }

  @Test
  void withoutAnyAccountThereIsNoScore() {
    SecurityBaselineStatus status = build(null, resolved(List.of(), List.of(), List.of()));

    assertThat(status.accounts()).isEqualTo(new BaselineAccounts(0, 0, 0, 0, 0));
    assertThat(status.score()).isNull();
  }

  @Test
  void unknownControlIdsStallNothingAndAreNamedWithWhatMayBeMeant() {
    SecurityBaselineStatus status =
        build(
            null,
            resolved(
                List.of(
                    new UnknownId("GuardDutty.1", Optional.of("GuardDuty.1")),
                    new UnknownId("Nonsense.77", Optional.empty())),
                List.of(),
                List.of()));

    assertThat(conditions(status)).containsExactly("Ready=True UnknownControls");
    assertThat(message(status))
        .contains("unknown control ids: GuardDutty.1 (is it GuardDuty.1?), Nonsense.77");
    assertThat(status.unknownControls())
        .containsExactly(
            new UnknownControl("GuardDutty.1", "GuardDuty.1"),
            new UnknownControl("Nonsense.77", null));
  }

  @Test
  void unknownFrameworksAndOverruledWishesAreSaid() {
    SecurityBaselineStatus frameworks =
        build(null, resolved(List.of(), List.of("essential-62"), List.of()));
    SecurityBaselineStatus overruled =
        build(null, resolved(List.of(), List.of(), List.of("S3.1 stays in mode Enforce")));

    assertThat(conditions(frameworks)).containsExactly("Ready=True UnknownFrameworks");
    assertThat(message(frameworks)).contains("unknown frameworks: essential-62");
    assertThat(conditions(overruled)).containsExactly("Ready=True OverruledByParent");
    assertThat(message(overruled)).contains("S3.1 stays in mode Enforce");
    assertThat(message(overruled)).contains("not built yet: Config.1");
    assertThat(overruled.notImplemented()).containsExactly("Config.1");
  }

  @Test
  void aLoopStallsAndAMissingParentMayStillCome() {
    AccountSample waiting =
        new AccountSample("a").problem(new Problem(Reasons.EXTENDS_LOOP, "a loop", true));

    SecurityBaselineStatus loop =
        build(null, new Unresolved(Resolution.Why.LOOP, "take one extends away"), waiting);
    SecurityBaselineStatus missing =
        build(loop, new Unresolved(Resolution.Why.NOT_FOUND, "create it"));

    assertThat(conditions(loop))
        .containsExactly("Ready=False ExtendsLoop", "Stalled=True ExtendsLoop");
    assertThat(message(loop)).isEqualTo("take one extends away");
    assertThat(loop.revision()).isNull();
    assertThat(loop.accounts()).isEqualTo(new BaselineAccounts(1, 0, 0, 0, 1));
    assertThat(conditions(missing))
        .containsExactly("Ready=False BaselineNotFound", "Reconciling=True BaselineNotFound");
    assertThat(Conditions.find(missing.conditions(), "Ready").orElseThrow().lastTransitionTime())
        .as("still False")
        .isEqualTo(START);
  }

  private SecurityBaselineStatus build(
      @Nullable SecurityBaselineStatus before, Resolution resolution, AccountSample... accounts) {
    SecurityBaselineStatus status =
        builder.build(
            baseline(before),
            resolution,
            List.of(share(resolution, 0, 1, accounts)),
            true,
            before == null ? START : LATER);
    ConditionInvariants.check(status);
    return status;
  }

  private static SecurityBaseline baseline(@Nullable SecurityBaselineStatus before) {
    SecurityBaseline baseline = new SecurityBaseline();
    baseline.setMetadata(
        new ObjectMetaBuilder()
            .withName("foundation")
            .withNamespace("security")
            .withGeneration(3L)
            .build());
    baseline.setStatus(before);
    return baseline;
  }

  private BaselineShare share(Resolution resolution, int shard, int of, AccountSample... accounts) {
    return builder.share(
        resolution, List.of(accounts).stream().map(AccountSample::view).toList(), shard, of, LATER);
  }

  @Test
  void aDisabledControlIsNamedFromTheDayAfterItsReviewWasDue() {
    Resolution resolution =
        resolved(
            List.of(
                new Disabled("EC2.2", "nobody launches there", "2026-11-21"),
                new Disabled("EC2.7", "done by another tool", "2026-11-22")),
            List.of(),
            List.of(),
            List.of());

    SecurityBaselineStatus status = build(null, resolution);

    assertThat(conditions(status)).containsExactly("Ready=True ReviewDue");
    assertThat(message(status))
        .contains("disabled and due for review: EC2.2 since 2026-11-21")
        .doesNotContain("EC2.7");
  }

  private static Resolution resolved(
      List<UnknownId> unknown, List<String> frameworks, List<String> overruled) {
    return resolved(List.of(), unknown, frameworks, overruled);
  }

  private static Resolution resolved(
      List<Disabled> disabled,
      List<UnknownId> unknown,
      List<String> frameworks,
      List<String> overruled) {
    EffectiveBaseline small = AccountSample.sample().asks("GuardDuty.1", Mode.ENFORCE).baseline();
    return new Resolved(
        new EffectiveBaseline(
            "security",
            "foundation",
            small.revision(),
            Mode.ENFORCE,
            small.frameworks(),
            small.controls(),
            disabled,
            unknown,
            List.of("Config.1"),
            frameworks,
            overruled,
            Desired.defaults(),
            false,
            SuppressionPolicy.NONE,
            25,
            100));
  }

  private static List<String> conditions(SecurityBaselineStatus status) {
    return status.conditions().stream()
        .map(it -> it.type() + "=" + ApiWord.of(it.status()) + " " + it.reason())
        .toList();
  }

  private static String message(SecurityBaselineStatus status) {
    return Conditions.find(status.conditions(), "Ready").map(Condition::message).orElseThrow();
  }
}
