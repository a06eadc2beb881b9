package io.awsposture.aws;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Token buckets, one for each account, Region and service (or operation). A throttled answer halves
 * a bucket's rate, a minute of calm after that doubles it again up to its own. Safe for use by many
 * threads; waits are interruptible.
 */
public final class Limiter {
  private static final Duration CALM = Duration.ofMinutes(1);
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
  private static final int SMALLEST_SHARE = 16;

  private final ConcurrentMap<Key, Slot> slots = new ConcurrentHashMap<>();
  private final TimeMeter time;
  private final AtomicLong lastSweep;

  /** An empty limiter: buckets come into being, full, at their first use. */
  public Limiter() {
    this(TimeMeter.SYSTEM_NANOTIME);
  }

  /** A limiter by another clock. */
  Limiter(TimeMeter time) {
    this.time = time;
    this.lastSweep = new AtomicLong(time.currentTimeNanos());
  }

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

  /** How many buckets are kept. */
  int buckets() {
    return slots.size();
  }

  private Slot slot(String account, String region, Service<?> service, String operation) {
    sweep();
    return slots.computeIfAbsent(
        new Key(account, region, service.bucketOf(operation)),
        _ -> new Slot(service.rateOf(operation), time));
  }

  /**
   * A bucket as good as new needs no keeping, and a thousand accounts would have a hundred thousand
   * of them. A thread that was about to take a token from it gets one that nobody counts.
   */
  private void sweep() {
    long last = lastSweep.get();
    long now = time.currentTimeNanos();
    if (now - last > SWEEP_EVERY.toNanos() && lastSweep.compareAndSet(last, now)) {
      slots.values().removeIf(Slot::isAsNew);
    }
  }

  private static final class Slot {
    private final Rate full;
    private final Bucket bucket;
    private final TimeMeter time;
    private int share = 1;
    private long lastChange;
    private long lastThrottle;

    Slot(Rate full, TimeMeter time) {
      this.full = full;
      this.time = time;
      this.bucket =
          Bucket.builder().withCustomTimePrecision(time).addLimit(bandwidth(full, 1)).build();
      this.lastChange = time.currentTimeNanos();
      this.lastThrottle = lastChange;
    }

    void take() throws InterruptedException {
      faster();
      bucket.asBlocking().consume(1);
    }

    synchronized boolean isAsNew() {
      faster();
      return share == 1 && bucket.getAvailableTokens() == full.burst();
    }

    synchronized void slower() {
      lastThrottle = time.currentTimeNanos();
      // Several attempts of one burst are throttled together: they are one reason to slow down, not
      // many.
      if (share < SMALLEST_SHARE && since(lastChange).compareTo(Duration.ofSeconds(1)) > 0
          || share == 1) {
        change(share * 2);
      }
    }

    private synchronized void faster() {
      boolean calm =
          since(lastThrottle).compareTo(CALM) > 0 && since(lastChange).compareTo(CALM) > 0;
      if (share > 1 && calm) {
        change(share / 2);
      }
    }

    private Duration since(long then) {
      return Duration.ofNanos(time.currentTimeNanos() - then);
    }

    private void change(int newShare) {
      share = newShare;
      lastChange = time.currentTimeNanos();
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
