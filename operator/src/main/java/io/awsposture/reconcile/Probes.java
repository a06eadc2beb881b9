package io.awsposture.reconcile;

import io.javaoperatorsdk.operator.Operator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * What Kubernetes may conclude: restart us when we no longer look for due scans, wait for us until
 * we watch.
 */
@ApplicationScoped
public class Probes {
  Probes() {}

  @Produces
  @Liveness
  HealthCheck scheduler(Scans scans) {
    return () -> HealthCheckResponse.named("scheduler").status(scans.isTicking()).build();
  }

  @Produces
  @Readiness
  HealthCheck controllers(Operator operator) {
    return () ->
        HealthCheckResponse.named("controllers")
            .status(operator.getRuntimeInfo().isStarted())
            .build();
  }
}
