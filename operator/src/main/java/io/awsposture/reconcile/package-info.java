/** The JOSDK shell: thin reconcilers, and the scheduler that scans beside them. */
@NullMarked
package io.awsposture.reconcile;

import org.jspecify.annotations.NullMarked;
