package io.awsposture.control;

import io.avaje.spi.Service;
import io.awsposture.observe.Inventory;
import io.awsposture.observe.Reading;
import io.awsposture.plan.Steps;
import io.awsposture.plan.Write;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One security requirement: one reading, one judgement of one thing, at most one fix. Controls are
 * found by {@code ServiceLoader}; there is no list to add them to.
 *
 * <p>{@code judge} and {@code fix} are pure and total. What could not be read never reaches them.
 *
 * @param <T> the thing that is judged
 */
@Service
public abstract sealed class Control<T> {
  private final Set<Write<?>> writes;

  private Control(Write<?>... writes) {
    this.writes = Collections.unmodifiableSet(new LinkedHashSet<>(List.of(writes)));
  }

  /**
   * A control that judges the account as a whole, once or in each Region, as its reading's scope
   * says.
   */
  public abstract static non-sealed class OfAccount<T> extends Control<T> {
    private final Reading<T> reading;

    /** A control on this reading; {@code writes} are all that its fix may use. */
    protected OfAccount(Reading<T> reading, Write<?>... writes) {
      super(writes);
      this.reading = reading;
    }

    @Override
    public final Reading<T> reading() {
      return reading;
    }

    @Override
    public Reading<T> reading(Desired desired) {
      return reading;
    }
  }

  /** A control that judges each resource of an inventory. */
  public abstract static non-sealed class OfResource<R> extends Control<R> {
    private final Reading<Inventory<R>> reading;

    /** A control on this reading; {@code writes} are all that its fix may use. */
    protected OfResource(Reading<Inventory<R>> reading, Write<?>... writes) {
      super(writes);
      this.reading = reading;
    }

    @Override
    public final Reading<Inventory<R>> reading() {
      return reading;
    }

    @Override
    public final Reading<Inventory<R>> reading(Desired desired) {
      return reading;
    }
  }

  /** Says whether one thing meets the requirement. */
  public abstract Judgement judge(T seen, Scene scene);

  /**
   * The steps, in order, that would mend a thing that failed; asked only where nobody else owns the
   * setting. Each step follows from what was observed, so an interrupted fix goes on by itself.
   */
  public Steps fix(T seen, Scene scene) {
    return Steps.none();
  }

  /** All that it may read. */
  public abstract Reading<?> reading();

  /**
   * What it reads under these settings: {@link #reading()}, or one of the same scope that asks for
   * less where they call for less.
   */
  public abstract Reading<?> reading(Desired desired);

  /** Everything its fix may write. */
  public final Set<Write<?>> writes() {
    return writes;
  }

  /** Its permanent id. */
  public final String id() {
    return info().id();
  }

  /** What the catalogue says of it. */
  public final ControlInfo info() {
    ControlInfo info = getClass().getAnnotation(ControlInfo.class);
    if (info == null) {
      throw new IllegalStateException(getClass().getName() + " has no @ControlInfo");
    }
    return info;
  }

  @Override
  public final String toString() {
    return id();
  }
}
