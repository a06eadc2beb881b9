package io.awsposture.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void oneRegionNeverTakesAllTurns() throws Exception {
    Turns turns = new Turns(4, LONG);
    turns.take("eu-south-1");

    CompletableFuture<?> second = taking(turns, "eu-south-1");
    turns.take("us-east-1");

    assertThatThrownBy(() -> second.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void allRegionsTogetherHaveSoManyTurns() throws Exception {
    Turns turns = new Turns(1, LONG);
    Turns.Turn first = turns.take("us-east-1");

    CompletableFuture<?> second = taking(turns, "eu-west-1");
    assertThatThrownBy(() -> second.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    first.end();

    assertThat(second.get(10, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void aTurnEndsOnce() throws Exception {
    Turns turns = new Turns(1, LONG);
    Turns.Turn first = turns.take("us-east-1");
    first.end();
    first.end();
    turns.take("us-east-1");

    assertThat(turns.taken()).isEqualTo(1);
    assertThatThrownBy(() -> taking(turns, "us-east-1").get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void aTurnThatNobodyEndsIsTakenBack() throws Exception {
    Turns turns = new Turns(1, Duration.ofMillis(50));
    turns.take("us-east-1");

    assertThat(taking(turns, "us-east-1").get(10, TimeUnit.SECONDS)).isNotNull();
    assertThat(turns.taken()).isEqualTo(1);
  }

  private static CompletableFuture<Turns.Turn> taking(Turns turns, String region) {
    CompletableFuture<Turns.Turn> turn = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            turn.complete(turns.take(region));
          } catch (InterruptedException stopped) {
            turn.completeExceptionally(stopped);
          }
        });
    return turn;
  }
}
