package io.awsposture.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.awsposture.aws.Cause;
import io.awsposture.aws.CauseException;
import io.awsposture.aws.SampleFailure;
import io.awsposture.aws.SampleSession;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readings that ask for each of many things. */
@Timeout(60)
class InventoryReadingTest {
  private static final String HERE = "eu-west-1";
  private static final Duration LONG = Duration.ofSeconds(30);

  private final CountDownLatch end = new CountDownLatch(1);
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();

  @AfterEach
  void nothingHangsOn() {
    end.countDown();
  }

  @Test
  void oneThatFailsIsUnknownAndTheOthersAreNot() {
    Cause denied = new Cause.Denied("kms:DescribeKey", "");

    Inventory<String> inventory =
        inventory(
            LONG,
            Optional.empty(),
            List.of("c", "a", "b"),
            (_, name) -> {
              if (name.equals("a")) {
                throw new CauseException(denied);
              }
              return "seen " + name;
            });

    assertThat(inventory.byArn())
        .containsExactly(
            Map.entry("arn:c", Observed.known("seen c")),
            Map.entry("arn:a", Observed.unknown(denied)),
            Map.entry("arn:b", Observed.known("seen b")));
    assertThat(inventory.known()).containsExactly("seen c", "seen b");
  }

  @Test
  void whatVanishedMeanwhileIsLeftOut() {
    Inventory<String> inventory =
        inventory(
            LONG,
            Optional.empty(),
            List.of("a", "gone"),
            (_, name) -> {
              if (name.equals("gone")) {
                throw SampleFailure.of("NotFoundException");
              }
              return name;
            });

    assertThat(inventory.byArn()).containsOnlyKeys("arn:a");
  }

  @Test
  void whatWasReadBeforeTheDeadlineIsKept() throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);

    Inventory<String> inventory =
        inventory(
            Duration.ofMillis(900),
            Optional.empty(),
            List.of("a", "slow", "b"),
            (_, name) -> {
              if (name.equals("slow")) {
                try {
                  end.await();
                } catch (InterruptedException _) {
                  stopped.countDown();
                }
              }
              return name;
            });

    assertThat(inventory.byArn())
        .containsExactly(
            Map.entry("arn:a", Observed.known("a")),
            Map.entry("arn:slow", Observed.unknown(new Cause.DeadlinePassed())),
            Map.entry("arn:b", Observed.known("b")));
    assertThat(stopped.await(20, TimeUnit.SECONDS)).as("what is too late is stopped").isTrue();
  }

  @Test
  void eightAreAskedForAtOnceAndNoMore() {
    CountDownLatch eight = new CountDownLatch(8);
    AtomicInteger asking = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<String> names = IntStream.range(0, 300).mapToObj(Integer::toString).toList();

    Inventory<String> inventory =
        inventory(
            LONG,
            Optional.empty(),
            names,
            (_, name) -> {
              most.accumulateAndGet(asking.incrementAndGet(), Math::max);
              eight.countDown();
              boolean inCompany = awaited(eight);
              asking.decrementAndGet();
              return inCompany ? name : "alone";
            });

    assertThat(inventory.known()).containsExactlyElementsOf(names);
    assertThat(most).hasValue(8);
  }

  @Test
  void whatWasThrottledOutGetsOneMoreTry() {
    Inventory<String> inventory =
        inventory(
            LONG,
            Optional.empty(),
            List.of("a", "busy", "hopeless"),
            (_, name) -> {
              int times = asked.merge(name, 1, Integer::sum);
              if (name.equals("hopeless") || name.equals("busy") && times == 1) {
                throw SampleFailure.of("ThrottlingException");
              }
              return name;
            });

    assertThat(inventory.known()).containsExactly("a", "busy");
    assertThat(inventory.byArn().get("arn:hopeless"))
        .isInstanceOfSatisfying(
            Observed.Unknown.class,
            unknown -> assertThat(unknown.cause()).isInstanceOf(Cause.ThrottledOut.class));
    assertThat(asked).isEqualTo(Map.of("a", 1, "busy", 2, "hopeless", 2));
  }

  @Test
  void aNullIsBroken() {
    Inventory<String> inventory =
        inventory(LONG, Optional.empty(), List.of("a"), (_, _) -> nothing());

    assertThat(inventory.byArn())
        .containsExactly(
            Map.entry("arn:a", Observed.unknown(new Cause.Broken("AWS answered nothing"))));
  }

  @Test
  void aFreshLookAtOneThingAsksForNoOther() {
    Inventory<String> inventory =
        inventory(LONG, Optional.of("arn:b"), List.of("a", "b", "c"), this::count);

    assertThat(inventory.byArn()).containsOnlyKeys("arn:b");
    assertThat(asked).isEqualTo(Map.of("b", 1));
  }

  @Test
  void aFreshLookAtSomethingElseAsksForAll() {
    Inventory<String> inventory =
        inventory(LONG, Optional.of("arn:elsewhere"), List.of("a", "b"), this::count);

    assertThat(inventory.byArn()).containsOnlyKeys("arn:a", "arn:b");
  }

  @Test
  void anInventoryKeepsItsOrderAndItsUnknowns() {
    Map<String, Observed<Integer>> byArn = new LinkedHashMap<>();
    byArn.put("arn:2", Observed.known(2));
    byArn.put("arn:1", Observed.unknown(new Cause.DeadlinePassed()));
    Inventory<Integer> inventory = new Inventory<>(byArn);
    byArn.clear();

    assertThat(inventory.map(number -> "n" + number).byArn())
        .containsExactly(
            Map.entry("arn:2", Observed.known("n2")),
            Map.entry("arn:1", Observed.unknown(new Cause.DeadlinePassed())));
    assertThatThrownBy(() -> inventory.byArn().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(Inventory.of(List.of(3, 1), number -> "arn:" + number).byArn())
        .containsExactly(
            Map.entry("arn:3", Observed.known(3)), Map.entry("arn:1", Observed.known(1)));
  }

  @Test
  void actionsAreKnownWithoutAsking() {
    Reading<Map<String, String>> list = Reading.perRegion("keys", "kms:ListKeys").by(_ -> Map.of());
    Reading<Inventory<String>> keys =
        Reading.perRegion("key", "kms:DescribeKey").each(list, (_, id) -> id);

    assertThat(keys.actions()).isEqualTo(Set.of("kms:DescribeKey", "kms:ListKeys"));
    assertThat(keys.parts()).containsExactly(list);
    assertThat(keys.scope()).isEqualTo(Reading.Scope.REGION);
  }

  @Test
  @SuppressWarnings("NullAway") // as it happens to constants that are read before they are set
  void aCircleOfReadingsIsToldApart() {
    Reading<String> unset = null;

    assertThatThrownBy(() -> Reading.perRegion("egg").from(unset, (_, hen) -> hen))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("reading 'egg'")
        .hasMessageContaining("in a circle");
  }

  @Test
  void thingsAreListedByArnInTheirOrder() {
    assertThat(Reading.byArn(List.of("b", "a"), name -> "arn:" + name))
        .containsExactly(Map.entry("arn:b", "b"), Map.entry("arn:a", "a"));
  }

  private String count(Reader aws, String name) {
    asked.merge(name, 1, Integer::sum);
    return name + aws.region();
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      return false;
    }
  }

  @SuppressWarnings("NullAway") // as the SDK, which is not marked, answers
  private static String nothing() {
    return null;
  }

  @Test
  void whatItemsShareIsAskedOnceAndOnlyWhereTheyCallForIt() {
    List<String> asked = new CopyOnWriteArrayList<>();
    Reading.Family<String, Integer> length =
        Reading.perAccount("length", "door:GetLength")
            .of((_, word) -> {
              asked.add(word);
              return word.length();
            });
    Reading<Inventory<String>> words =
        Reading.perRegion("words", "door:ListWords")
            .by(_ ->
                new Inventory<>(
                    Map.of(
                        "arn:1", Observed.known("oak"),
                        "arn:2", Observed.known("oak"),
                        "arn:3", Observed.known("-"),
                        "arn:4", Observed.unknown(new Cause.Broken("half a word")))));
    Reading<Inventory<String>> measured =
        Reading.perRegion("measured")
            .besides(
                words,
                word -> Optional.of(word).filter(it -> !it.equals("-")),
                length,
                (word, answer) -> word + answer.flatMap(Observed::ifKnown).orElse(0));

    try (Round round =
        new Round(
            SampleSession.withoutAws(), RegionScope.ALL_ENABLED, Optional.empty(), LONG, LONG)) {
      assertThat(round.of(measured, HERE).ifKnown().orElseThrow().byArn())
          .containsOnly(
              Map.entry("arn:1", Observed.known("oak3")),
              Map.entry("arn:2", Observed.known("oak3")),
              Map.entry("arn:3", Observed.known("-0")),
              Map.entry("arn:4", Observed.unknown(new Cause.Broken("half a word"))));
    }
    assertThat(asked).containsExactly("oak");
    assertThat(measured.actions()).containsExactly("door:GetLength", "door:ListWords");
  }

  private static Inventory<String> inventory(
      Duration deadline,
      Optional<String> focus,
      List<String> names,
      BiFunction<Reader, String, String> ask) {
    Reading<Map<String, String>> list =
        Reading.perRegion("names").by(_ -> Reading.byArn(names, name -> "arn:" + name));
    Reading<Inventory<String>> each = Reading.perRegion("each").each(list, ask);
    try (Round round =
        new Round(SampleSession.withoutAws(), RegionScope.ALL_ENABLED, focus, deadline, LONG)) {
      Observed<Inventory<String>> answer = round.of(each, HERE);
      assertThat(answer).isInstanceOf(Observed.Known.class);
      return answer.ifKnown().orElseThrow();
    }
  }
}
