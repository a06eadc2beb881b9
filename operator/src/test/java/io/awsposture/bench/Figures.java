package io.awsposture.bench;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one scan took.
 *
 * @param cpu user and system time of the process, on all cores
 * @param peakMib of resident memory, since the process began
 * @param heapMib in use at the end; empty where nobody could ask
 */
record Figures(Duration wall, Duration cpu, long peakMib, Optional<Long> heapMib, CallSheet calls) {

  /** Of several runs the one in the middle by wall time. */
  static Figures median(List<Figures> runs) {
    return runs.stream()
        .sorted(Comparator.comparing(Figures::wall))
        .skip(runs.size() / 2)
        .findFirst()
        .orElseThrow();
  }
}
