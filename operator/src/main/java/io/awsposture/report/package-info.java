/** Status, conditions, events and metrics; names and reasons stand in one place each. */
@NullMarked
package io.awsposture.report;

import org.jspecify.annotations.NullMarked;
