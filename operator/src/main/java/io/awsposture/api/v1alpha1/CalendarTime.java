package io.awsposture.api.v1alpha1;

/**
 * Days and times as people write them into a spec, as regular expressions for CEL. In the schema
 * they are plain texts: its own {@code date-time} also takes what Java cannot read, and one such
 * object would keep the operator from reading any of its kind.
 */
final class CalendarTime {
  /** A day of the calendar, leap years known. */
  static final String DAY =
      "([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
          + "|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
          + "|[0-9]{2}(0[48]|[2468][048]|[13579][26])-02-29)";

  /** The whole text is a time of RFC 3339. */
  static final String TIME =
      "^"
          + DAY
          + "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,9})?"
          + "(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$";

  private CalendarTime() {}
}
