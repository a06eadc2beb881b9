package io.awsposture.plan;

import io.awsposture.observe.Reading;
import java.util.Optional;
import java.util.function.Function;

/**
 * Something that must hold before one change.
 *
 * @param reading tells
 * @param obstacle what is missing, as a sentence that says what to add; empty: it holds
 */
public record Precondition<P>(Reading<P> reading, Function<P, Optional<String>> obstacle) {}
