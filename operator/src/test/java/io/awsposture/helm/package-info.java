/** The Helm chart, held against what it promises. */
@NullMarked
package io.awsposture.helm;

import org.jspecify.annotations.NullMarked;
