package io.awsposture.reconcile;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Leases of an installation's shards. Each says by its holder among how many shards that one
 * divides the accounts: two that divide differently may both take an account for theirs. Each takes
 * its own Lease before it looks at the others', so of two that start together one sees the other.
 */
final class ShardLeases {
  /** A Lease of another process counts this much longer, for its clock may be behind ours. */
  private static final Duration CLOCKS_APART = Duration.ofSeconds(15);

  private static final Pattern DIVISION = Pattern.compile("/(\\d+)-of-(\\d+)$");

  private final String name;
  private final Shards shards;
  private final Pattern names;

  /** Leases called {@code name}, or that with the number of a shard. */
  ShardLeases(String name, Shards shards) {
    this.name = name;
    this.shards = shards;
    this.names = Pattern.compile(Pattern.quote(name) + "(-\\d+)?");
  }

  /** The name of this shard's Lease. */
  String own() {
    return shards.count() == 1 ? name : name + "-" + shards.index();
  }

  /** How this process calls itself as holder of its Lease. */
  String identity(String process) {
    return process + "/" + shards.index() + "-of-" + shards.count();
  }

  /** Whether a Lease was renewed within this time. */
  static boolean isFresh(Lease lease, Duration within, Instant now) {
    ZonedDateTime renewed = lease.getSpec().getRenewTime();
    return renewed != null && renewed.toInstant().plus(within).isAfter(now);
  }

  /** Who divides the accounts among another number of shards, in words; empty: nobody. */
  Optional<String> dividedOtherwise(Collection<Lease> leases, Instant now) {
    return leases.stream()
        .filter(lease -> names.matcher(lease.getMetadata().getName()).matches())
        .filter(ShardLeases::isHeld)
        .filter(lease -> division(lease) != shards.count())
        .filter(lease -> isFresh(lease, time(lease).plus(CLOCKS_APART), now))
        .findFirst()
        .map(lease ->
            "the holder of Lease "
                + lease.getMetadata().getName()
                + " divides the accounts among "
                + division(lease)
                + " shards, this one among "
                + shards.count()
                + ": it goes on once that one has ended");
  }

  private static boolean isHeld(Lease lease) {
    String holder = lease.getSpec().getHolderIdentity();
    return holder != null && !holder.isEmpty();
  }

  private static Duration time(Lease lease) {
    Integer seconds = lease.getSpec().getLeaseDurationSeconds();
    return Duration.ofSeconds(seconds == null ? 0 : seconds);
  }

  /** Who says nothing of shards is the only one. */
  private static int division(Lease lease) {
    Matcher matcher = DIVISION.matcher(lease.getSpec().getHolderIdentity());
    return matcher.find() ? Integer.parseInt(matcher.group(2)) : 1;
  }
}
