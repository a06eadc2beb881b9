package io.awsposture.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LongSummaryStatistics;

/**
 * Prints the figures, a line as soon as it is known, and in the end the calls of the first line.
 */
final class Table {
  private static final String HEADER =
      "%-42s %7s %7s %8s %8s %7s %7s %7s %9s %7s %5s%n"
          .formatted(
              "",
              "wall s",
              "CPU s",
              "RSS MiB",
              "heap MiB",
              "calls",
              "fewest",
              "over %",
              "throttled",
              "calls/s",
              "chain");

  private final PrintStream out;
  private String calls = "";

  Table(PrintStream out) {
    this.out = out;
    out.print(HEADER);
  }

  void add(String what, Figures figures, int fewest) {
    CallSheet sheet = figures.calls();
    int answered = sheet.answered().size();
    out.print(
        "%-42s %7.2f %7.2f %8d %8s %7d %7d %7.1f %9d %7.0f %5d%n"
            .formatted(
                what,
                seconds(figures.wall()),
                seconds(figures.cpu()),
                figures.peakMib(),
                figures.heapMib().map(String::valueOf).orElse("-"),
                answered,
                fewest,
                100.0 * (answered - fewest) / fewest,
                sheet.throttled(),
                answered / seconds(figures.wall()),
                sheet.chain()));
    if (calls.isEmpty()) {
      LongSummaryStatistics perRegion =
          sheet.perRegion().values().stream().mapToLong(Long::longValue).summaryStatistics();
      StringBuilder text =
          new StringBuilder(
              "%nCalls per Region (%s): %d to %d; by operation:%n"
                  .formatted(what, perRegion.getMin(), perRegion.getMax()));
      sheet
          .perOperation()
          .forEach((operation, count) -> text.append("  %-48s %5d%n".formatted(operation, count)));
      calls = text.toString();
    }
  }

  /** The last lines. */
  void end() {
    out.print(calls);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
