package io.awsposture.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes texts the same in every run: ids that AWS gives out get names, times are told from the
 * scenario's start.
 */
final class Names {
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z");

  /** Ids by their form, for those that nobody gave a name. */
  private static final Map<Pattern, String> UNNAMED = new LinkedHashMap<>();

  static {
    UNNAMED.put(Pattern.compile("\\bc-[0-9a-f]{12}\\b"), "<change>");
    UNNAMED.put(Pattern.compile("\\bp-[0-9a-f]{12}\\b"), "<plan>");
    UNNAMED.put(Pattern.compile("\\bs-[0-9a-f]{12}\\b"), "<setting>");
    UNNAMED.put(Pattern.compile("\\bsg-[0-9a-f]{17}\\b"), "<security-group>");
    UNNAMED.put(Pattern.compile("\\bvpc-[0-9a-f]{8,17}\\b"), "<vpc>");
    UNNAMED.put(Pattern.compile("\\bdetector/[0-9a-f]{32}\\b"), "detector/<detector>");
    // The calls themselves are golden; how many there were differs where some are tried again.
    UNNAMED.put(Pattern.compile("(?m)^  calls: \\d+$"), "  calls: <calls>");
    UNNAMED.put(Pattern.compile("\\bkey/[0-9a-f-]{36}\\b"), "key/<key>");
  }

  private final MovableClock clock;
  private final Map<String, String> given = new LinkedHashMap<>();

  Names(MovableClock clock) {
    this.clock = clock;
  }

  void give(String id, String name) {
    given.put(id, "<" + name + ">");
  }

  /** The text with names for all ids and times. */
  String in(String text) {
    String named = text;
    for (Map.Entry<String, String> id : given.entrySet()) {
      named = named.replace(id.getKey(), id.getValue());
    }
    for (Map.Entry<Pattern, String> form : UNNAMED.entrySet()) {
      named = form.getKey().matcher(named).replaceAll(form.getValue());
    }
    return TIME.matcher(named).replaceAll(time -> sinceStart(Instant.parse(time.group())));
  }

  private String sinceStart(Instant time) {
    Duration since = Duration.between(clock.start(), time);
    if (since.isZero()) {
      return "<start>";
    }
    String length = since.abs().toString().substring(since.toDaysPart() == 0 ? 2 : 1);
    return "<start"
        + (since.isNegative() ? "-" : "+")
        + length.replace("T", "").toLowerCase(java.util.Locale.ROOT)
        + ">";
  }
}
