package io.awsposture.trace;

/** What can be told of a piece of work. Never a secret, and never who a session belongs to. */
public enum Fact {
  /** The Region that is looked at. */
  REGION,
  /** The name of a reading. */
  READING,
  /** The id of a control. */
  CONTROL,
  /** The IAM action of a change. */
  ACTION,
  /** The id of a planned change. */
  CHANGE,
  /** How it ended, in a word. */
  OUTCOME
}
