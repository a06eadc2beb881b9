package io.awsposture.emulator;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The rules in force, in the order in which they were made. */
final class Rules {

  /** What happens to a call that no rule keeps. */
  @FunctionalInterface
  interface Onward {
    WireAnswer answer() throws IOException, InterruptedException;
  }

  private final List<Rule> rules = new CopyOnWriteArrayList<>();

  void add(Rule rule) {
    rules.add(rule);
  }

  void removeAll() {
    rules.forEach(Rule::remove);
    rules.clear();
  }

  /**
   * The answer by the first rule that keeps the call, else that of the emulator; null for none at
   * all.
   */
  @Nullable WireAnswer answer(AwsCall call, Onward onward)
      throws IOException, InterruptedException {
    for (Rule rule : rules) {
      if (rule.takes(call)) {
        switch (rule.effect()) {
          case Effect.First first -> first.step().run();
          case Effect.Answer answer -> {
            return answer.builder().apply(call);
          }
          case Effect.Hang() -> {
            rule.awaitRemoval();
            return null;
          }
          case Effect.Cut(boolean afterTheEffect) -> {
            if (afterTheEffect) {
              onward.answer();
            }
            return null;
          }
        }
      }
    }
    return onward.answer();
  }
}
