/** Carries out a plan: looks again, writes, reads back, records. */
@NullMarked
package io.awsposture.apply;

import org.jspecify.annotations.NullMarked;
