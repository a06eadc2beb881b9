package io.awsposture.services.s3;

import io.awsposture.observe.Observed;
import io.awsposture.services.organizations.EffectiveS3Policy;
import java.util.Optional;

/**
 * How far the account as a whole is closed to the public.
 *
 * @param block what is in force, the organization's policy included
 * @param organization the policy that sets the block from above; asked for only where the block is
 *     not fully on
 */
public record AccountPublicAccess(
    PublicAccessBlock block, Observed<Optional<EffectiveS3Policy>> organization) {}
