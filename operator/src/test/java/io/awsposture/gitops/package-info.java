/** What Flux and Argo CD make of our objects, and our examples for them. */
@NullMarked
package io.awsposture.gitops;

import org.jspecify.annotations.NullMarked;
