package io.awsposture.apply;

import io.awsposture.plan.Made;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What came of the last changes, and the stops that follow: of one account where it fails alone, of
 * all accounts where the failures come from several. Not safe for use by many threads.
 */
final class RecentFailures {
  private static final int REMEMBERED = 100;
  private static final int PERCENT_ALLOWED = 5;

  /** One failure in a small fleet is no reason to stop: three are the least that count. */
  private static final int LEAST = 3;

  private static final int LEAST_ACCOUNTS = 2;
  private static final Duration STOP = Duration.ofHours(1);

  private final List<Try> tries = new ArrayList<>();
  private final Set<Denial> denials = new HashSet<>();
  private final Map<String, Instant> stops = new HashMap<>();
  private Optional<Instant> stoppedUntil = Optional.empty();

  /**
   * A change that was tried.
   *
   * @param answered true for a failure by which its account was stopped already: it counts no
   *     further against that account
   */
  private record Try(String account, Instant time, boolean failed, boolean answered) {
    boolean isOpenFailure() {
      return failed && !answered;
    }
  }

  /** What a role lacks, which is known until it goes through. */
  private record Denial(String account, String action) {}

  /** Counts a change that was tried, now or by the process before. */
  void count(String account, Made made) {
    switch (made.outcome()) {
      // Nothing was sent; and what an organization denies is its decision and no fault.
      case DROPPED, DENIED_BY_ORGANIZATION -> {}
      case DENIED -> {
        if (denials.add(new Denial(account, made.action()))) {
          add(new Try(account, made.time(), true, false));
        }
      }
      case APPLIED, SETTLING -> {
        denials.remove(new Denial(account, made.action()));
        add(new Try(account, made.time(), false, false));
      }
      case ANSWER_LOST, FAILED -> add(new Try(account, made.time(), true, false));
    }
  }

  private void add(Try one) {
    tries.add(one);
    // An account that is seen late after a start brings older ones.
    tries.sort(Comparator.comparing(Try::time));
    if (tries.size() > REMEMBERED) {
      tries.removeFirst();
    }
  }

  /** Why an account may not be written now. */
  Optional<Closed> closed(String account, Instant now) {
    stopAccounts();
    stopAll();
    return stoppedUntil
        .filter(now::isBefore)
        .map(until -> closed(until, "the last changes of all accounts"))
        .or(() ->
            Optional.ofNullable(stops.get(account))
                .filter(now::isBefore)
                .map(until -> closed(until, "this account's last changes")));
  }

  private static Closed closed(Instant until, String of) {
    return Closed.until(
        until,
        "TooManyFailures",
        "more than 5 % of "
            + of
            + " failed; writes go on at "
            + until
            + ", look at the events of kind ChangeFailed meanwhile");
  }

  /**
   * Whoever fails alone is stopped alone. To the others all his failures count as one: else a
   * single broken account and somebody's one failure would stop them all.
   */
  private void stopAccounts() {
    Set<String> failing =
        tries.stream().filter(Try::isOpenFailure).map(Try::account).collect(Collectors.toSet());
    for (String account : failing) {
      List<Try> own = tries.stream().filter(it -> it.account().equals(account)).toList();
      List<Try> failed = own.stream().filter(Try::isOpenFailure).toList();
      if (tooMany(failed.size(), own.size())) {
        Try last = failed.getLast();
        stops.put(account, last.time().plus(STOP));
        tries.removeAll(failed);
        add(new Try(account, last.time(), true, true));
      }
    }
  }

  private void stopAll() {
    List<Try> failed = tries.stream().filter(Try::failed).toList();
    long accounts = failed.stream().map(Try::account).distinct().count();
    if (accounts >= LEAST_ACCOUNTS && tooMany(failed.size(), tries.size())) {
      stoppedUntil = Optional.of(failed.getLast().time().plus(STOP));
      tries.clear();
    }
  }

  private static boolean tooMany(int failures, int of) {
    return failures >= LEAST && failures * 100 > PERCENT_ALLOWED * of;
  }
}
