/** Tiny controls, things and observations by which tests drive the flow without AWS. */
@NullMarked
package io.awsposture.samples;

import org.jspecify.annotations.NullMarked;
