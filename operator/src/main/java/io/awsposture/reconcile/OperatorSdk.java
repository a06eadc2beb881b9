package io.awsposture.reconcile;

import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkiverse.operatorsdk.runtime.api.ConfigurationServiceCustomizer;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Settings of the operator SDK that no property has. */
@Singleton
public class OperatorSdk implements ConfigurationServiceCustomizer {
  private static final String EVENTS_RECEIVED = "events.received";
  private static final String ACTION = "action";

  OperatorSdk() {}

  @Override
  public Consumer<ConfigurationServiceOverrider> overrider() {
    return settings ->
        settings
            .withExecutorService(
                Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("reconcile-", 0).factory()));
  }

  /**
   * The SDK's own meters. The extension binds its metrics too late, so the packaged operator would
   * report none; and controllers ask the configuration service from before {@link #overrider}, so
   * only a bean replaces them.
   */
  @Produces
  @Singleton
  @Unremovable // looked up by the extension at run time
  Metrics metrics(MeterRegistry registry) {
    return MicrometerMetricsV2.newBuilder(registry).build();
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
