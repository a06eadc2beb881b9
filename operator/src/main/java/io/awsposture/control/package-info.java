/** The contract of a control: what it reads, how it judges one thing, what it would mend. Pure. */
@NullMarked
package io.awsposture.control;

import org.jspecify.annotations.NullMarked;
