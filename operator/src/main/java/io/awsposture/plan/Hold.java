package io.awsposture.plan;

/**
 * Why a planned change is not made now.
 *
 * @param words a sentence that says what would release it
 */
public record Hold(Kind kind, String words) {

  /** The kinds of holds, from the most to the least lasting. */
  public enum Kind {
    /** The mode does not allow changes. */
    MODE,
    /** The baseline does not consent to the risk. */
    CONSENT,
    /** Something must be added first, or could not be read. */
    PRECONDITION,
    /** A step before it is held. */
    EARLIER_STEP,
    /** AWS refused it a while ago; it is tried again later. */
    REFUSED,
    /** Somebody else keeps changing it back. */
    CONTENDED,
    /** It was made a moment ago and is not visible yet, or is backing off. */
    SETTLING
  }
}
