package io.awsposture.cli;

import java.util.Collection;
import java.util.Comparator;

/** How a command ended, for whoever called it; declared from the least to the most serious. */
public enum ExitCode {
  /** Everything that is asked for was read and is as it should be. */
  COMPLIANT(0),
  /** Something could not be read, or is asked for and not known; nothing is known to be off. */
  UNKNOWN(2),
  /** Something is off. */
  DRIFT(1),
  /** The files or the arguments are wrong: AWS was not asked. */
  BAD_INPUT(3);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** The number that the process ends with. */
  public int number() {
    return number;
  }

  /** The most serious of several; {@link #COMPLIANT} of none. */
  static ExitCode worst(Collection<ExitCode> codes) {
    return codes.stream().max(Comparator.naturalOrder()).orElse(COMPLIANT);
  }
}
