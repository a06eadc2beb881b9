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

  /** The note on one call. */
  static final class Entry {
    private volatile Call call;

    private Entry(Call call) {
      this.call = call;
    }

    /** Completes the note by the outcome; null for none. */
    void ended(@Nullable WireAnswer answer) {
      if (answer != null) {
        call =
            new Call(
                call.instant(),
                call.service(),
                call.operation(),
                call.region(),
                call.account(),
                answer.status(),
                errorCode(answer),
                call.request());
      }
    }
  }

  private final List<Entry> calls = new ArrayList<>();

  /** Notes a call as unanswered, which a hanging one stays. */
  synchronized Entry arrived(AwsCall call) {
    Entry entry =
        new Entry(
            new Call(
                Instant.now(),
                call.service(),
                call.operation(),
                call.region(),
                call.account(),
                0,
                "",
                call.request().target() + "\n" + call.request().text()));
    calls.add(entry);
    return entry;
  }

  synchronized List<Call> calls() {
    return calls.stream().map(entry -> entry.call).toList();
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
