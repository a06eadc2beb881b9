package io.awsposture.trace;

import java.util.function.Supplier;

/**
 * Which piece of work this thread does. A thread that is begun for a part of the work is told so
 * with {@link #within}; the knowledge does not pass from thread to thread by itself.
 */
public final class Trace {
  private static final ScopedValue<Span> CURRENT = ScopedValue.newInstance();

  private Trace() {}

  /** The work of this thread; {@link Span#NONE} where nobody watches. */
  public static Span current() {
    return CURRENT.orElse(Span.NONE);
  }

  /** Does something as part of a piece of work, which it does not end. */
  public static <T> T within(Span span, Supplier<T> work) {
    return span == Span.NONE ? work.get() : ScopedValue.where(CURRENT, span).call(work::get);
  }

  /** Does something as part of a piece of work, which it does not end. */
  public static void run(Span span, Runnable work) {
    if (span == Span.NONE) {
      work.run();
    } else {
      ScopedValue.where(CURRENT, span).run(work);
    }
  }

  /** Does something as a part of its own of this thread's work, from its beginning to its end. */
  public static <T> T stage(String name, Supplier<T> work) {
    return stage(current().begin(name), work);
  }

  /** Does something as this piece of work, from its beginning to its end. */
  public static <T> T stage(Span span, Supplier<T> work) {
    try {
      return within(span, work);
    } catch (RuntimeException | Error broken) {
      span.failed(broken.getClass().getSimpleName());
      throw broken;
    } finally {
      span.end();
    }
  }

  /** As {@link #stage(Span, Supplier)}, for what answers nothing. */
  public static void step(Span span, Runnable work) {
    try {
      run(span, work);
    } catch (RuntimeException | Error broken) {
      span.failed(broken.getClass().getSimpleName());
      throw broken;
    } finally {
      span.end();
    }
  }
}
