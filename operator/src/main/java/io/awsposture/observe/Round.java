package io.awsposture.observe;

import io.awsposture.aws.Cause;
import io.awsposture.aws.Cause.ThrottledOut;
import io.awsposture.aws.CauseException;
import io.awsposture.aws.Failures;
import io.awsposture.aws.Service;
import io.awsposture.aws.Session;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The readings of one scan of one account: each is made once per place, on a virtual thread of its
 * own, and shared by all who ask. Each Region has its own deadline, so a Region that does not
 * answer never holds the others.
 *
 * <p>There is no deadlock: parts cannot go in circles, each reading has a thread of its own, and
 * turns to call AWS are held for single calls only. {@link #close} interrupts what still runs.
 */
final class Round implements Observations, AutoCloseable {
  /**
   * Items of an inventory give up this much earlier than whoever waits for it, so that what was
   * read is kept.
   */
  private static final Duration MARGIN = Duration.ofMillis(200);

  private final Session session;
  private final RegionScope scope;
  private final Optional<String> focus;
  private final RoundTrace trace;
  private final Deadline regionDeadline;
  private final Deadline accountDeadline;
  private final ConcurrentMap<Cell, Task<?>> tasks = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private record Cell(Reading<?> reading, String region) {}

  private static final class Task<T> extends FutureTask<Observed<T>> {
    Task(java.util.concurrent.Callable<Observed<T>> work) {
      super(work);
    }
  }

  /**
   * A round whose deadlines begin now.
   *
   * @param focus the ARN that this round is about: inventories that hold it ask for nothing else;
   *     empty: everything
   */
  Round(
      Session session,
      RegionScope scope,
      Optional<String> focus,
      Duration perRegion,
      Duration perAccount) {
    this(session, scope, focus, perRegion, perAccount, new RoundTrace("look"));
  }

  /** As above, shown as {@code trace}. */
  Round(
      Session session,
      RegionScope scope,
      Optional<String> focus,
      Duration perRegion,
      Duration perAccount,
      RoundTrace trace) {
    this.session = session;
    this.scope = scope;
    this.focus = focus;
    this.trace = trace;
    this.regionDeadline = Deadline.in(perRegion);
    this.accountDeadline = Deadline.in(perAccount);
  }

  /** Begins a reading, if nobody has yet. */
  void start(Reading<?> reading, String region) {
    task(reading, place(reading, region));
  }

  @Override
  public <T> Observed<T> of(Reading<T> reading, String region) {
    return deadline(reading).await(task(reading, place(reading, region)));
  }

  /**
   * Everything asked for so far that is unknown, by the reading and its Region; waits for what
   * still runs.
   */
  Map<String, Cause> unknowns() {
    Map<String, Cause> unknown = new LinkedHashMap<>();
    tasks.forEach((cell, task) -> {
      if (deadline(cell.reading()).await(task) instanceof Observed.Unknown<?>(Cause cause)) {
        unknown.put(cell.reading().name() + " in " + cell.region(), cause);
      }
    });
    return unknown;
  }

  @Override
  public void close() {
    closed = true;
    tasks.values().forEach(task -> task.cancel(true));
    trace.end();
  }

  private String place(Reading<?> reading, String region) {
    return switch (reading.scope()) {
      case ACCOUNT -> session.homeRegion();
      case REGION -> region;
    };
  }

  private Deadline deadline(Reading<?> reading) {
    return switch (reading.scope()) {
      case ACCOUNT -> accountDeadline;
      case REGION -> regionDeadline;
    };
  }

  @SuppressWarnings("unchecked") // a cell's task is made from the cell's own reading
  private <T> Task<T> task(Reading<T> reading, String region) {
    Cell cell = new Cell(reading, region);
    Task<T> fresh = new Task<>(() -> trace.reading(reading, region, () -> make(reading, region)));
    Task<?> task = tasks.computeIfAbsent(cell, _ -> fresh);
    if (task == fresh) {
      // Never on the caller's thread: his deadline would end a reading that others share.
      Thread.ofVirtual().name(reading.name() + " " + region).start(fresh);
      if (closed) {
        // Begun by a reading that was on its way when the round ended.
        fresh.cancel(true);
      }
    }
    return (Task<T>) task;
  }

  private <T> Observed<T> make(Reading<T> reading, String region) {
    reading.parts().forEach(part -> start(part, region));
    Observed<T> first = once(reading, region);
    if (first instanceof Observed.Unknown<T>(ThrottledOut _) && !deadline(reading).hasPassed()) {
      // By now the limiter has slowed down: what was throttled out gets one more try.
      return once(reading, region);
    }
    return first;
  }

  private <T> Observed<T> once(Reading<T> reading, String region) {
    try {
      return reading.make(new Asking(session.in(region), deadline(reading)));
    } catch (RuntimeException failure) {
      return Observed.unknown(Failures.cause(failure));
    }
  }

  /** What one reading asks with, in one Region. */
  private final class Asking implements Reading.Parts {
    private final Session in;
    private final Deadline deadline;

    Asking(Session in, Deadline deadline) {
      this.in = in;
      this.deadline = deadline;
    }

    @Override
    public String account() {
      return in.account();
    }

    @Override
    public String partition() {
      return in.partition();
    }

    @Override
    public String region() {
      return in.region();
    }

    @Override
    public String homeRegion() {
      return in.homeRegion();
    }

    @Override
    public Optional<String> exclusion(String region) {
      return scope.whyLeftOut(region, homeRegion());
    }

    @Override
    public Reader in(String region) {
      return new Asking(in.in(region), deadline);
    }

    @Override
    public <C> C use(Service<C> service) {
      return in.use(service);
    }

    @Override
    public <P> Observed<P> part(Reading<P> part) {
      return Round.this.of(part, in.region());
    }

    @Override
    public <K, R> Inventory<R> each(Map<String, K> items, BiFunction<Reader, K, R> ask) {
      Map<String, FutureTask<Observed<R>>> running = new LinkedHashMap<>();
      inFocus(items)
          .forEach((arn, item) ->
              running.put(arn, new FutureTask<>(() -> attempt(() -> ask.apply(this, item)))));
      SideBySide.start("items in " + region(), running.values());
      Map<String, Observed<R>> byArn = new LinkedHashMap<>();
      running.forEach((arn, task) -> {
        Observed<R> answer = deadline.before(MARGIN).await(task);
        task.cancel(true);
        if (!(answer instanceof Observed.Unknown<R>(Cause.Gone _))) {
          byArn.put(arn, answer);
        }
      });
      return new Inventory<>(byArn);
    }

    private <K> Map<String, K> inFocus(Map<String, K> items) {
      return focus
          .flatMap(arn -> Optional.ofNullable(items.get(arn)).map(item -> Map.of(arn, item)))
          .orElse(items);
    }

    @Override
    public <T> Observed<T> attempt(Supplier<T> ask) {
      Observed<T> first = tried(ask);
      return first instanceof Observed.Unknown<T>(ThrottledOut _) && !deadline.hasPassed()
          ? tried(ask)
          : first;
    }

    private <T> Observed<T> tried(Supplier<T> ask) {
      try {
        T answer = ask.get();
        return answer == null
            ? Observed.unknown(new Cause.Broken("AWS answered nothing"))
            : Observed.known(answer);
      } catch (RuntimeException failure) {
        return Observed.unknown(Failures.cause(failure));
      }
    }

    @Override
    public <T> Optional<T> unless(String errorCode, Supplier<T> ask) {
      try {
        return Optional.of(ask.get());
      } catch (RuntimeException failure) {
        if (Failures.codeOf(failure).filter(errorCode::equals).isPresent()) {
          return Optional.empty();
        }
        throw failure;
      }
    }

    @Override
    public void pause(Duration time) {
      try {
        Thread.sleep(time);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new CauseException(new Cause.DeadlinePassed());
      }
    }
  }
}
