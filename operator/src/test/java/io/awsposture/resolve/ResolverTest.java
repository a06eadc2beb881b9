package io.awsposture.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.control.Desired;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import io.awsposture.resolve.EffectiveBaseline.Disabled;
import io.awsposture.resolve.EffectiveBaseline.UnknownId;
import io.awsposture.resolve.Resolution.Unresolved;
import io.awsposture.resolve.Resolution.Why;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolverTest {

  @Test
  void anEmptyBaselineAsksForNothingAndOnlyObserves() {
    EffectiveBaseline baseline = Baselines.of("{}");

    assertThat(baseline.controls()).isEmpty();
    assertThat(baseline.mode()).isEqualTo(Mode.OBSERVE);
    assertThat(baseline.desired()).isEqualTo(Desired.defaults());
    assertThat(baseline.changesPerHour()).isEqualTo(25);
    assertThat(baseline.changesPerDay()).isEqualTo(100);
    assertThat(baseline.deniedRegionsAreUnknown()).isFalse();
    assertThat(baseline.overruled()).isEmpty();
  }

  @Test
  void anEntryAsksForItsControlAsTheCatalogueHasIt() {
    EffectiveBaseline baseline = Baselines.of("{mode: Enforce, controls: [{id: Door.1}]}");

    Asked asked = asked(baseline, "Door.1");
    assertThat(asked.mode()).isEqualTo(Mode.ENFORCE);
    assertThat(asked.severity()).isEqualTo(Severity.HIGH);
    assertThat(asked.severityReason()).isEmpty();
    assertThat(asked.accept()).isEmpty();
    assertThat(asked.consentsTo(Risk.RESTORE)).isTrue();
    assertThat(asked.consentsTo(Risk.ADDITIVE)).isTrue();
    assertThat(asked.consentsTo(Risk.COSTS)).isFalse();
  }

  @Test
  void controlsComeInTheCataloguesOrder() {
    EffectiveBaseline baseline =
        Baselines.of("controls: [{id: House.1}, {id: Door.10}, {id: Door.2}, {id: Alarm.1}]");

    assertThat(baseline.controls().keySet())
        .containsExactly("Alarm.1", "Door.2", "Door.10", "House.1");
  }

  @Test
  void theChildWinsFieldByField() {
    EffectiveBaseline child =
        new Baselines()
            .with(
                "minimum",
                """
                mode: Enforce
                frameworks: [essential-26]
                deniedRegions: Unknown
                changeBudget: {perHour: 5, perDay: 50}
                guardDuty: {findingPublishingFrequency: SIX_HOURS, protectionPlans: [S3_DATA_EVENTS]}
                cloudTrail: {name: central, bucket: org-trail}
                controls:
                - {id: Door.1, mode: Observe}
                - {id: Door.2, accept: [Costs, Disrupts]}
                """)
            .with(
                "team",
                """
                extends: {name: minimum}
                changeBudget: {perHour: 7}
                guardDuty: {protectionPlans: []}
                cloudTrail: {bucket: team-trail}
                controls:
                - {id: Door.1, severity: Low, reason: "behind two other doors"}
                - {id: Door.2, accept: []}
                - {id: Door.10}
                """)
            .effective("team");

    assertThat(child.mode()).isEqualTo(Mode.ENFORCE);
    assertThat(child.deniedRegionsAreUnknown()).isTrue();
    assertThat(child.changesPerHour()).isEqualTo(7);
    assertThat(child.changesPerDay()).isEqualTo(50);
    assertThat(child.desired().guardDuty().findingPublishingFrequency()).isEqualTo("SIX_HOURS");
    assertThat(child.desired().guardDuty().protectionPlans()).isEmpty();
    assertThat(child.desired().cloudTrail().name()).isEqualTo("central");
    assertThat(child.desired().cloudTrail().bucket()).contains("team-trail");
    assertThat(asked(child, "Door.1").mode()).isEqualTo(Mode.OBSERVE);
    assertThat(asked(child, "Door.1").severity()).isEqualTo(Severity.LOW);
    assertThat(asked(child, "Door.1").severityReason()).contains("behind two other doors");
    assertThat(asked(child, "Door.2").accept()).isEmpty();
    assertThat(asked(child, "Door.10").mode()).isEqualTo(Mode.ENFORCE);
    assertThat(child.notImplemented()).contains("GuardDuty.1");
    assertThat(child.name()).isEqualTo("team");
  }

  @Test
  void consentIsInheritedUntilSomebodySpeaksOfIt() {
    EffectiveBaseline child =
        new Baselines()
            .with("minimum", "controls: [{id: Door.2, accept: [Costs]}]")
            .with("team", "{extends: {name: minimum}, controls: [{id: Door.2, mode: Enforce}]}")
            .effective("team");

    assertThat(asked(child, "Door.2").accept()).isEqualTo(Set.of(Risk.COSTS));
    assertThat(asked(child, "Door.2").consentsTo(Risk.COSTS)).isTrue();
    assertThat(asked(child, "Door.2").consentsTo(Risk.DISRUPTS)).isFalse();
  }

  @Test
  void aChildsFrameworksReplaceItsParents() {
    EffectiveBaseline child =
        new Baselines()
            .with("minimum", "frameworks: [essential-26]")
            .with("team", "{extends: {name: minimum}, frameworks: []}")
            .effective("team");

    assertThat(child.notImplemented()).isEmpty();
  }

  @Test
  void everyControlIsAFrameworkOfItsOwn() {
    assertThat(Baselines.of("frameworks: [all]").controls())
        .containsOnlyKeys("Alarm.1", "Door.1", "Door.2", "Door.10", "House.1");
  }

  @Test
  void aFrameworkNamesWhatIsNotBuiltYet() {
    EffectiveBaseline baseline =
        Baselines.of("{frameworks: [essential-26], controls: [{id: IAM.4, mode: Enforce}]}");

    assertThat(baseline.notImplemented())
        .contains("IAM.4", "EC2.182")
        .containsSubsequence("EC2.2", "EC2.182", "IAM.1");
    assertThat(baseline.unknownControls()).isEmpty();
    assertThat(baseline.controls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"essential-27", "../frameworks/essential-26", "Essential-26", ""})
  void anUnknownFrameworkIsNamedAndTheRestGoesOn(String framework) {
    EffectiveBaseline baseline =
        Baselines.of("{frameworks: ['" + framework + "'], controls: [{id: Door.1}]}");

    assertThat(baseline.unknownFrameworks()).containsExactly(framework);
    assertThat(baseline.controls()).containsOnlyKeys("Door.1");
  }

  @Test
  void anUnknownControlIsNamedWithTheNearestOne() {
    EffectiveBaseline baseline =
        Baselines.of("controls: [{id: Dor.1}, {id: House.1}, {id: Zeppelin.44}]");

    assertThat(baseline.unknownControls())
        .containsExactly(
            new UnknownId("Dor.1", Optional.of("Door.1")),
            new UnknownId("Zeppelin.44", Optional.empty()));
    assertThat(baseline.controls()).containsOnlyKeys("House.1");
  }

  @Test
  void aDisabledControlIsNotJudgedAndSaysWhy() {
    EffectiveBaseline baseline =
        Baselines.of(
            "{frameworks: [all], controls: [{id: Door.1, mode: Disabled, reason: 'walled up in"
                + " 2025', reviewBy: '2027-06-30'}]}");

    assertThat(baseline.controls()).doesNotContainKey("Door.1").containsKey("Door.2");
    assertThat(baseline.disabled())
        .containsExactly(new Disabled("Door.1", "walled up in 2025", "2027-06-30"));
  }

  @Test
  void aChildSwitchesAControlOnAgain() {
    EffectiveBaseline child =
        new Baselines()
            .with(
                "minimum",
                "controls: [{id: Door.1, mode: Disabled, reason: 'walled up in 2025', reviewBy:"
                    + " '2027-06-30'}]")
            .with("team", "{extends: {name: minimum}, controls: [{id: Door.1, mode: Enforce}]}")
            .effective("team");

    assertThat(child.disabled()).isEmpty();
    assertThat(asked(child, "Door.1").mode()).isEqualTo(Mode.ENFORCE);
    assertThat(asked(child, "Door.1").severityReason()).isEmpty();
  }

  @Test
  void theSeverityThatTheCatalogueHasAnywayNeedsNoReason() {
    EffectiveBaseline baseline =
        Baselines.of(
            "controls: [{id: Door.1, severity: High, reason: 'our main way in'}, {id: Door.2,"
                + " severity: High, reason: 'cats can open them'}]");

    assertThat(asked(baseline, "Door.1").severityReason()).isEmpty();
    assertThat(asked(baseline, "Door.2").severityReason()).contains("cats can open them");
  }

  @Test
  void aMissingBaselineIsNamedWithWhoAsksForIt() {
    Baselines baselines = new Baselines().with("team", "extends: {name: minimum}");

    assertThat(unresolved(baselines.resolve(null, "none", "payments")))
        .isEqualTo(
            new Unresolved(
                Why.NOT_FOUND,
                "SecurityBaseline payments/none does not exist: create it or correct the"
                    + " reference"));
    assertThat(unresolved(baselines.resolve("security", "team", "security")))
        .isEqualTo(
            new Unresolved(
                Why.NOT_FOUND,
                "SecurityBaseline security/minimum does not exist, and security/team extends it:"
                    + " create it or correct the reference"));
  }

  @Test
  void aBaselineBelongsToItsNamespaceUnlessItSaysOtherwise() {
    Baselines baselines =
        new Baselines()
            .with("private", "{}")
            .with("public", "usableFrom: AllNamespaces")
            .with("payments", "team", "extends: {name: private, namespace: security}");

    assertThat(baselines.resolve("security", "private", "security"))
        .isInstanceOf(Resolution.Resolved.class);
    assertThat(baselines.resolve("security", "public", "payments"))
        .isInstanceOf(Resolution.Resolved.class);
    assertThat(unresolved(baselines.resolve("security", "private", "payments")).why())
        .isEqualTo(Why.NOT_USABLE);
    assertThat(unresolved(baselines.resolve(null, "team", "payments")).message())
        .isEqualTo(
            "SecurityBaseline security/private may not be used from namespace payments, and"
                + " payments/team extends it: set usableFrom: AllNamespaces in it");
  }

  @Test
  void aParentWithoutNamespaceIsOfTheChildsNotOfTheAccounts() {
    Baselines baselines =
        new Baselines()
            .with("minimum", "controls: [{id: Door.1}]")
            .with("public", "{usableFrom: AllNamespaces, extends: {name: minimum}}")
            .with("payments", "minimum", "controls: [{id: Door.2}]");

    Resolution resolution = baselines.resolve("security", "public", "payments");

    assertThat(((Resolution.Resolved) resolution).baseline().controls()).containsOnlyKeys("Door.1");
  }

  @Test
  void usableFromIsNotInherited() {
    Baselines baselines =
        new Baselines()
            .with("minimum", "usableFrom: AllNamespaces")
            .with("team", "extends: {name: minimum}");

    assertThat(unresolved(baselines.resolve("security", "team", "payments")).why())
        .isEqualTo(Why.NOT_USABLE);
  }

  @Test
  void aLoopIsToldWithItsWholeWay() {
    Baselines baselines =
        new Baselines()
            .with("a", "extends: {name: b}")
            .with("b", "extends: {name: c}")
            .with("c", "extends: {name: b}")
            .with("self", "extends: {name: self, namespace: security}");

    assertThat(unresolved(baselines.resolve("security", "a", "security")))
        .isEqualTo(
            new Unresolved(
                Why.LOOP,
                "security/a extends security/b extends security/c extends security/b: take one of"
                    + " these extends away"));
    assertThat(unresolved(baselines.resolve("security", "self", "security")).why())
        .isEqualTo(Why.LOOP);
  }

  @Test
  void theRevisionFollowsEverythingInTheChainAndNothingElse() {
    String parent = "{mode: Enforce, controls: [{id: Door.1}]}";
    String child = "{extends: {name: minimum}, controls: [{id: Door.2}]}";
    String revision = revision(parent, child);

    assertThat(revision).matches("r-[0-9a-f]{12}").isEqualTo(revision(parent, child));
    assertThat(revision("{controls: [{id: Door.1}], mode: Enforce}", child)).isEqualTo(revision);
    assertThat(revision("{mode: Observe, controls: [{id: Door.1}]}", child)).isNotEqualTo(revision);
    assertThat(revision(parent, child.replace("Door.2", "Door.10"))).isNotEqualTo(revision);
    // An overlay that changes nothing in effect is still a changed baseline.
    assertThat(revision(parent, child.replace("controls", "mode: Enforce, controls")))
        .isNotEqualTo(revision);
  }

  private static String revision(String parent, String child) {
    return new Baselines().with("minimum", parent).with("team", child).effective("team").revision();
  }

  private static Asked asked(EffectiveBaseline baseline, String id) {
    assertThat(baseline.controls()).containsKey(id);
    return java.util.Objects.requireNonNull(baseline.controls().get(id));
  }

  private static Unresolved unresolved(Resolution resolution) {
    assertThat(resolution).isInstanceOf(Unresolved.class);
    return (Unresolved) resolution;
  }
}
