package io.awsposture.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a parent locks a child may sharpen and never weaken. */
class LockedControlsTest {
  private static final String DISABLED =
      "mode: Disabled, reason: 'nobody comes here', reviewBy: '2027-06-30'";

  @Test
  void aLockedControlCannotBeSwitchedOffNorTurnedDown() {
    for (String weaker : List.of("mode: Observe", DISABLED)) {
      EffectiveBaseline child =
          resolved("controls: [{id: Door.1, mode: Enforce, locked: true}]", entry(weaker));

      assertThat(door(child).mode()).as(weaker).isEqualTo(Mode.ENFORCE);
      assertThat(child.disabled()).isEmpty();
      assertThat(child.overruled()).hasSize(1);
    }
  }

  @Test
  void whatIsOverruledSaysWhoTriedWhat() {
    assertThat(
            resolved("controls: [{id: Door.1, mode: Enforce, locked: true}]", entry(DISABLED))
                .overruled())
        .containsExactly("Door.1 is locked: security/team cannot set its mode to Disabled");
  }

  @Test
  void withoutALockTheChildDecides() {
    EffectiveBaseline child =
        resolved("controls: [{id: Door.1, mode: Enforce}]", entry("mode: Observe"));

    assertThat(door(child).mode()).isEqualTo(Mode.OBSERVE);
    assertThat(child.overruled()).isEmpty();
  }

  @Test
  void aLockedControlMayBeSharpened() {
    EffectiveBaseline child =
        resolved(
            "controls: [{id: Door.1, mode: Observe, locked: true}]",
            entry("mode: Enforce, severity: Critical, reason: 'our only door', accept: [Costs]"));

    assertThat(door(child).mode()).isEqualTo(Mode.ENFORCE);
    assertThat(door(child).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(door(child).severityReason()).contains("our only door");
    assertThat(door(child).accept()).isEqualTo(Set.of(Risk.COSTS));
    assertThat(child.overruled()).isEmpty();
  }

  @Test
  void aLockWithoutAModeHoldsThatOfItsBaseline() {
    String parent = "{mode: Enforce, controls: [{id: Door.1, locked: true}]}";

    EffectiveBaseline byEntry = resolved(parent, entry("mode: Observe"));
    EffectiveBaseline byBaseline =
        resolved(parent, "{extends: {name: minimum}, mode: Observe, controls: [{id: Door.2}]}");

    assertThat(door(byEntry).mode()).isEqualTo(Mode.ENFORCE);
    assertThat(byEntry.overruled()).hasSize(1);
    assertThat(door(byBaseline).mode()).isEqualTo(Mode.ENFORCE);
    assertThat(Objects.requireNonNull(byBaseline.controls().get("Door.2")).mode())
        .isEqualTo(Mode.OBSERVE);
  }

  @Test
  void aLockInTheMiddleOfTheChainHoldsTheModeThatReachesIt() {
    for (String entryOfTheRoot : List.of("", "controls: [{id: Door.1, severity: High}]")) {
      EffectiveBaseline leaf =
          new Baselines()
              .with("root", "{mode: Enforce, " + entryOfTheRoot + "}")
              .with("middle", "{extends: {name: root}, controls: [{id: Door.1, locked: true}]}")
              .with(
                  "leaf",
                  "{extends: {name: middle}, mode: Observe, controls: [{id: Door.1, mode:"
                      + " Observe}]}")
              .effective("leaf");

      assertThat(door(leaf).mode()).as("root with '%s'", entryOfTheRoot).isEqualTo(Mode.ENFORCE);
      assertThat(leaf.overruled())
          .containsExactly("Door.1 is locked: security/leaf cannot set its mode to Observe");
    }
  }

  @Test
  void aLockIsInherited() {
    EffectiveBaseline leaf =
        new Baselines()
            .with("root", "controls: [{id: Door.1, mode: Enforce, locked: true}]")
            .with("middle", "{extends: {name: root}, controls: [{id: Door.1, locked: false}]}")
            .with("leaf", "{extends: {name: middle}, controls: [{id: Door.1, mode: Observe}]}")
            .effective("leaf");

    assertThat(door(leaf).mode()).isEqualTo(Mode.ENFORCE);
  }

  @Test
  void aLockedSeverityCannotBeLoweredAlsoWhereItIsTheCatalogues() {
    for (String parent :
        List.of(
            "controls: [{id: Door.1, locked: true}]",
            "controls: [{id: Door.1, severity: High, reason: 'as published', locked: true}]")) {
      EffectiveBaseline child = resolved(parent, entry("severity: Low, reason: 'it looks better'"));

      assertThat(door(child).severity()).as(parent).isEqualTo(Severity.HIGH);
      assertThat(door(child).severityReason()).isEmpty();
      assertThat(child.overruled())
          .containsExactly("Door.1 is locked: security/team cannot lower its severity");
    }
  }

  @Test
  void consentThatIsLockedCannotBeTakenBack() {
    EffectiveBaseline child =
        resolved(
            "controls: [{id: Door.1, mode: Enforce, accept: [Costs, Disrupts], locked: true}]",
            entry("accept: [AltersForeign]"));

    assertThat(door(child).accept())
        .isEqualTo(Set.of(Risk.COSTS, Risk.DISRUPTS, Risk.ALTERS_FOREIGN));
    assertThat(child.overruled())
        .containsExactly("Door.1 is locked: security/team cannot take back what it accepts");
  }

  @Test
  void theReasonOfWhatIsOverruledExplainsNothing() {
    EffectiveBaseline child =
        resolved(
            "controls: [{id: Door.1, mode: Enforce, severity: Critical, reason: 'our only door',"
                + " locked: true}]",
            entry(DISABLED));

    assertThat(door(child).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(door(child).severityReason()).contains("our only door");
  }

  @Test
  void aLockedControlIsAskedForWhateverFrameworksTheChildNames() {
    EffectiveBaseline child =
        resolved(
            "{frameworks: [all], controls: [{id: Door.1, locked: true}]}",
            "{extends: {name: minimum}, frameworks: []}");

    assertThat(child.controls()).containsOnlyKeys("Door.1");
  }

  private static EffectiveBaseline resolved(String parent, String child) {
    return new Baselines().with("minimum", parent).with("team", child).effective("team");
  }

  private static String entry(String fields) {
    return "{extends: {name: minimum}, controls: [{id: Door.1, " + fields + "}]}";
  }

  private static Asked door(EffectiveBaseline baseline) {
    assertThat(baseline.controls()).containsKey("Door.1");
    return Objects.requireNonNull(baseline.controls().get("Door.1"));
  }
}
