package io.awsposture.emulator;

import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/** One way in which AWS misbehaves for now. */
public final class Rule {
  private final CallPattern pattern;
  private final Effect effect;
  private final BooleanSupplier chance;
  private final CountDownLatch removed = new CountDownLatch(1);
  private int passing;
  private int left = Integer.MAX_VALUE;
  private int hits;

  Rule(CallPattern pattern, Effect effect, BooleanSupplier chance) {
    this.pattern = pattern;
    this.effect = effect;
    this.chance = chance;
  }

  /** Lets the rule act on this many calls only; later ones go on to the next rule. */
  public synchronized Rule times(int count) {
    left = count;
    return this;
  }

  /** Lets this many matching calls pass before the rule begins to act. */
  public synchronized Rule after(int count) {
    passing = count;
    return this;
  }

  /** Ends the rule. Calls that it left hanging lose their connections. */
  public void remove() {
    removed.countDown();
  }

  /** On how many calls it has acted. */
  public synchronized int hits() {
    return hits;
  }

  Effect effect() {
    return effect;
  }

  /** Whether the rule acts on this call; asking counts. */
  synchronized boolean takes(AwsCall call) {
    if (removed.getCount() == 0 || left == 0 || !pattern.matches(call)) {
      return false;
    }
    if (passing > 0) {
      passing--;
      return false;
    }
    if (!chance.getAsBoolean()) {
      return false;
    }
    left--;
    hits++;
    return true;
  }

  void awaitRemoval() throws InterruptedException {
    removed.await();
  }
}
