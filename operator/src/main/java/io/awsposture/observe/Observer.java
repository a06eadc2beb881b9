package io.awsposture.observe;

import io.awsposture.aws.AccountRegions;
import io.awsposture.aws.AccountRegions.AccountRegion;
import io.awsposture.aws.Cause;
import io.awsposture.aws.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Asks AWS what a baseline needs to know: every reading once per account and Region, side by side,
 * with a deadline for each Region. The only place of the flow that reads AWS.
 */
public final class Observer {
  /** Time for all readings of one Region where nobody sets another, in ISO 8601. */
  public static final String REGION_DEADLINE = "PT60S";

  /** Time for all readings of an account as a whole where nobody sets another, in ISO 8601. */
  public static final String ACCOUNT_DEADLINE = "PT90S";

  private final AccountRegions regions;
  private final Duration perRegion;
  private final Duration perAccount;

  /**
   * An observer.
   *
   * @param perRegion how long the readings of one Region may take, all together
   * @param perAccount how long those of the account as a whole may take
   */
  public Observer(AccountRegions regions, Duration perRegion, Duration perAccount) {
    this.regions = regions;
    this.perRegion = perRegion;
    this.perAccount = perAccount;
  }

  /**
   * Begins all readings in all Regions at once. What it returns answers as they come in; close it
   * when done.
   */
  public Sight observe(Session session, RegionScope scope, Collection<Reading<?>> readings) {
    RoundTrace trace = new RoundTrace("observe");
    List<SeenRegion> seen = trace.within(() -> regionsOf(session, scope));
    Round round = new Round(session, scope, Optional.empty(), perRegion, perAccount, trace);
    for (Reading<?> reading : readings) {
      switch (reading.scope()) {
        case ACCOUNT -> round.start(reading, session.homeRegion());
        case REGION ->
            seen.stream()
                .filter(region -> region.kind() == SeenRegion.Kind.LOOKED_AT)
                .forEach(region -> round.start(reading, region.name()));
      }
    }
    return new Sight(seen, round);
  }

  /**
   * A fresh look at a few things of one account, in whatever Region is asked for; nothing is begun
   * before that.
   */
  public Sight look(Session session, RegionScope scope) {
    return look(session, scope, Optional.empty());
  }

  /** Forgets which Regions an account has. */
  public void forget(String account) {
    regions.forget(account);
  }

  /** A fresh look at one resource: inventories that hold its ARN read nothing else. */
  public Sight lookAt(Session session, RegionScope scope, String arn) {
    return look(session, scope, Optional.of(arn));
  }

  /** What a scan sees. Its answers wait for readings that still run. */
  public static final class Sight implements Observations, AutoCloseable {
    private final List<SeenRegion> regions;
    private final Round round;

    private Sight(List<SeenRegion> regions, Round round) {
      this.regions = regions;
      this.round = round;
    }

    /** Every Region of the account, those not looked at included. */
    public List<SeenRegion> regions() {
      return regions;
    }

    @Override
    public <T> Observed<T> of(Reading<T> reading, String region) {
      return round.of(reading, region);
    }

    /** Everything asked for that is unknown, by the name of the reading and its Region. */
    public Map<String, Cause> unknowns() {
      return round.unknowns();
    }

    /** How many of those are unknown for each kind of cause. */
    public Map<String, Integer> unknownsByKind() {
      Map<String, Integer> byKind = new TreeMap<>();
      unknowns().values().forEach(cause -> byKind.merge(cause.kind(), 1, Integer::sum));
      return byKind;
    }

    /** Stops what still runs. */
    @Override
    public void close() {
      round.close();
    }
  }

  private Sight look(Session session, RegionScope scope, Optional<String> focus) {
    return new Sight(List.of(), new Round(session, scope, focus, perRegion, perAccount));
  }

  private List<SeenRegion> regionsOf(Session session, RegionScope scope) {
    Map<String, SeenRegion> seen = new LinkedHashMap<>();
    switch (regions.of(session)) {
      case AccountRegions.Found.Regions(List<AccountRegion> found) -> {
        found.forEach(region -> seen.put(region.name(), seen(region, scope)));
        // What was asked for by name and is not there is not known; it is never passed over.
        scope.include().stream()
            .filter(name -> !seen.containsKey(name))
            .sorted()
            .forEach(name ->
                seen.put(
                    name,
                    new SeenRegion(
                        name,
                        SeenRegion.Kind.MISSING,
                        "AWS lists no such Region, and spec.regions.include names it")));
      }
      case AccountRegions.Found.NotTold(Cause cause) -> {
        scope.include().stream()
            .sorted()
            .forEach(name -> seen.put(name, new SeenRegion(name, SeenRegion.Kind.LOOKED_AT, "")));
        if (scope.include().isEmpty()) {
          seen.put(
              session.homeRegion(), seen(new AccountRegion(session.homeRegion(), true), scope));
          seen.put(
              "all other Regions",
              new SeenRegion(
                  "all other Regions",
                  SeenRegion.Kind.NOT_TOLD,
                  "which Regions the account has enabled is not known: " + cause.text()));
        }
      }
    }
    return new ArrayList<>(seen.values());
  }

  private static SeenRegion seen(AccountRegion region, RegionScope scope) {
    String exclusion = scope.exclusion(region.name());
    if (!region.enabled()) {
      return scope.include().contains(region.name())
          ? new SeenRegion(
              region.name(),
              SeenRegion.Kind.MISSING,
              "the account has not enabled it, and spec.regions.include names it")
          : new SeenRegion(region.name(), SeenRegion.Kind.DISABLED, "not enabled for the account");
    }
    return exclusion.isEmpty()
        ? new SeenRegion(region.name(), SeenRegion.Kind.LOOKED_AT, "")
        : new SeenRegion(region.name(), SeenRegion.Kind.EXCLUDED, exclusion);
  }
}
