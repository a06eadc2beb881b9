/** Who may write what: the chart's admission policies on a real API server. */
@NullMarked
package io.awsposture.admission;

import org.jspecify.annotations.NullMarked;
