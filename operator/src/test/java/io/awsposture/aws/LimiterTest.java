package io.awsposture.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sts.StsClient;

/** Waits are real, the time between them is not: the limiter's clock stands still. */
@Timeout(60)
class LimiterTest {
  private static final Service<StsClient> SERVICE =
      Service.regional("sts", StsClient::builder, StsClient.serviceMetadata())
          .limits(new Rate(2, 3), new Rate(4, 1));

  /** Below this nobody has waited for a token, however busy the machine is. */
  private static final Duration AT_ONCE = Duration.ofMillis(400);

  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

  private final AtomicLong nanos = new AtomicLong();
  private final Limiter limiter =
      new Limiter(
          new TimeMeter() {
            @Override
            public long currentTimeNanos() {
              return nanos.get();
            }

            @Override
            public boolean isWallClockBased() {
              return false;
            }
          });

  @Test
  void aBurstGoesAtOnceAndWhatFollowsAtTheRate() throws InterruptedException {
    drain("eu-west-1", SERVICE);

    assertThat(read("eu-west-1", SERVICE)).isGreaterThanOrEqualTo(HALF_A_SECOND);
    passes(Duration.ofSeconds(1));
    assertThat(read("eu-west-1", SERVICE))
        .as("two tokens came back in a second, one of them to who had waited")
        .isLessThan(AT_ONCE);
    assertThat(read("eu-west-1", SERVICE)).isGreaterThanOrEqualTo(HALF_A_SECOND);
  }

  @Test
  void aFullBucketHoldsItsBurstAndNoMore() throws InterruptedException {
    drain("eu-west-1", SERVICE);
    passes(Duration.ofHours(1));
    drain("eu-west-1", SERVICE);

    assertThat(read("eu-west-1", SERVICE)).isGreaterThanOrEqualTo(HALF_A_SECOND);
  }

  @Test
  void regionsAccountsAndWritesHaveBucketsOfTheirOwn() throws InterruptedException {
    drain("eu-west-1", SERVICE);

    assertThat(read("us-east-1", SERVICE)).isLessThan(AT_ONCE);
    assertThat(limiter.take("444455556666", "eu-west-1", SERVICE, "ListThings"))
        .isLessThan(AT_ONCE);
    assertThat(limiter.take("111122223333", "eu-west-1", SERVICE, "CreateThing"))
        .isLessThan(AT_ONCE);
    assertThat(limiter.take("111122223333", "eu-west-1", SERVICE, "CreateThing"))
        .isGreaterThanOrEqualTo(Duration.ofMillis(250));
  }

  @Test
  void operationsShareABucketUnlessAwsThrottlesEach() throws InterruptedException {
    drain("eu-west-1", SERVICE);
    assertThat(limiter.take("111122223333", "eu-west-1", SERVICE, "DescribeThings"))
        .isGreaterThanOrEqualTo(HALF_A_SECOND);

    Service<StsClient> each = SERVICE.limitedPerOperation();
    drain("us-east-1", each);
    assertThat(limiter.take("111122223333", "us-east-1", each, "DescribeThings"))
        .isLessThan(AT_ONCE);
  }

  @Test
  void aThrottledAnswerHalvesTheRateAndTheBurstOfThemIsOne() throws InterruptedException {
    for (int count = 0; count < 5; count++) {
      throttled();
    }
    drain("eu-west-1", SERVICE);

    assertThat(read("eu-west-1", SERVICE)).isBetween(ofSeconds(1), ofSeconds(2));
    assertThat(limiter.take("111122223333", "us-east-1", SERVICE, "ListThings"))
        .isLessThan(AT_ONCE);
  }

  @Test
  void throttlesThatGoOnHalveItAgain() throws InterruptedException {
    throttled();
    passes(Duration.ofSeconds(2));
    throttled();
    drain("eu-west-1", SERVICE);

    assertThat(read("eu-west-1", SERVICE)).isGreaterThanOrEqualTo(ofSeconds(2));
  }

  @Test
  void aMinuteOfCalmRestoresIt() throws InterruptedException {
    throttled();
    passes(Duration.ofSeconds(61));
    drain("eu-west-1", SERVICE);

    assertThat(read("eu-west-1", SERVICE)).isBetween(HALF_A_SECOND, ofSeconds(1).minusMillis(1));
  }

  @Test
  void itIsNotCalmWhileAwsStillThrottles() throws InterruptedException {
    Service<StsClient> fast = SERVICE.limits(new Rate(40, 3), new Rate(40, 3));
    for (int count = 0; count < 6; count++) {
      passes(Duration.ofSeconds(30));
      limiter.throttled("111122223333", "eu-west-1", fast, "ListThings");
    }
    passes(Duration.ofSeconds(40));
    drain("eu-west-1", fast);

    assertThat(read("eu-west-1", fast))
        .as("a sixteenth of 40 a second, although the rate was changed last 100 s ago")
        .isGreaterThanOrEqualTo(Duration.ofMillis(400));
  }

  @Test
  void aRetryGoesIntoDebtWithoutWaiting() throws InterruptedException {
    drain("eu-west-1", SERVICE);
    long start = System.nanoTime();
    limiter.takeForRetry("111122223333", "eu-west-1", SERVICE, "ListThings");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);

    assertThat(read("eu-west-1", SERVICE)).isGreaterThanOrEqualTo(ofSeconds(1));
  }

  @Test
  void waitingEndsWithAnInterrupt() throws InterruptedException {
    drain("eu-west-1", SERVICE);
    throttled();
    Thread.currentThread().interrupt();

    org.assertj.core.api.Assertions.assertThatThrownBy(() -> read("eu-west-1", SERVICE))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void fullBucketsAreLetGoOf() throws InterruptedException {
    read("eu-west-1", SERVICE);
    read("eu-west-2", SERVICE);

    passes(Duration.ofSeconds(61));
    read("us-east-1", SERVICE);

    assertThat(limiter.buckets()).isEqualTo(1);
  }

  @Test
  void bucketsThatAreNotFullOrWereSlowedDownAreKept() throws InterruptedException {
    read("eu-west-1", SERVICE.limits(new Rate(0.001, 3), new Rate(0.001, 3)));
    limiter.throttled("111122223333", "eu-west-2", SERVICE, "ListThings");
    passes(Duration.ofSeconds(2));
    limiter.throttled("111122223333", "eu-west-2", SERVICE, "ListThings");

    passes(Duration.ofSeconds(61));
    read("us-east-1", SERVICE);

    assertThat(limiter.buckets()).isEqualTo(3);
  }

  private void throttled() {
    limiter.throttled("111122223333", "eu-west-1", SERVICE, "ListThings");
  }

  private Duration read(String region, Service<?> service) throws InterruptedException {
    return limiter.take("111122223333", region, service, "ListThings");
  }

  private void drain(String region, Service<?> service) throws InterruptedException {
    for (int count = 0; count < 3; count++) {
      assertThat(read(region, service)).isLessThan(AT_ONCE);
    }
  }

  private void passes(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static Duration ofSeconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
