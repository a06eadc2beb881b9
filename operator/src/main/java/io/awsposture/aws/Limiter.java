package io.awsposture.aws;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Token buckets, one for each account, Region and service (or operation). A throttled answer halves
 * a bucket's rate, a minute of calm after that doubles it again up to its own. Safe for use by many
 * threads; waits are interruptible.
 */
public final class Limiter {
  private static final Duration CALM = Duration.ofMinutes(1);
  private static final int SMALLEST_SHARE = 16;

  private final ConcurrentMap<Key, Slot> slots = new ConcurrentHashMap<>();

  /** An empty limiter: buckets come into being, full, at their first use. */
  public Limiter() {}

  private record Key(String account, String region, String bucket) {}

  /** Waits for a token; returns how long it waited. */
  Duration take(String account, String region, Service<?> service, String operation)
      throws InterruptedException {
    long start = System.nanoTime();
    slot(account, region, service, operation).take();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /**
   * Takes a token without waiting, into debt if there is none: retries happen inside the call's own
   * time limit.
   */
  void takeForRetry(String account, String region, Service<?> service, String operation) {
    slot(account, region, service, operation).bucket.consumeIgnoringRateLimits(1);
  }

  /** AWS throttled a call of this bucket. */
  void throttled(String account, String region, Service<?> service, String operation) {
    slot(account, region, service, operation).slower();
  }

  private Slot slot(String account, String region, Service<?> service, String operation) {
    return slots.computeIfAbsent(
        new Key(account, region, service.bucketOf(operation)),
        _ -> new Slot(service.rateOf(operation)));
  }

  private static final class Slot {
    private final Rate full;
    private final Bucket bucket;
    private int share = 1;
    private long lastChange = System.nanoTime();

    Slot(Rate full) {
      this.full = full;
      this.bucket = Bucket.builder().addLimit(bandwidth(full, 1)).build();
    }

    void take() throws InterruptedException {
      faster();
      bucket.asBlocking().consume(1);
    }

    synchronized void slower() {
      // Several attempts of one burst are throttled together: they are one reason to slow down, not
      // many.
      if (share < SMALLEST_SHARE && sinceChange().compareTo(Duration.ofSeconds(1)) > 0
          || share == 1) {
        change(share * 2);
      }
    }

    private synchronized void faster() {
      if (share > 1 && sinceChange().compareTo(CALM) > 0) {
        change(share / 2);
      }
    }

    private Duration sinceChange() {
      return Duration.ofNanos(System.nanoTime() - lastChange);
    }

    private void change(int newShare) {
      share = newShare;
      lastChange = System.nanoTime();
      bucket.replaceConfiguration(
          BucketConfiguration.builder().addLimit(bandwidth(full, share)).build(),
          TokensInheritanceStrategy.AS_IS);
    }

    private static Bandwidth bandwidth(Rate rate, int share) {
      // One token each period keeps slow rates exact: 0.1 a second is one token in ten seconds.
      Duration period = Duration.ofNanos((long) (1e9 * share / rate.perSecond()));
      return Bandwidth.builder().capacity(rate.burst()).refillGreedy(1, period).build();
    }
  }
}
