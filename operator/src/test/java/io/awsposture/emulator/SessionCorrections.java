package io.awsposture.emulator;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Supplier;

/** STS: sessions end by AWS's clock, which a test may have set, and last no longer than it says. */
final class SessionCorrections {
  private final Supplier<Instant> clock;
  private volatile Duration longest = Duration.ofHours(12);

  SessionCorrections(Supplier<Instant> clock) {
    this.clock = clock;
  }

  void last(Duration atMost) {
    longest = atMost;
  }

  void addTo(Map<String, Correction> byCall) {
    byCall.put("sts:AssumeRole", this::assume);
  }

  private WireAnswer assume(AwsCall call, Moto moto) throws IOException {
    WireAnswer answer = moto.answer(call);
    Duration asked =
        Duration.ofSeconds(
            Long.parseLong(call.request().form().getOrDefault("DurationSeconds", "3600")));
    Duration given = asked.compareTo(longest) < 0 ? asked : longest;
    return answer.withBody(
        answer
            .text()
            .replaceAll(
                "<Expiration>[^<]*</Expiration>",
                "<Expiration>"
                    + clock.get().plus(given).truncatedTo(ChronoUnit.SECONDS)
                    + "</Expiration>"));
  }
}
