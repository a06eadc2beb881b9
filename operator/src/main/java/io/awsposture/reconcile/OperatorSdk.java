package io.awsposture.reconcile;

import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkiverse.operatorsdk.runtime.api.ConfigurationServiceCustomizer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Settings of the operator SDK that no property has. */
@Singleton
public class OperatorSdk implements ConfigurationServiceCustomizer {
  private static final String EVENTS_RECEIVED = "events.received";
  private static final String ACTION = "action";

  private final MeterRegistry registry;

  OperatorSdk(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Consumer<ConfigurationServiceOverrider> overrider() {
    return settings ->
        settings
            .withExecutorService(
                Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("reconcile-", 0).factory()))
            // The extension binds its own metrics too late: the packaged operator would report
            // none.
            .withMetrics(MicrometerMetricsV2.newBuilder(registry).build());
  }

  /**
   * Gives every event counter the same tags. The SDK counts some events with the tag {@code action}
   * and some without, which the Prometheus registry answers with an exception, and that exception
   * ends the SDK's event handling.
   */
  @Produces
  @Singleton
  MeterFilter sameTagsForAllEvents() {
    return new MeterFilter() {
      @Override
      public Meter.Id map(Meter.Id id) {
        return id.getName().endsWith(EVENTS_RECEIVED) && id.getTag(ACTION) == null
            ? id.withTag(Tag.of(ACTION, "NONE"))
            : id;
      }
    };
  }
}
