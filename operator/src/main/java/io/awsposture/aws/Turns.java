package io.awsposture.aws;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Turns to call AWS: so many at once over all accounts, and at most a quarter of them in one
 * Region, so that a Region which hangs leaves room for the others. A turn ends with its call; one
 * that outlasts what a call may take at all was lost inside the SDK, and is taken back.
 */
final class Turns {
  private static final Duration LOOK_FOR_LOST = Duration.ofSeconds(5);

  private final Semaphore everywhere;
  private final int perRegion;
  private final Duration longest;
  private final ConcurrentMap<String, Semaphore> byRegion = new ConcurrentHashMap<>();
  private final Set<Turn> taken = ConcurrentHashMap.newKeySet();

  /**
   * Turns for this many calls at once.
   *
   * @param longest more than any call takes
   */
  Turns(int atOnce, Duration longest) {
    this.everywhere = new Semaphore(atOnce, true);
    this.perRegion = Math.max(1, atOnce / 4);
    this.longest = longest;
  }

  /** Somebody's turn. */
  final class Turn {
    private final Semaphore there;
    private final long since = System.nanoTime();
    private final AtomicBoolean over = new AtomicBoolean();

    private Turn(Semaphore there) {
      this.there = there;
    }

    /** Lets the next one in; ends only once. */
    void end() {
      if (over.compareAndSet(false, true)) {
        taken.remove(this);
        everywhere.release();
        there.release();
      }
    }
  }

  /** Waits for a turn in the Region. */
  Turn take(String region) throws InterruptedException {
    Semaphore there = byRegion.computeIfAbsent(region, _ -> new Semaphore(perRegion, true));
    acquire(there);
    try {
      acquire(everywhere);
    } catch (InterruptedException stopped) {
      there.release();
      throw stopped;
    }
    Turn turn = new Turn(there);
    taken.add(turn);
    return turn;
  }

  /** How many turns are taken. */
  int taken() {
    return taken.size();
  }

  private void acquire(Semaphore semaphore) throws InterruptedException {
    while (!semaphore.tryAcquire(
        Math.min(LOOK_FOR_LOST.toMillis(), longest.toMillis()), TimeUnit.MILLISECONDS)) {
      taken.stream()
          .filter(turn -> System.nanoTime() - turn.since > longest.toNanos())
          .toList()
          .forEach(Turn::end);
    }
  }
}
