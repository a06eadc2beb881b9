package io.awsposture.resolve;

import io.awsposture.api.v1alpha1.ApiWord;
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
import java.util.TreeSet;

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

  /**
   * A lock holds what its baseline comes to: the mode that it gives to all controls, the severity
   * of the catalogue, no consent, wherever nothing else is said.
   *
   * @param published the catalogue's severity; empty for a control that nobody knows
   */
  MergedEntry lockedAt(Mode baselineMode, Optional<Severity> published) {
    return locked
        ? new MergedEntry(
            mode.or(() -> Optional.of(ControlMode.valueOf(baselineMode.name()))),
            severity.or(() -> published),
            reason,
            reviewBy,
            accept.or(() -> Optional.of(Set.of())),
            true)
        : this;
  }

  /** The child's fields win, except that nothing locked gets weaker. */
  MergedEntry overlaidBy(ControlEntry child, String baseline, List<String> overruled) {
    MergedEntry over = of(child);
    MergedEntry wanted =
        new MergedEntry(
            over.mode.or(() -> mode),
            over.severity.or(() -> severity),
            over.reason.or(() -> reason),
            over.reviewBy.or(() -> reviewBy),
            over.accept.or(() -> accept),
            locked || over.locked);
    return locked ? wanted.noWeakerThan(this, over, child.id(), baseline, overruled) : wanted;
  }

  private MergedEntry noWeakerThan(
      MergedEntry parent, MergedEntry child, String id, String baseline, List<String> overruled) {
    boolean modeIsWeaker = strength(mode) < strength(parent.mode);
    if (modeIsWeaker) {
      overruled.add(id + " is locked: " + baseline + " cannot set its mode to " + word(mode));
    }
    boolean severityIsLower =
        severity.flatMap(own -> parent.severity.map(own::compareTo)).orElse(0) > 0;
    if (severityIsLower) {
      overruled.add(id + " is locked: " + baseline + " cannot lower its severity");
    }
    Set<Risk> consent = new TreeSet<>(accept.orElse(Set.of()));
    if (consent.addAll(parent.accept.orElse(Set.of()))) {
      overruled.add(id + " is locked: " + baseline + " cannot take back what it accepts");
    }
    // The one reason of an entry explains its mode or its severity: it falls with what it explains.
    boolean reasonStands = !(modeIsWeaker && child.severity.isEmpty()) && !severityIsLower;
    return new MergedEntry(
        modeIsWeaker ? parent.mode : mode,
        severityIsLower ? parent.severity : severity,
        reasonStands ? reason : parent.reason,
        modeIsWeaker ? parent.reviewBy : reviewBy,
        Optional.of(consent),
        true);
  }

  Asked asked(Control<?> control, Mode baselineMode) {
    Severity published = control.info().severity();
    return new Asked(
        control,
        severity.orElse(published),
        mode.map(MergedEntry::modeOf).orElse(baselineMode),
        accept.orElse(Set.of()),
        severity.filter(own -> own != published).flatMap(_ -> reason));
  }

  /** A disabled control is not asked for, so that its mode never counts. */
  private static Mode modeOf(ControlMode mode) {
    return switch (mode) {
      case DISABLED, OBSERVE -> Mode.OBSERVE;
      case PROPOSE -> Mode.PROPOSE;
      case ENFORCE -> Mode.ENFORCE;
    };
  }

  /** A control without a mode of its own is at least judged. */
  private static int strength(Optional<ControlMode> mode) {
    return mode.map(own ->
            switch (own) {
              case DISABLED -> 0;
              case OBSERVE -> 1;
              case PROPOSE -> 2;
              case ENFORCE -> 3;
            })
        .orElse(1);
  }

  private static String word(Optional<ControlMode> mode) {
    return mode.map(ApiWord::of).orElse("none");
  }
}
