package io.awsposture.emulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers repeated reads without the emulator, so that a measurement is not one of the emulator. A
 * write makes it forget what it knows of the account.
 */
final class AnswerMemory {
  private record Key(String account, String region, String call, String target, String body) {}

  private final Duration delay;
  private final Optional<String> model;
  private final Map<String, Map<Key, WireAnswer>> byAccount = new ConcurrentHashMap<>();

  /**
   * An empty memory.
   *
   * @param delay of each answer from memory
   * @param model the account that accounts of which nothing is known are like; empty: none is
   */
  AnswerMemory(Duration delay, Optional<String> model) {
    this.delay = delay;
    this.model = model;
  }

  WireAnswer answer(AwsCall call, Rules.Onward onward) throws IOException, InterruptedException {
    if (!call.isRead()) {
      byAccount.remove(call.account());
      return onward.answer();
    }
    Key key = key(call, call.account());
    Map<Key, WireAnswer> answers =
        byAccount.computeIfAbsent(call.account(), account -> new ConcurrentHashMap<>());
    WireAnswer known = answers.get(key);
    if (known == null) {
      known = model.map(account -> likeThatOf(account, call)).orElse(null);
    }
    if (known != null) {
      Thread.sleep(delay);
      return known;
    }
    WireAnswer answer = onward.answer();
    if (isLasting(call, answer)) {
      answers.put(key, answer);
    }
    return answer;
  }

  /** AssumeRole is left out: its answer is a key of the one account whose role was asked for. */
  private @Nullable WireAnswer likeThatOf(String account, AwsCall call) {
    if (call.operation().equals("AssumeRole")) {
      return null;
    }
    WireAnswer answer = byAccount.getOrDefault(account, Map.of()).get(key(call, account));
    return answer == null ? null : answer.withBody(answer.text().replace(account, call.account()));
  }

  /** What a call asks, as if the caller were of this account. */
  private static Key key(AwsCall call, String account) {
    return new Key(
        account,
        call.region(),
        call.name(),
        call.request().target().replace(call.account(), account),
        new String(call.request().body(), StandardCharsets.ISO_8859_1)
            .replace(call.account(), account));
  }

  /** Errors may be of the moment; a credential report is worth remembering when it is complete. */
  private static boolean isLasting(AwsCall call, WireAnswer answer) {
    return answer.ok()
        && (!call.operation().equals("GenerateCredentialReport")
            || answer.text().contains("<State>COMPLETE</State>"));
  }
}
