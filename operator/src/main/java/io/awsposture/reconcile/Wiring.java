package io.awsposture.reconcile;

import io.awsposture.OperatorConfig;
import io.awsposture.Pipeline;
import io.awsposture.apply.Applier;
import io.awsposture.apply.FleetBrakes;
import io.awsposture.apply.Gate;
import io.awsposture.aws.AccountRegions;
import io.awsposture.aws.AwsSettings;
import io.awsposture.aws.Connector;
import io.awsposture.control.Catalogue;
import io.awsposture.observe.Observer;
import io.awsposture.report.AccountMetrics;
import io.awsposture.report.AccountStatusBuilder;
import io.awsposture.report.BaselineStatusBuilder;
import io.awsposture.report.CallMetrics;
import io.awsposture.report.ChangeLog;
import io.awsposture.report.OnwardTime;
import io.awsposture.report.OperatorMeters;
import io.awsposture.report.ScanTraces;
import io.awsposture.resolve.Resolver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the flow together, once per process. Nothing of the flow itself knows the container. */
@ApplicationScoped
public class Wiring {
  private static final List<Duration> READ_BACK =
      List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));

  Wiring() {}

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  OnwardTime onwardTime(Clock clock) {
    return new OnwardTime(clock);
  }

  @Produces
  @Singleton
  Catalogue catalogue() {
    return Catalogue.load();
  }

  @Produces
  @Singleton
  AccountStatusBuilder accountStatuses() {
    return new AccountStatusBuilder();
  }

  @Produces
  @Singleton
  BaselineStatusBuilder baselineStatuses() {
    return new BaselineStatusBuilder();
  }

  @Produces
  @Singleton
  ChangeLog changeLog() {
    return new ChangeLog();
  }

  @Produces
  @Singleton
  ScanTraces traces(
      OpenTelemetry openTelemetry,
      @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean disabled,
      Clock clock) {
    return new ScanTraces(
        disabled ? Optional.empty() : Optional.of(openTelemetry.getTracer("io.awsposture")), clock);
  }

  @Produces
  @Singleton
  CallMetrics callMetrics(MeterRegistry registry) {
    return new CallMetrics(registry);
  }

  @Produces
  @Singleton
  OperatorMeters operatorMeters(
      MeterRegistry registry,
      @ConfigProperty(name = "quarkus.application.version") String version,
      Shards shards,
      Leadership leadership,
      WriteSwitch writeSwitch) {
    return new OperatorMeters(
        registry, version, shards.index(), leadership::ledLately, writeSwitch::wasOnLately);
  }

  @Produces
  @Singleton
  @SuppressWarnings("deprecation") // it is the one that Quarkus brings
  AccountMetrics accountMetrics(
      AccountStates states,
      SuppressionReconciler suppressions,
      PlanApprovalReconciler approvals,
      OperatorConfig config,
      PrometheusMeterRegistry registry,
      Leadership leadership,
      OnwardTime time) {
    AccountMetrics metrics =
        new AccountMetrics(
            states::views,
            suppressions::granted,
            approvals::all,
            leadership::ledLately,
            config.metricLabels().orElse(Set.of()),
            time);
    metrics.bindTo(registry);
    return metrics;
  }

  @Produces
  @Singleton
  Connector connector(CallMetrics metrics, ScanTraces traces, Clock clock) {
    return new Connector(AwsSettings.defaults(), metrics.and(traces), clock);
  }

  void close(@Disposes Connector connector) {
    connector.close();
  }

  @Produces
  @Singleton
  FleetBrakes brakes(OperatorConfig config, Shards shards, Clock clock) {
    return new FleetBrakes(
        clock, shards.part(config.writes().perHour()), shards.part(config.writes().perDay()));
  }

  @Produces
  @Singleton
  Pipeline pipeline(
      Catalogue catalogue,
      Connector connector,
      FleetBrakes brakes,
      OperatorConfig config,
      Clock clock) {
    Observer observer =
        new Observer(
            new AccountRegions(clock),
            config.scans().regionDeadline(),
            config.scans().accountDeadline());
    Gate gate = new Gate(config.installation(), config.protectedAccounts().orElse(Set.of()), clock);
    Applier applier = new Applier(connector, gate, brakes, clock, READ_BACK);
    return new Pipeline(
        new Resolver(catalogue),
        connector,
        observer,
        applier,
        config.installation(),
        config.soak(),
        clock);
  }
}
