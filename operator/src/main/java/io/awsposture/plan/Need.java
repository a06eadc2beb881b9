package io.awsposture.plan;

import io.awsposture.control.Desired;
import io.awsposture.observe.Reading;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Something that must hold before a write, told by a reading that is made only for planned changes.
 *
 * @param actions the IAM actions of the reading, whatever the argument
 * @param under the settings under which it may have to hold at all
 * @param reading tells; empty: nothing needs to hold
 * @param obstacle what is missing, as a sentence that says what to add; empty: it holds
 */
record Need<A, P>(
    Set<String> actions,
    Predicate<Desired> under,
    Function<A, Optional<Reading<P>>> reading,
    BiFunction<P, A, Optional<String>> obstacle) {

  Optional<Precondition<?>> before(A argument) {
    return reading
        .apply(argument)
        .map(tells -> new Precondition<P>(tells, seen -> obstacle.apply(seen, argument)));
  }
}
