/** The container image as it was built, run without a container engine. */
@NullMarked
package io.awsposture.image;

import org.jspecify.annotations.NullMarked;
