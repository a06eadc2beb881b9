/**
 * What SREs see: the dashboards, rules and runbooks beside the code hang together with the metrics,
 * and work in a real Prometheus.
 */
@NullMarked
package io.awsposture.dashboards;

import org.jspecify.annotations.NullMarked;
