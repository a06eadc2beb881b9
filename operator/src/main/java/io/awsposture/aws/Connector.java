package io.awsposture.aws;

import io.awsposture.aws.CallGate.Door;
import io.awsposture.aws.CallGate.Guard;
import io.awsposture.aws.Connection.Connected;
import io.awsposture.aws.Connection.Refused;
import io.awsposture.aws.Connection.Why;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * Makes sessions into accounts, from the SDK's default credential chain. One per process: it owns
 * the HTTP connections, the limits and the cached read sessions.
 */
public final class Connector implements AutoCloseable {
  private static final Service<StsClient> STS =
      Service.regional("sts", StsClient::builder, StsClient.serviceMetadata())
          .limits(new Rate(10, 20), new Rate(10, 20));

  /** Chained roles get one hour at most (AWS STS, "Role chaining"). */
  private static final Duration SESSION = Duration.ofHours(1);

  private static final Duration REFRESH_BEFORE = Duration.ofMinutes(5);

  private final AwsSettings settings;
  private final CallListener listener;
  private final Clock clock;
  private final SdkHttpClient http;
  private final AwsCredentialsProvider own;
  private final Semaphore permits;
  private final Limiter limiter = new Limiter();
  private final ClockSkew skew = new ClockSkew();
  private final ConcurrentMap<Target, Session> readers = new ConcurrentHashMap<>();

  /** A connector whose own identity is the default credential chain's. */
  public Connector(AwsSettings settings, CallListener listener, Clock clock) {
    this(settings, listener, clock, DefaultCredentialsProvider.builder().build());
  }

  /** A connector with a given identity of its own. */
  public Connector(
      AwsSettings settings, CallListener listener, Clock clock, AwsCredentialsProvider own) {
    this.settings = settings;
    this.listener = listener;
    this.clock = clock;
    this.own = own;
    this.permits = new Semaphore(settings.callsAtOnce(), true);
    // The pool counts all endpoints together and evicts the oldest: with fewer than 512 it keeps
    // reconnecting.
    this.http =
        Apache5HttpClient.builder()
            .maxConnections(Math.max(1024, 2 * settings.callsAtOnce()))
            .connectionMaxIdleTime(Duration.ofSeconds(60))
            .connectionTimeout(Duration.ofSeconds(3))
            .build();
  }

  /** A session to read an account with; cached, and renewed five minutes before it expires. */
  public Connection reader(Target target) {
    Session cached = readers.get(target);
    if (cached != null
        && cached.timeLeft().map(left -> left.compareTo(REFRESH_BEFORE) > 0).orElse(false)) {
      return new Connected(cached);
    }
    Connection made =
        connect(
            target,
            target.readRole(),
            Optional.empty(),
            Guard::readOnly,
            Retries.ofReads(settings.attempts()));
    if (made instanceof Connected connected) {
      Session old = readers.put(target, connected.session());
      if (old != null) {
        old.close();
      }
    }
    return made;
  }

  /**
   * A session to write with, never cached: it may do what {@code actions} say and nothing else.
   *
   * @param actions IAM actions of the plan's changes; they become the inline session policy
   */
  public Connection writer(Target target, Set<String> actions) {
    if (target.writeRole().isEmpty()) {
      return new Refused(Why.ROLE_DENIED, "no write role is set for account " + target.account());
    }
    Guard guard =
        (service, operation) ->
            actions.contains(service.actionOf(operation))
                ? ""
                : "not among the actions of this plan";
    return connect(
        target,
        target.writeRole(),
        Optional.of(SessionPolicy.allowing(actions)),
        guard,
        Retries.ofWrites(settings.attempts()));
  }

  /**
   * Forgets the cached session of an account, for after AWS called its credentials expired or
   * denied.
   */
  public void forget(Target target) {
    Session old = readers.remove(target);
    if (old != null) {
      old.close();
    }
  }

  /** How far our clock is off AWS's. */
  public ClockSkew clockSkew() {
    return skew;
  }

  /** Ends all connections. */
  @Override
  public void close() {
    readers.values().forEach(Session::close);
    readers.clear();
    http.close();
  }

  private Connection connect(
      Target target,
      Optional<String> role,
      Optional<String> policy,
      Guard guard,
      RetryStrategy retries) {
    String tried = "reaching account " + target.account();
    try {
      own.resolveCredentials();
    } catch (RuntimeException none) {
      return new Refused(
          Why.CREDENTIALS,
          "the operator has no AWS credentials of its own: give its service account an IAM role, or"
              + " set the AWS SDK's environment variables ("
              + Failures.cause(none).text()
              + ")");
    }
    try {
      AwsCredentialsProvider credentials = own;
      Optional<Instant> expires = Optional.empty();
      if (role.isPresent()) {
        tried = "assuming " + target.roleArn(role.get());
        try (StsClient sts = sts(own, target)) {
          AssumeRoleResponse answer = sts.assumeRole(assumption(target, role.get(), policy));
          expires = Optional.of(answer.credentials().expiration());
          credentials =
              StaticCredentialsProvider.create(
                  AwsSessionCredentials.create(
                      answer.credentials().accessKeyId(),
                      answer.credentials().secretAccessKey(),
                      answer.credentials().sessionToken()));
        }
      }
      return prove(target, role, credentials, expires, guard, retries);
    } catch (RuntimeException failure) {
      return Refused.of(tried, target, Failures.cause(failure));
    }
  }

  private Connection prove(
      Target target,
      Optional<String> role,
      AwsCredentialsProvider credentials,
      Optional<Instant> expires,
      Guard guard,
      RetryStrategy retries) {
    try (StsClient sts = sts(credentials, target)) {
      GetCallerIdentityResponse identity = sts.getCallerIdentity(_ -> {});
      if (!target.account().equals(identity.account())) {
        return new Refused(
            Why.WRONG_ACCOUNT,
            "the credentials belong to account "
                + identity.account()
                + ", not to "
                + target.account()
                + ": correct spec.accountId, or spec.access.readRoleName so that a role of that account is assumed");
      }
      String partition = identity.arn().split(":", 3)[1];
      if (!target.partition().equals(partition)) {
        return new Refused(
            Why.WRONG_ACCOUNT,
            "the credentials belong to partition "
                + partition
                + ", not to "
                + target.partition()
                + ": correct spec.partition");
      }
    }
    return new Connected(session(target, role.isEmpty(), credentials, expires, guard, retries));
  }

  private Session session(
      Target target,
      boolean ownIdentity,
      AwsCredentialsProvider credentials,
      Optional<Instant> expires,
      Guard guard,
      RetryStrategy retries) {
    CallTally tally = new CallTally();
    Door door = new Door(limiter, permits, listener, tally, skew, clock, guard);
    return new Session(
        target,
        expires,
        ownIdentity,
        tally,
        new Session.Maker() {
          @Override
          public <C> C make(Service<C> service, String region) {
            return client(service, credentials, target.account(), region, door, retries);
          }
        },
        clock);
  }

  private StsClient sts(AwsCredentialsProvider credentials, Target target) {
    // The limits of STS are the operator's, not the target account's: they share one bucket.
    Door door = new Door(limiter, permits, listener, new CallTally(), skew, clock, (_, _) -> "");
    return client(
        STS,
        credentials,
        "operator",
        target.homeRegion(),
        door,
        Retries.ofReads(settings.attempts()));
  }

  private AssumeRoleRequest assumption(Target target, String role, Optional<String> policy) {
    AssumeRoleRequest.Builder request =
        AssumeRoleRequest.builder()
            .roleArn(target.roleArn(role))
            .roleSessionName(target.sessionName())
            .durationSeconds((int) SESSION.toSeconds());
    target.externalId().ifPresent(request::externalId);
    policy.ifPresent(request::policy);
    return request.build();
  }

  private <C> C client(
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
}
