package io.awsposture.plan;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.plan.Hold.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was tried before holds what is planned now: it may be settling, be refused once more, or be
 * changed back by somebody.
 */
record PastTries(History history, Instant now) {
  /** What somebody keeps switching off is switched on again after these times, never given up. */
  private static final List<Duration> RESTORE_BACK_OFF =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(60));

  /** Mended so often within seven days, a setting that drifts once more is left alone. */
  private static final int MENDS_BEFORE_FREEZE = 2;

  /** What AWS accepts time after time and never shows is no reason to write every two minutes. */
  private static final List<Duration> UNSEEN_BACK_OFF =
      List.of(Duration.ZERO, Duration.ofMinutes(15), Duration.ofMinutes(60));

  /** Why it is not made now; empty: nothing of the past speaks against it. */
  Optional<Hold> hold(Planned planned) {
    Optional<Made> last = history.lastOf(planned.setting());
    return last.flatMap(made -> byLast(planned, made))
        .or(() -> byRefusal(planned))
        .or(() -> last.isEmpty() ? bySettling(planned) : Optional.empty())
        .or(() -> byContention(planned));
  }

  private Optional<Hold> byLast(Planned planned, Made last) {
    return switch (last.outcome()) {
      case APPLIED, DROPPED -> Optional.empty();
      case SETTLING, ANSWER_LOST -> settling(last.time(), planned);
      case FAILED, DENIED, DENIED_BY_ORGANIZATION -> refused(last);
    };
  }

  private Optional<Hold> byRefusal(Planned planned) {
    return history.refusalOf(planned.change().action(), planned.region()).flatMap(this::refused);
  }

  private Optional<Hold> refused(Made last) {
    Instant until = last.time().plus(last.outcome().rest());
    return last.holdsAt(now)
        ? Optional.of(Hold.until(until, Kind.REFUSED, last.message() + "; tried again at " + until))
        : Optional.empty();
  }

  /** After a restart the records are fewer than the settings that were changed. */
  private Optional<Hold> bySettling(Planned planned) {
    return Optional.ofNullable(history.mended().get(planned.setting()))
        .flatMap(mended -> settling(mended.last(), planned));
  }

  private Optional<Hold> settling(Instant made, Planned planned) {
    Duration settling = planned.change().settling();
    int unseen =
        Optional.ofNullable(history.mended().get(planned.setting()))
            .map(History.Mended::unseen)
            .orElse(0);
    Duration backOff = nth(UNSEEN_BACK_OFF, unseen - 1);
    Instant until = made.plus(settling.compareTo(backOff) > 0 ? settling : backOff);
    return now.isBefore(until)
        ? Optional.of(
            Hold.until(
                until,
                Kind.SETTLING,
                "made at " + made + " and not visible yet; looked at again until " + until))
        : Optional.empty();
  }

  private Optional<Hold> byContention(Planned planned) {
    History.Mended mended = history.mended().get(planned.setting());
    if (mended == null || mended.isForgotten(now)) {
      return Optional.empty();
    }
    boolean oftenMended = mended.count() >= MENDS_BEFORE_FREEZE;
    if (planned.change().risk() == Risk.RESTORE) {
      // The first return is mended at once; it is the second and later ones that back off.
      Instant next =
          mended.last().plus(nth(RESTORE_BACK_OFF, mended.count() - MENDS_BEFORE_FREEZE));
      return oftenMended && now.isBefore(next)
          ? Optional.of(
              Hold.until(
                  next,
                  Kind.BACKING_OFF,
                  "somebody keeps switching this off; switched on again at " + next))
          : Optional.empty();
    }
    return mended.frozenSince().isPresent() || oftenMended
        ? Optional.of(
            new Hold(
                Kind.CONTENDED,
                "mended "
                    + mended.count()
                    + " times within seven days and off again: somebody changes it back; settle"
                    + " that, then change the baseline or set the annotation"
                    + " awsposture.io/thaw-requested-at"))
        : Optional.empty();
  }

  private static Duration nth(List<Duration> times, int index) {
    return times.get(Math.clamp(index, 0, times.size() - 1));
  }
}
