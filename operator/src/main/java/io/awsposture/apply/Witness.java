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

    /** The change is not asked for any more: it was made, or something else is different now. */
    record NotWanted(String why) implements Sighting {}

    /** It cannot be told. */
    record Unclear(Cause cause) implements Sighting {}
  }
}
