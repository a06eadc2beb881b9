/** Tests of what stands between Kubernetes and the pipeline, without either. */
@NullMarked
package io.awsposture.reconcile;

import org.jspecify.annotations.NullMarked;
