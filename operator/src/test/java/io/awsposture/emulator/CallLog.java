package io.awsposture.emulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes down every call in the order of arrival, with what became of it. */
final class CallLog {
  private static final Pattern ERROR_CODE =
      Pattern.compile("<Code>([^<]+)</Code>|\"__type\"\\s*:\\s*\"(?:[^\"#]*#)?([^\"]+)\"");

  private final List<Call> calls = new ArrayList<>();

  /** Notes a call as unanswered, which a hanging one stays; gives its place. */
  synchronized Call arrived(AwsCall call) {
    Call entry =
        new Call(
            Instant.now(), call.service(), call.operation(), call.region(), call.account(), 0, "");
    calls.add(entry);
    return entry;
  }

  /** Replaces the note by one that tells the outcome. */
  synchronized void ended(Call entry, @Nullable WireAnswer answer) {
    for (int place = calls.size() - 1; answer != null && place >= 0; place--) {
      // By identity: calls of one instant are equal. Not found means that the log was cleared
      // meanwhile.
      if (calls.get(place) == entry) {
        calls.set(
            place,
            new Call(
                entry.instant(),
                entry.service(),
                entry.operation(),
                entry.region(),
                entry.account(),
                answer.status(),
                errorCode(answer)));
        return;
      }
    }
  }

  synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  synchronized void clear() {
    calls.clear();
  }

  private static String errorCode(WireAnswer answer) {
    if (answer.status() < 400) {
      return "";
    }
    String type = answer.header("x-amzn-errortype");
    if (!type.isEmpty()) {
      return type.split(":")[0];
    }
    Matcher code = ERROR_CODE.matcher(answer.text());
    if (!code.find()) {
      return "";
    }
    return code.group(1) != null ? code.group(1) : code.group(2);
  }
}
