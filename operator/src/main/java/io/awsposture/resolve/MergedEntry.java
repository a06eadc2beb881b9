package io.awsposture.resolve;

import io.awsposture.api.v1alpha1.ControlEntry;
import io.awsposture.api.v1alpha1.ControlMode;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.control.Control;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a chain of baselines says of one control, from the one that extends none to the one that is
 * used.
 */
record MergedEntry(
    Optional<ControlMode> mode,
    Optional<Severity> severity,
    Optional<String> reason,
    Optional<String> reviewBy,
    Optional<Set<Risk>> accept,
    boolean locked) {

  static final MergedEntry NONE =
      new MergedEntry(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false);

  static MergedEntry of(ControlEntry entry) {
    return new MergedEntry(
        Optional.ofNullable(entry.mode()),
        Optional.ofNullable(entry.severity()),
        Optional.ofNullable(entry.reason()),
        Optional.ofNullable(entry.reviewBy()),
        Optional.ofNullable(entry.accept()).map(Set::copyOf),
        entry.locked());
  }

  /** A lock without a mode of its own holds the mode that its baseline gives to all controls. */
  MergedEntry lockedAt(Mode baselineMode) {
    return locked && mode.isEmpty()
        ? new MergedEntry(
            Optional.of(ControlMode.valueOf(baselineMode.name())),
            severity,
            reason,
            reviewBy,
            accept,
            true)
        : this;
  }

  /** The child's fields win, except that nothing locked gets weaker. */
  MergedEntry overlaidBy(ControlEntry child, String baseline, List<String> overruled) {
    MergedEntry over = of(child);
    Optional<ControlMode> newMode = over.mode.or(() -> mode);
    Optional<Severity> newSeverity = over.severity.or(() -> severity);
    if (locked && strength(newMode) < strength(mode)) {
      overruled.add(
          child.id() + " is locked: " + baseline + " cannot set its mode to " + word(newMode));
      newMode = mode;
    }
    if (locked
        && newSeverity.isPresent()
        && severity.isPresent()
        && newSeverity.get().compareTo(severity.get()) > 0) {
      overruled.add(child.id() + " is locked: " + baseline + " cannot lower its severity");
      newSeverity = severity;
    }
    return new MergedEntry(
        newMode,
        newSeverity,
        over.reason.or(() -> reason),
        over.reviewBy.or(() -> reviewBy),
        over.accept.or(() -> accept),
        locked || over.locked);
  }

  Asked asked(Control<?> control, Mode baselineMode) {
    Severity published = control.info().severity();
    return new Asked(
        control,
        severity.orElse(published),
        mode.map(own -> own == ControlMode.ENFORCE ? Mode.ENFORCE : Mode.OBSERVE)
            .orElse(baselineMode),
        accept.orElse(Set.of()),
        severity.filter(own -> own != published).flatMap(_ -> reason));
  }

  /** A control without a mode of its own is at least judged. */
  private static int strength(Optional<ControlMode> mode) {
    return mode.map(own ->
            switch (own) {
              case DISABLED -> 0;
              case OBSERVE -> 1;
              case ENFORCE -> 2;
            })
        .orElse(1);
  }

  private static String word(Optional<ControlMode> mode) {
    return mode.map(Enum::name).orElse("none");
  }
}
