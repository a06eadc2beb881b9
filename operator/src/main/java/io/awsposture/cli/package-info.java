/** The same flow without Kubernetes. */
@NullMarked
package io.awsposture.cli;

import org.jspecify.annotations.NullMarked;
