/** A real Kubernetes API server for tests. */
@NullMarked
package io.awsposture.kube;

import org.jspecify.annotations.NullMarked;
