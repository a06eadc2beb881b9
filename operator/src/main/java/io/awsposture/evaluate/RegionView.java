package io.awsposture.evaluate;

import io.awsposture.observe.SeenRegion;

/**
 * One Region of an account, as a scan found it.
 *
 * @param why empty for a Region that was scanned
 */
public record RegionView(String name, State state, String why) {

  /** What became of a Region. */
  public enum State {
    /** It was asked and answered, at least in part. */
    SCANNED,
    /** The account has not enabled it, and nobody asked for it by name. */
    DISABLED,
    /** It is included by name, and the account has not enabled it or AWS knows none such. */
    MISSING,
    /** Policies of the organization refuse it as a whole. */
    DENIED_BY_ORGANIZATION,
    /** The AwsAccount leaves it out. */
    EXCLUDED,
    /** Nothing in it answered. */
    UNREACHABLE
  }

  /** A Region before its readings are judged. */
  public static RegionView of(SeenRegion seen) {
    return new RegionView(
        seen.name(),
        switch (seen.kind()) {
          case LOOKED_AT -> State.SCANNED;
          case DISABLED -> State.DISABLED;
          case MISSING -> State.MISSING;
          case EXCLUDED -> State.EXCLUDED;
          case NOT_TOLD -> State.UNREACHABLE;
        },
        seen.why());
  }
}
