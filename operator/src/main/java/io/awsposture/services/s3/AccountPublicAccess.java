package io.awsposture.services.s3;

import io.awsposture.aws.Cause;
import io.awsposture.observe.Observed;
import io.awsposture.services.organizations.EffectiveS3Policy;
import java.util.Optional;

/**
 * How far the account as a whole is closed to the public.
 *
 * @param block what is in force, the organization's policy included
 * @param organization the policy that sets the block from above; empty: none does
 * @param open the buckets that a full block would close; empty: not asked, because the block is
 *     full or not the account's to set
 */
public record AccountPublicAccess(
    PublicAccessBlock block,
    Observed<Optional<EffectiveS3Policy>> organization,
    Optional<Observed<PublicBuckets>> open) {

  /** True where somebody may be asked for consent to close what is open. */
  boolean callsForOpenBuckets() {
    return !block.isFull() && organization.isKnown(Optional.empty());
  }

  /** What is off, and what would close if it were on. */
  String observed() {
    return block.off() + open.map(seen -> "; " + words(seen)).orElse("");
  }

  AccountPublicAccess with(Optional<Observed<PublicBuckets>> seen) {
    return new AccountPublicAccess(block, organization, seen);
  }

  private static String words(Observed<PublicBuckets> open) {
    return switch (open) {
      case Observed.Known<PublicBuckets>(PublicBuckets buckets) -> buckets.text();
      case Observed.Unknown<PublicBuckets>(Cause cause) ->
          "which buckets are public is not known: " + cause.text();
    };
  }
}
