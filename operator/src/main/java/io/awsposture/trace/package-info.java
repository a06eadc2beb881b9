/**
 * What the flow shows of itself while it runs: which work it does, within which. It knows nobody
 * who watches, and costs next to nothing where nobody does.
 */
@NullMarked
package io.awsposture.trace;

import org.jspecify.annotations.NullMarked;
