/** Changes as data, and the plan that orders and holds them. Pure. */
@NullMarked
package io.awsposture.plan;

import org.jspecify.annotations.NullMarked;
