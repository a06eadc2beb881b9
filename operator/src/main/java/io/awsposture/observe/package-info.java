/**
 * What AWS is asked and what it answered: {@code Reading}, {@code Observed}, and {@code Observer},
 * which runs the readings a baseline needs.
 */
@NullMarked
package io.awsposture.observe;

import org.jspecify.annotations.NullMarked;
