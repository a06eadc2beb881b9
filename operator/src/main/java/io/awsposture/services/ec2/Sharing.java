package io.awsposture.services.ec2;

/** Whether an account lets others use images or snapshots of its own. */
public enum Sharing {
  NONE,
  SOME,
  /** There are too many of them to ask for each. */
  NOT_COUNTED
}
