package io.awsposture.observe;

import io.awsposture.aws.Cause;
import io.awsposture.aws.CauseException;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What a reading gave. An unknown is never taken for a value: whoever wants one must say what an
 * unknown means to him.
 *
 * @param <T> what is known when it is known; never null
 */
public sealed interface Observed<T> {

  /** AWS answered, and the answer made sense. */
  record Known<T>(T value) implements Observed<T> {}

  /** It could not be read. */
  record Unknown<T>(Cause cause) implements Observed<T> {}

  /** A known value. */
  static <T> Observed<T> known(T value) {
    return new Known<>(value);
  }

  /** An unknown, for this cause. */
  static <T> Observed<T> unknown(Cause cause) {
    return new Unknown<>(cause);
  }

  /** The known value seen another way; an unknown stays as it is. */
  default <R> Observed<R> map(Function<? super T, ? extends R> view) {
    return switch (this) {
      case Known<T>(T value) -> new Known<>(view.apply(value));
      case Unknown<T>(Cause cause) -> new Unknown<>(cause);
    };
  }

  /** What follows from the known value, which may itself be unknown. */
  default <R> Observed<R> then(Function<? super T, Observed<R>> next) {
    return switch (this) {
      case Known<T>(T value) -> next.apply(value);
      case Unknown<T>(Cause cause) -> new Unknown<>(cause);
    };
  }

  /** Both, once both are known; else the first unknown. */
  default <U, R> Observed<R> with(
      Observed<U> other, BiFunction<? super T, ? super U, ? extends R> both) {
    return then(mine -> other.map(theirs -> both.apply(mine, theirs)));
  }

  /** True only when it is known and equals {@code expected}. */
  default boolean isKnown(T expected) {
    return this instanceof Known<T>(T value) && value.equals(expected);
  }

  /**
   * The value.
   *
   * @throws CauseException its cause, where it is not known
   */
  default T orThrow() {
    return switch (this) {
      case Known<T>(T value) -> value;
      case Unknown<T>(Cause cause) -> throw new CauseException(cause);
    };
  }

  /** The value, for those to whom unknown and absent are the same. */
  default Optional<T> ifKnown() {
    return this instanceof Known<T>(T value) ? Optional.of(value) : Optional.empty();
  }
}
