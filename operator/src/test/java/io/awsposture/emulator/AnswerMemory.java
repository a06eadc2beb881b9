package io.awsposture.emulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers repeated reads without the emulator, so that a measurement is not one of the emulator. A
 * write makes it forget what it knows of the account.
 */
final class AnswerMemory {
  private record Key(String account, String region, String call, String target, String body) {}

  private final Duration delay;
  private final Map<String, Map<Key, WireAnswer>> byAccount = new ConcurrentHashMap<>();

  AnswerMemory(Duration delay) {
    this.delay = delay;
  }

  WireAnswer answer(AwsCall call, Rules.Onward onward) throws IOException, InterruptedException {
    if (!call.isRead()) {
      byAccount.remove(call.account());
      return onward.answer();
    }
    Key key =
        new Key(
            call.account(),
            call.region(),
            call.name(),
            call.request().target(),
            new String(call.request().body(), StandardCharsets.ISO_8859_1));
    Map<Key, WireAnswer> answers =
        byAccount.computeIfAbsent(call.account(), account -> new ConcurrentHashMap<>());
    WireAnswer known = answers.get(key);
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

  /** Errors may be of the moment; a credential report is worth remembering when it is complete. */
  private static boolean isLasting(AwsCall call, WireAnswer answer) {
    return answer.ok()
        && (!call.operation().equals("GenerateCredentialReport")
            || answer.text().contains("<State>COMPLETE</State>"));
  }
}
