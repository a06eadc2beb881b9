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
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;
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

  private final CallListener listener;
  private final Clock clock;
  private final ClientMaker clients;
  private final AwsCredentialsProvider own;
  private final Turns turns;
  private final Limiter limiter = new Limiter();
  private final ClockSkew skew = new ClockSkew();
  private final ConcurrentMap<Target, Proven> readers = new ConcurrentHashMap<>();

  /** A connector whose own identity is the default credential chain's. */
  public Connector(AwsSettings settings, CallListener listener, Clock clock) {
    this(settings, listener, clock, DefaultCredentialsProvider.builder().build());
  }

  /** A connector with a given identity of its own. */
  public Connector(
      AwsSettings settings, CallListener listener, Clock clock, AwsCredentialsProvider own) {
    this.listener = listener;
    this.clock = clock;
    this.own = own;
    this.turns = new Turns(settings.callsAtOnce(), settings.callTimeout().multipliedBy(2));
    this.clients = new ClientMaker(settings);
  }

  /**
   * A session to read an account with, for one scan: close it afterwards. Its credentials are kept
   * and used again until five minutes before they expire; clients are not, for a thousand accounts'
   * worth of them does not fit into a pod.
   */
  public Connection reader(Target target) {
    Proven known = readers.get(target);
    if (known != null && known.lasts(clock.instant().plus(REFRESH_BEFORE))) {
      return new Connected(
          session(target, known, new CallTally(), Guard::readOnly, clients.retryAll()));
    }
    return connect(
        target,
        target.readRole(),
        Optional.empty(),
        Guard::readOnly,
        clients.retryAll(),
        proven -> readers.put(target, proven));
  }

  /**
   * A session to write with, never cached: it may do what {@code actions} say and nothing else.
   *
   * @param actions IAM actions of the plan's changes; they become the inline session policy
   * @param lastWord asked when the turn of a call has come: why it must not leave any more; empty:
   *     it may. A call that must not ends with {@link WithheldException}
   */
  public Connection writer(
      Target target, Set<String> actions, Supplier<Optional<String>> lastWord) {
    if (target.writeRole().isEmpty()) {
      return new Refused(Why.ROLE_DENIED, "no write role is set for account " + target.account());
    }
    Guard guard =
        new Guard() {
          @Override
          public String refusal(Service<?> service, String operation) {
            return actions.contains(service.actionOf(operation))
                ? ""
                : "not among the actions of this plan";
          }

          @Override
          public Optional<String> withheld() {
            return lastWord.get();
          }
        };
    return connect(
        target,
        target.writeRole(),
        Optional.of(SessionPolicy.allowing(actions)),
        guard,
        clients.retryThrottles(),
        _ -> {});
  }

  /** Forgets the kept credentials of an account, for after AWS no longer took them. */
  public void forget(Target target) {
    readers.remove(target);
  }

  /** How far our clock is off AWS's. */
  public ClockSkew clockSkew() {
    return skew;
  }

  /** Ends all connections. */
  @Override
  public void close() {
    readers.clear();
    clients.close();
  }

  /**
   * Credentials of which GetCallerIdentity has told that they belong to the account that was meant.
   */
  private record Proven(
      AwsCredentialsProvider credentials, Optional<Instant> expires, boolean ownIdentity) {

    /** The operator's own identity renews itself and is proven anew for each scan. */
    boolean lasts(Instant until) {
      return expires.filter(until::isBefore).isPresent();
    }
  }

  private Connection connect(
      Target target,
      Optional<String> role,
      Optional<String> policy,
      Guard guard,
      RetryStrategy retries,
      Consumer<Proven> keep) {
    CallTally tally = new CallTally();
    Optional<Refused> nobody = withoutIdentity();
    if (nobody.isPresent()) {
      return nobody.get();
    }
    String tried = "reaching account " + target.account();
    try {
      Proven credentials = new Proven(own, Optional.empty(), true);
      if (role.isPresent()) {
        tried = "assuming " + target.roleArn(role.get());
        credentials = assume(target, role.get(), policy, tally);
      }
      Optional<Refused> wrong = wrongAccount(target, credentials.credentials(), tally);
      if (wrong.isPresent()) {
        return wrong.get();
      }
      keep.accept(credentials);
      return new Connected(session(target, credentials, tally, guard, retries));
    } catch (RuntimeException failure) {
      return Refused.of(tried, target, Failures.cause(failure));
    }
  }

  /** Without credentials of its own no call even leaves the process, and AWS is not to blame. */
  private Optional<Refused> withoutIdentity() {
    try {
      own.resolveCredentials();
      return Optional.empty();
    } catch (RuntimeException none) {
      return Optional.of(
          new Refused(
              Why.CREDENTIALS,
              "this process has no AWS credentials: set them in one of the places where the AWS"
                  + " SDKs look, or renew them there ("
                  + none.getMessage()
                  + ")"));
    }
  }

  private Proven assume(Target target, String role, Optional<String> policy, CallTally tally) {
    try (StsClient sts = sts(own, target, tally)) {
      Credentials given = sts.assumeRole(assumption(target, role, policy)).credentials();
      return new Proven(
          StaticCredentialsProvider.create(
              AwsSessionCredentials.create(
                  given.accessKeyId(), given.secretAccessKey(), given.sessionToken())),
          Optional.of(given.expiration()),
          false);
    }
  }

  private Optional<Refused> wrongAccount(
      Target target, AwsCredentialsProvider credentials, CallTally tally) {
    try (StsClient sts = sts(credentials, target, tally)) {
      GetCallerIdentityResponse identity = sts.getCallerIdentity(_ -> {});
      if (!target.account().equals(identity.account())) {
        return Optional.of(
            new Refused(
                Why.WRONG_ACCOUNT,
                "the credentials belong to account "
                    + identity.account()
                    + ", not to "
                    + target.account()
                    + ": correct spec.accountId, or spec.access.readRoleName so that a role of that account is assumed"));
      }
      String partition = identity.arn().split(":", 3)[1];
      return target.partition().equals(partition)
          ? Optional.empty()
          : Optional.of(
              new Refused(
                  Why.WRONG_ACCOUNT,
                  "the credentials belong to partition "
                      + partition
                      + ", not to "
                      + target.partition()
                      + ": correct spec.partition"));
    }
  }

  private Session session(
      Target target, Proven proven, CallTally tally, Guard guard, RetryStrategy retries) {
    Door door = new Door(limiter, turns, listener, tally, skew, clock, guard);
    return new Session(
        target,
        proven.expires(),
        proven.ownIdentity(),
        tally,
        new Session.Maker() {
          @Override
          public <C> C make(Service<C> service, String region) {
            return clients.make(
                service, proven.credentials(), target.account(), region, door, retries);
          }
        },
        clock);
  }

  private StsClient sts(AwsCredentialsProvider credentials, Target target, CallTally tally) {
    // The limits of STS are the operator's, not the target account's: they share one bucket.
    Door door = new Door(limiter, turns, listener, tally, skew, clock, (_, _) -> "");
    return clients.make(
        STS, credentials, "operator", target.homeRegion(), door, clients.retryAll());
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
}
