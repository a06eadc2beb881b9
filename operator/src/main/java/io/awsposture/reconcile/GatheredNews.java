package io.awsposture.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * News of accounts for a controller whose objects add up what accounts came to. Accounts report
 * often, so their news are gathered for a moment before all objects look at them.
 */
final class GatheredNews<P extends HasMetadata> {
  private static final Duration GATHER = Duration.ofSeconds(2);

  private final SimpleInboundEventSource<P> wakes = new SimpleInboundEventSource<>("wakes");
  private final AtomicBoolean gathering = new AtomicBoolean();
  private final ScheduledExecutorService later;
  private volatile Supplier<Stream<P>> there = Stream::empty;

  GatheredNews(String thread) {
    later =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name(thread).daemon().factory());
  }

  /** What wakes the objects of this controller. */
  EventSource<?, P> of(EventSourceContext<P> context) {
    there = context.getPrimaryCache()::list;
    return wakes;
  }

  /** Some account has news: every object looks again in a moment. */
  void arrived() {
    if (gathering.compareAndSet(false, true)) {
      later.schedule(
          () -> {
            gathering.set(false);
            objects().forEach(wakes::propagateEvent);
          },
          GATHER.toMillis(),
          TimeUnit.MILLISECONDS);
    }
  }

  /** The objects that there are, as the API server has them. */
  Stream<P> all() {
    return there.get();
  }

  /** The names of the objects that there are. */
  Set<ResourceID> objects() {
    return there.get().map(ResourceID::fromResource).collect(Collectors.toUnmodifiableSet());
  }
}
