package io.awsposture.apply;

import io.awsposture.aws.Cause;
import io.awsposture.plan.Change;
import io.awsposture.plan.Planned;

/** Looks at AWS again, with fresh reads, at just what one change is about. */
@FunctionalInterface
public interface Witness {
  /** What is to be said of the change now. */
  Sighting look(Planned planned);

  /** What a fresh look shows. */
  sealed interface Sighting {
    /** The drift stands and asks for the same change: this one, made of what was just read. */
    record StillWanted(Change fresh) implements Sighting {}

    /** What the change is for is there: the finding is gone, or its fix goes on after this step. */
    record Met(String why) implements Sighting {}

    /** Something else is there: neither what was planned for nor what the change makes of it. */
    record Different(String why) implements Sighting {}

    /** It cannot be told. */
    record Unclear(Cause cause) implements Sighting {}
  }
}
