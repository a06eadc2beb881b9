package io.awsposture.aws;

import io.awsposture.aws.CallGate.Door;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * Builds the SDK's clients: all share one pool of connections, and every call passes a {@link
 * CallGate}.
 */
final class ClientMaker implements AutoCloseable {
  /**
   * Between attempts of a throttled read, half of it by chance. The SDK begins at 1 s to be polite;
   * here that is the limiter's part, which lets fewer new calls leave from then on.
   */
  private static final BackoffStrategy AFTER_THROTTLE =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(25), Duration.ofSeconds(1));

  private final AwsSettings settings;
  private final SdkHttpClient http;

  /**
   * Ends calls that take too long. A scan has a hundred clients, and each would bring 5 threads.
   */
  private final ScheduledExecutorService timeouts =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().name("aws-timeouts-", 0).daemon().factory());

  ClientMaker(AwsSettings settings) {
    this.settings = settings;
    // The pool counts all endpoints together and evicts the oldest: with fewer than 512 it keeps
    // reconnecting.
    this.http =
        Apache5HttpClient.builder()
            .maxConnections(Math.max(1024, 2 * settings.callsAtOnce()))
            .connectionMaxIdleTime(Duration.ofSeconds(60))
            .connectionTimeout(Duration.ofSeconds(3))
            .build();
  }

  <C> C make(
      Service<C> service,
      AwsCredentialsProvider credentials,
      String account,
      String region,
      Door door,
      RetryStrategy retries) {
    return service.client(
        new Service.Setup() {
          @Override
          public <B extends AwsClientBuilder<B, T> & AwsSyncClientBuilder<B, T>, T> T finish(
              B builder) {
            ClientOverrideConfiguration.Builder override =
                ClientOverrideConfiguration.builder()
                    .apiCallTimeout(settings.callTimeout())
                    .apiCallAttemptTimeout(settings.attemptTimeout())
                    .scheduledExecutorService(timeouts)
                    .retryStrategy(retries)
                    .addExecutionInterceptor(new CallGate(service, account, region, door))
                    .addMetricPublisher(new CallCounter(service, account, region, door));
            if (settings.isOverridden()) {
              PlainHosts.on(builder, override);
            }
            settings.endpoint().ifPresent(builder::endpointOverride);
            return builder
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(override.build())
                .build();
          }
        });
  }

  /** For reads: they may be made again after any failure. */
  RetryStrategy retryAll() {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .throttlingBackoffStrategy(AFTER_THROTTLE)
        .maxAttempts(settings.attempts())
        .build();
  }

  /**
   * For writes: a throttled one was not carried out; any other failure leaves that open, so it is
   * observed, never repeated.
   */
  RetryStrategy retryThrottles() {
    return DefaultRetryStrategy.standardStrategyBuilder()
        .retryOnException(ClientMaker::isThrottling)
        .treatAsThrottling(ClientMaker::isThrottling)
        // Else the client adds what it repeats by itself: lost connections and 5xx among them.
        .useClientDefaults(false)
        .maxAttempts(settings.attempts())
        .build();
  }

  private static boolean isThrottling(Throwable failure) {
    return failure instanceof SdkServiceException answer && answer.isThrottlingException();
  }

  @Override
  public void close() {
    http.close();
    timeouts.shutdownNow();
  }
}
