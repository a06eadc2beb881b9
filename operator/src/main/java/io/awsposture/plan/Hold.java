package io.awsposture.plan;

import java.time.Instant;
import java.util.Optional;

/**
 * Why a planned change is not made now.
 *
 * @param words a sentence that says what would release it
 * @param until when it ends by itself; empty: somebody must do something first
 */
public record Hold(Kind kind, String words, Optional<Instant> until) {

  /** Somebody must do something first. */
  public Hold(Kind kind, String words) {
    this(kind, words, Optional.empty());
  }

  /** It ends by itself at a time. */
  static Hold until(Instant time, Kind kind, String words) {
    return new Hold(kind, words, Optional.of(time));
  }

  /** True where somebody else keeps changing the setting back, whatever is done about it. */
  public boolean isContention() {
    return kind == Kind.CONTENDED || kind == Kind.BACKING_OFF;
  }

  /** The kinds of holds, from the most to the least lasting. */
  public enum Kind {
    /** The mode does not allow changes. */
    MODE("Mode"),
    /** Nobody approved it yet. */
    APPROVAL("Approval"),
    /** The baseline does not consent to the risk. */
    CONSENT("Consent"),
    /** Something must be added first, or could not be read. */
    PRECONDITION("Precondition"),
    /** A step before it is held. */
    EARLIER_STEP("EarlierStep"),
    /** AWS refused it a while ago; it is tried again later. */
    REFUSED("Refused"),
    /** Somebody else keeps changing it back, and it is left alone. */
    CONTENDED("Contended"),
    /** Somebody else keeps switching it off, and it is switched on again ever more slowly. */
    BACKING_OFF("BackingOff"),
    /** It was made a moment ago and is not visible yet. */
    SETTLING("Settling");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The CamelCase word for reports. */
    public String word() {
      return word;
    }
  }
}
