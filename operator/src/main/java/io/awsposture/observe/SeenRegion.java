package io.awsposture.observe;

/**
 * A Region of the account, before anything in it was judged.
 *
 * @param why empty for one that is looked at
 */
public record SeenRegion(String name, Kind kind, String why) {
  /** What was done about a Region. */
  public enum Kind {
    /** Its readings are made. */
    LOOKED_AT,
    /** The account has not enabled it, and nobody asked for it by name. */
    DISABLED,
    /** The scope includes it by name, and the account has not enabled it or AWS knows none such. */
    MISSING,
    /** The scope leaves it out. */
    EXCLUDED,
    /** Nobody told which Regions there are beyond those looked at. */
    NOT_TOLD
  }
}
