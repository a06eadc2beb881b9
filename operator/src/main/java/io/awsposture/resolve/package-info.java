/** From custom resources to the effective baseline of one account. Pure. */
@NullMarked
package io.awsposture.resolve;

import org.jspecify.annotations.NullMarked;
