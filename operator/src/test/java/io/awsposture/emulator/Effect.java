package io.awsposture.emulator;

import java.util.function.Function;

/** What a rule does to a call. */
sealed interface Effect {

  /** Answers in place of the emulator. */
  record Answer(Function<AwsCall, WireAnswer> builder) implements Effect {}

  /** Does something first, after which later rules and the emulator have their turn. */
  record First(Step step) implements Effect {}

  /** Never answers. */
  record Hang() implements Effect {}

  /** Drops the connection. */
  record Cut(boolean afterTheEffect) implements Effect {}

  /** Something to do before a call goes on. */
  @FunctionalInterface
  interface Step {
    void run() throws InterruptedException;
  }
}
