package io.awsposture.observe;

import io.awsposture.aws.Clients;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a reading asks AWS with. Exceptions of a call need no handling: the observer turns them into
 * an unknown. Where a reading can do without a part, or where an error is an answer, it says so
 * with {@link #attempt} and {@link #unless}.
 */
public interface Reader extends Clients {

  @Override
  Reader in(String region);

  /** The account's home Region. */
  String homeRegion();

  /** Why nothing may be asked in a Region of this account; empty: it may. */
  Optional<String> exclusion(String region);

  /** A part that the rest can do without: its failure becomes its own unknown. */
  <T> Observed<T> attempt(Supplier<T> ask);

  /** Empty where AWS answers with this error code, which says that there is none. */
  <T> Optional<T> unless(String errorCode, Supplier<T> ask);

  /** Waits for something AWS is preparing; ends early when the reading is cancelled. */
  void pause(Duration time);
}
