package io.awsposture.observe;

import io.awsposture.trace.Span;
import io.awsposture.trace.Trace;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Asks for the items of one inventory, some at a time. */
final class SideBySide {
  /**
   * Items that are asked for at the same time. A call that waits for its turn holds its request and
   * its thread's stack, and some accounts have thousands of items.
   */
  private static final int AT_ONCE = 8;

  private SideBySide() {}

  /**
   * Begins with the first of the items; the others follow as threads become free.
   *
   * @param name of the threads, which work on what this thread works on
   */
  static void start(String name, Collection<? extends Runnable> items) {
    Span span = Trace.current();
    Queue<Runnable> waiting = new ConcurrentLinkedQueue<>(items);
    for (int thread = 0; thread < Math.min(AT_ONCE, items.size()); thread++) {
      Thread.ofVirtual().name(name).start(() -> Trace.run(span, () -> runAll(waiting)));
    }
  }

  private static void runAll(Queue<Runnable> waiting) {
    for (Runnable next; (next = waiting.poll()) != null; ) {
      next.run();
    }
  }
}
