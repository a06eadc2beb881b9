package io.awsposture.report;

import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.plan.Made;

/** One structured log line for every change that was tried. */
public final class ChangeLog {

  /** A log; it holds nothing. */
  public ChangeLog() {}

  /** Writes the line of one change. */
  public void made(AwsAccount account, Made made) {}
}
