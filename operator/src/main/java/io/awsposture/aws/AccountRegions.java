package io.awsposture.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * The Regions of accounts, asked of {@code ec2:DescribeRegions} with the account's own credentials
 * and remembered for an hour: a Region may be opted in at any time and needs its baseline at once.
 */
public final class AccountRegions {
  /** The IAM action it takes. */
  public static final String ACTION = "ec2:DescribeRegions";

  private static final Duration KEPT = Duration.ofHours(1);
  private static final Service<Ec2Client> EC2 =
      Service.regional("ec2", Ec2Client::builder, Ec2Client.serviceMetadata())
          .limits(new Rate(5, 25), new Rate(1.25, 2))
          .limitedPerOperation();

  private final ConcurrentMap<String, Answer> byAccount = new ConcurrentHashMap<>();
  private final Clock clock;

  /** Nothing is known yet. */
  public AccountRegions(Clock clock) {
    this.clock = clock;
  }

  /** One Region of the account's partition; {@code enabled} is false until it is opted in. */
  public record AccountRegion(String name, boolean enabled) {}

  private record Answer(List<AccountRegion> regions, Instant time) {}

  /** What was found. */
  public sealed interface Found {
    /** The Regions, by name. */
    record Regions(List<AccountRegion> regions) implements Found {}

    /** AWS did not tell. */
    record NotTold(Cause cause) implements Found {}
  }

  /** The account's Regions, from memory where it is fresh. */
  public Found of(Session session) {
    return remembered(session.account())
        .<Found>map(Found.Regions::new)
        .orElseGet(() -> ask(session));
  }

  /** Forgets an account that is not looked at any more. */
  public void forget(String account) {
    byAccount.remove(account);
  }

  private Optional<List<AccountRegion>> remembered(String account) {
    return Optional.ofNullable(byAccount.get(account))
        .filter(answer -> answer.time().plus(KEPT).isAfter(clock.instant()))
        .map(Answer::regions);
  }

  private Found ask(Session session) {
    Partition partition = new Partition(session.partition());
    try {
      List<AccountRegion> regions =
          session
              .in(session.homeRegion())
              .use(EC2)
              .describeRegions(request -> request.allRegions(true))
              .regions()
              .stream()
              .filter(region -> partition.mayHold(region.regionName()))
              .map(region ->
                  new AccountRegion(
                      region.regionName(), !region.optInStatus().equals("not-opted-in")))
              .sorted(java.util.Comparator.comparing(AccountRegion::name))
              .toList();
      byAccount.put(session.account(), new Answer(regions, clock.instant()));
      return new Found.Regions(regions);
    } catch (RuntimeException failure) {
      return new Found.NotTold(Failures.cause(failure));
    }
  }
}
