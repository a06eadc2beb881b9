/** {@code make bench}: how long scans take, and what they cost. No test; run by hand. */
@NullMarked
package io.awsposture.bench;

import org.jspecify.annotations.NullMarked;
