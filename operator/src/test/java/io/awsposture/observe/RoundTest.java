package io.awsposture.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.aws.Cause;
import io.awsposture.aws.CauseException;
import io.awsposture.aws.SampleFailure;
import io.awsposture.aws.SampleSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readings of plain lambdas: shared, side by side, each Region under its own deadline. */
@Timeout(60)
class RoundTest {
  private static final String HERE = "eu-west-1";
  private static final String THERE = "us-west-2";
  private static final Duration LONG = Duration.ofSeconds(30);

  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger made = new AtomicInteger();

  private final Reading<Integer> counted =
      Reading.perRegion("counted", "a:Count").by(_ -> made.incrementAndGet());

  @AfterEach
  void nothingHangsOn() {
    end.countDown();
  }

  @Test
  void aReadingIsMadeOncePerRegionWhoeverAsks() {
    Reading<String> one = Reading.perRegion("one").from(counted, (_, number) -> "one " + number);
    Reading<String> two =
        Reading.perRegion("two").from(counted, one, (number, text) -> number + " and " + text);
    try (Round round = round(LONG)) {
      round.start(two, HERE);
      assertThat(round.of(one, HERE)).isEqualTo(Observed.known("one 1"));
      assertThat(round.of(two, HERE)).isEqualTo(Observed.known("1 and one 1"));
      assertThat(round.of(counted, HERE)).isEqualTo(Observed.known(1));
      assertThat(round.of(counted, THERE)).isEqualTo(Observed.known(2));
    }
    assertThat(made).hasValue(2);
  }

  @Test
  void aReadingOfTheAccountIsMadeOnceAndAtHome() {
    Reading<String> account =
        Reading.perAccount("account", "a:B").by(aws -> made.incrementAndGet() + aws.region());
    Reading<String> regional =
        Reading.perRegion("regional")
            .from(account, (aws, text) -> text + " seen from " + aws.region());
    try (Round round = round(LONG)) {
      assertThat(round.of(regional, HERE))
          .isEqualTo(Observed.known("1us-east-1 seen from " + HERE));
      assertThat(round.of(regional, THERE))
          .isEqualTo(Observed.known("1us-east-1 seen from " + THERE));
      assertThat(round.of(account, THERE)).isEqualTo(Observed.known("1us-east-1"));
    }
  }

  @Test
  void partsAreReadSideBySide() {
    CyclicBarrier meeting = new CyclicBarrier(2);
    Reading<Boolean> left = Reading.perRegion("left").by(_ -> meets(meeting));
    Reading<Boolean> right = Reading.perRegion("right").by(_ -> meets(meeting));
    Reading<Boolean> both = Reading.perRegion("both").from(left, right, Boolean::logicalAnd);
    try (Round round = round(LONG)) {
      assertThat(round.of(both, HERE)).isEqualTo(Observed.known(true));
    }
  }

  @Test
  void regionsAreReadSideBySide() {
    CyclicBarrier meeting = new CyclicBarrier(2);
    Reading<Boolean> reading = Reading.perRegion("reading").by(_ -> meets(meeting));
    try (Round round = round(LONG)) {
      round.start(reading, HERE);
      round.start(reading, THERE);
      assertThat(round.of(reading, HERE)).isEqualTo(Observed.known(true));
      assertThat(round.of(reading, THERE)).isEqualTo(Observed.known(true));
    }
  }

  @Test
  void aRegionThatHangsHoldsNoOther() {
    Reading<String> reading =
        Reading.perRegion("reading").by(aws -> aws.region().equals(HERE) ? hang() : "answer");
    try (Round round = round(Duration.ofMillis(600))) {
      round.start(reading, HERE);
      assertThat(round.of(reading, THERE)).isEqualTo(Observed.known("answer"));
      assertThat(round.of(reading, HERE)).isEqualTo(unknown(new Cause.DeadlinePassed()));
      assertThat(round.of(reading, THERE)).isEqualTo(Observed.known("answer"));
    }
  }

  @Test
  void theAccountHasADeadlineOfItsOwn() {
    Reading<String> account = Reading.perAccount("account").by(_ -> hang());
    Reading<String> region = Reading.perRegion("region").by(_ -> hang());
    try (Round round =
        new Round(
            SampleSession.withoutAws(),
            RegionScope.ALL_ENABLED,
            Optional.empty(),
            LONG,
            Duration.ofMillis(300))) {
      Instant start = Instant.now();
      round.start(region, HERE);
      assertThat(round.of(account, HERE)).isEqualTo(unknown(new Cause.DeadlinePassed()));
      assertThat(Duration.between(start, Instant.now())).isLessThan(LONG);
    }
  }

  @Test
  void whatIsBuiltOnAnUnknownIsUnknownForTheSameCause() {
    Cause denied = new Cause.Denied("a:B", "");
    Reading<String> part = Reading.perRegion("part").by(_ -> refused(denied));
    Reading<String> whole =
        Reading.perRegion("whole").from(part, (_, _) -> "" + made.incrementAndGet());
    Reading<String> couple = Reading.perRegion("couple").from(counted, part, (_, _) -> "");
    try (Round round = round(LONG)) {
      assertThat(round.of(whole, HERE)).isEqualTo(unknown(denied));
      assertThat(round.of(couple, HERE)).isEqualTo(unknown(denied));
      assertThat(round.unknowns())
          .containsOnly(
              Map.entry("part in " + HERE, denied),
              Map.entry("whole in " + HERE, denied),
              Map.entry("couple in " + HERE, denied));
    }
    assertThat(made).hasValue(1);
  }

  @Test
  void aToleratedReadingIsAlwaysKnown() {
    Cause denied = new Cause.Denied("a:B", "");
    Reading<String> part = Reading.perRegion("part", "a:B").by(_ -> refused(denied));
    Reading<Observed<String>> tolerated = part.tolerated();
    try (Round round = round(LONG)) {
      assertThat(round.of(tolerated, HERE)).isEqualTo(Observed.known(unknown(denied)));
    }
    assertThat(tolerated.actions()).containsExactly("a:B");
  }

  @Test
  void aSecondPartIsReadOnlyWhereTheFirstCallsForIt() {
    Reading<Boolean> first = Reading.perRegion("first").by(aws -> aws.region().equals(HERE));
    Reading<String> reading =
        Reading.perRegion("reading")
            .from(
                first,
                (Boolean yes) -> yes,
                counted,
                (_, number) -> number.map(it -> "counted " + it).orElse("nothing"));
    try (Round round = round(LONG)) {
      assertThat(round.of(reading, THERE)).isEqualTo(Observed.known("nothing"));
      assertThat(made).hasValue(0);
      assertThat(round.of(reading, HERE)).isEqualTo(Observed.known("counted 1"));
    }
    assertThat(reading.actions()).containsExactly("a:Count");
  }

  @Test
  void anAnswerThatMakesNoSenseIsBroken() {
    Reading<String> nothing = Reading.perRegion("nothing").by(_ -> nothing());
    Reading<Integer> member = Reading.perRegion("member").by(_ -> nothing().length());
    Reading<String> error =
        Reading.perRegion("error")
            .by(_ -> {
              throw new AssertionError("a bug");
            });
    try (Round round = round(LONG)) {
      assertThat(round.of(nothing, HERE))
          .isEqualTo(unknown(new Cause.Broken("nothing: AWS answered nothing")));
      assertThat(cause(round.of(member, HERE))).isInstanceOf(Cause.Broken.class);
      assertThat(cause(round.of(error, HERE)).text()).contains("a bug");
    }
  }

  @Test
  void whatWasThrottledOutGetsOneMoreTryAndNoThird() {
    Reading<Integer> once = Reading.perRegion("once").by(_ -> throttledBefore(2));
    Reading<Integer> ever = Reading.perRegion("ever").by(_ -> throttledBefore(1000));
    try (Round round = round(LONG)) {
      assertThat(round.of(once, HERE)).isEqualTo(Observed.known(2));
      made.set(0);
      assertThat(cause(round.of(ever, HERE))).isInstanceOf(Cause.ThrottledOut.class);
      assertThat(made).hasValue(2);
    }
  }

  @Test
  void whatWasRefusedIsNotTriedAgain() {
    Reading<String> reading =
        Reading.perRegion("reading")
            .by(_ -> {
              made.incrementAndGet();
              throw SampleFailure.of("AccessDenied");
            });
    try (Round round = round(LONG)) {
      assertThat(cause(round.of(reading, HERE))).isInstanceOf(Cause.Denied.class);
      assertThat(made).hasValue(1);
    }
  }

  @Test
  void aPartThatTheRestCanDoWithoutIsItsOwnUnknown() {
    Reading<List<Observed<Integer>>> reading =
        Reading.perRegion("reading")
            .by(aws ->
                List.of(
                    aws.attempt(() -> 7),
                    aws.attempt(() -> refused(new Cause.NotYet("soon")).length()),
                    aws.attempt(() -> throttledBefore(2))));
    try (Round round = round(LONG)) {
      assertThat(round.of(reading, HERE))
          .isEqualTo(
              Observed.known(
                  List.of(
                      Observed.known(7), unknown(new Cause.NotYet("soon")), Observed.known(2))));
    }
  }

  @Test
  void anErrorMayBeAnAnswer() {
    Reading<Optional<String>> reading =
        Reading.perRegion("reading")
            .by(aws ->
                aws.unless(
                    "NoSuchThing",
                    () -> {
                      throw SampleFailure.of(
                          aws.region().equals(HERE) ? "NoSuchThing" : "AccessDenied");
                    }));
    Reading<Optional<String>> found =
        Reading.perRegion("found").by(aws -> aws.unless("NoSuchThing", () -> "there"));
    try (Round round = round(LONG)) {
      assertThat(round.of(reading, HERE)).isEqualTo(Observed.known(Optional.empty()));
      assertThat(cause(round.of(reading, THERE))).isInstanceOf(Cause.Denied.class);
      assertThat(round.of(found, HERE)).isEqualTo(Observed.known(Optional.of("there")));
    }
  }

  @Test
  void closingInterruptsWhatStillRuns() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Reading<String> reading =
        Reading.perRegion("reading")
            .by(aws -> {
              running.countDown();
              try {
                aws.pause(LONG);
                return "slept well";
              } finally {
                stopped.countDown();
              }
            });
    Round round = round(LONG);
    round.start(reading, HERE);
    assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
    round.close();

    assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(round.of(reading, HERE)).isEqualTo(unknown(new Cause.DeadlinePassed()));
  }

  @Test
  void whatAReadingStillBeginsWhenTheRoundIsOverIsStoppedToo() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    AtomicBoolean began = new AtomicBoolean();
    Reading<Boolean> stubborn =
        Reading.perRegion("stubborn")
            .by(_ -> {
              running.countDown();
              awaitWhateverHappens(closed);
              return true;
            });
    Reading<String> late =
        Reading.perRegion("late")
            .by(_ -> {
              began.set(true);
              try {
                return hang();
              } finally {
                stopped.countDown();
              }
            });
    Reading<String> reading =
        Reading.perRegion("reading")
            .from(stubborn, (Boolean _) -> true, late, (_, text) -> text.orElse(""));
    Round round = round(LONG);
    round.start(reading, HERE);
    assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
    round.close();
    closed.countDown();
    round.start(late, HERE);

    assertThat(round.of(late, HERE)).isEqualTo(unknown(new Cause.DeadlinePassed()));
    // It may have been stopped before its thread came to run it at all.
    if (began.get()) {
      assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void twoReadingsOfOneNameAreTheSame() {
    Reading.Family<String, String> family =
        Reading.perRegion("policy of bucket", "s3:GetBucketPolicy")
            .of((_, bucket) -> bucket + made.incrementAndGet());
    try (Round round = round(LONG)) {
      assertThat(round.of(family.of("a"), HERE)).isEqualTo(Observed.known("a1"));
      assertThat(round.of(family.of("a"), HERE)).isEqualTo(Observed.known("a1"));
      assertThat(round.of(family.of("b"), HERE)).isEqualTo(Observed.known("b2"));
    }
    assertThat(family.of("a")).isEqualTo(family.of("a")).isNotEqualTo(family.of("b"));
    assertThat(family.of("a").actions()).isEqualTo(family.actions());
  }

  private int throttledBefore(int tries) {
    if (made.incrementAndGet() < tries) {
      throw SampleFailure.of("ThrottlingException");
    }
    return made.get();
  }

  private static boolean meets(CyclicBarrier meeting) {
    try {
      meeting.await(20, TimeUnit.SECONDS);
      return true;
    } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
      throw new IllegalStateException(alone);
    }
  }

  private String hang() {
    try {
      end.await();
      return "too late";
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted");
    }
  }

  private static void awaitWhateverHappens(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static String refused(Cause cause) {
    throw new CauseException(cause);
  }

  @SuppressWarnings("NullAway") // as the SDK, which is not marked, answers
  private static String nothing() {
    return null;
  }

  private static <T> Observed<T> unknown(Cause cause) {
    return Observed.unknown(cause);
  }

  private static Cause cause(Observed<?> answer) {
    assertThat(answer).isInstanceOf(Observed.Unknown.class);
    return ((Observed.Unknown<?>) answer).cause();
  }

  private static Round round(Duration perRegion) {
    return new Round(
        SampleSession.withoutAws(), RegionScope.ALL_ENABLED, Optional.empty(), perRegion, LONG);
  }
}
