package io.awsposture.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.core.SdkClient;

/**
 * Credentials proven to belong to one account, with the clients made from them. Clients are made at
 * first use and shared by all threads; {@link #close} lets go of them, the HTTP connections stay
 * with the {@link Connector}.
 */
public final class Session implements Clients, AutoCloseable {
  private final Target target;
  private final String region;
  private final Optional<Instant> expires;
  private final boolean ownIdentity;
  private final CallTally tally;
  private final Maker maker;
  private final Clock clock;
  private final ConcurrentMap<Place, Object> clients;

  private record Place(String region, Service<?> service) {}

  /** Makes a client of this session's credentials. */
  interface Maker {
    <C> C make(Service<C> service, String region);
  }

  Session(
      Target target,
      Optional<Instant> expires,
      boolean ownIdentity,
      CallTally tally,
      Maker maker,
      Clock clock) {
    this(
        target,
        target.homeRegion(),
        expires,
        ownIdentity,
        tally,
        maker,
        clock,
        new ConcurrentHashMap<>());
  }

  private Session(
      Target target,
      String region,
      Optional<Instant> expires,
      boolean ownIdentity,
      CallTally tally,
      Maker maker,
      Clock clock,
      ConcurrentMap<Place, Object> clients) {
    this.target = target;
    this.region = region;
    this.expires = expires;
    this.ownIdentity = ownIdentity;
    this.tally = tally;
    this.maker = maker;
    this.clock = clock;
    this.clients = clients;
  }

  @Override
  public String account() {
    return target.account();
  }

  @Override
  public String partition() {
    return target.partition();
  }

  @Override
  public String region() {
    return region;
  }

  @Override
  public Session in(String other) {
    return other.equals(region)
        ? this
        : new Session(target, other, expires, ownIdentity, tally, maker, clock, clients);
  }

  @Override
  @SuppressWarnings("unchecked") // only clients of a service are put under it
  public <C> C use(Service<C> service) {
    if (!service.offeredIn(region)) {
      throw new UnsupportedInRegion(service.name(), region);
    }
    return (C)
        clients.computeIfAbsent(
            new Place(region, service), _ -> (Object) maker.make(service, region));
  }

  /** The account's home Region. */
  public String homeRegion() {
    return target.homeRegion();
  }

  /** True when no role was assumed: the account is reached with the operator's own identity. */
  public boolean isOwnIdentity() {
    return ownIdentity;
  }

  /** What was called for this session, the calls that made it included. */
  public CallTally tally() {
    return tally;
  }

  /**
   * The time left before the credentials expire; empty when nobody knows (the caller's own
   * identity).
   */
  public Optional<Duration> timeLeft() {
    return expires.map(end -> Duration.between(clock.instant(), end));
  }

  /** Closes the clients. Calls in flight end with an error. */
  @Override
  public void close() {
    clients.values().forEach(client -> ((SdkClient) client).close());
    clients.clear();
  }
}
