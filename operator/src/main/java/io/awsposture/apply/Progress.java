package io.awsposture.apply;

import io.awsposture.plan.Made;
import io.awsposture.plan.Planned;

/** Who is told how a plan is carried out. */
public interface Progress {
  /**
   * A write leaves now; told on its own thread, again for each further try. Told so that a process
   * which is killed inside the call leaves a trace of it; what came of it is told by {@link #made}.
   */
  default void begins(Planned planned) {}

  /**
   * A change was tried; told before the next one begins, on the thread that carries out the plan.
   */
  void made(Made made);
}
