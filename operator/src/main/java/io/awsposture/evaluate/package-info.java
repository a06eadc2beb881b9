/** From observations to verdicts and scores. Pure. */
@NullMarked
package io.awsposture.evaluate;

import org.jspecify.annotations.NullMarked;
