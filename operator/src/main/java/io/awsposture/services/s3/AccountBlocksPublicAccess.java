package io.awsposture.services.s3;

import static io.awsposture.api.v1alpha1.Severity.MEDIUM;

import io.avaje.spi.ServiceProvider;
import io.awsposture.control.Control;
import io.awsposture.control.ControlInfo;
import io.awsposture.control.Judgement;
import io.awsposture.control.Owner;
import io.awsposture.control.Scene;
import io.awsposture.observe.Observed;
import io.awsposture.plan.Steps;
import io.awsposture.services.organizations.EffectiveS3Policy;
import java.util.Optional;

/**
 * The account's S3 public access block is fully on, which no bucket can undo (AWS Security Hub,
 * "S3.1").
 */
@ServiceProvider
@ControlInfo(
    id = "S3.1",
    title = "The account blocks public access to S3",
    severity = MEDIUM,
    why =
        "One wrong bucket policy or object ACL publishes data. The block of the account overrides"
            + " all of them.")
public final class AccountBlocksPublicAccess extends Control.OfAccount<AccountPublicAccess> {

  /** For the service loader. */
  public AccountBlocksPublicAccess() {
    super(S3Readings.ACCOUNT_PUBLIC_ACCESS, S3Changes.BLOCK_PUBLIC_ACCESS);
  }

  @Override
  public Judgement judge(AccountPublicAccess seen, Scene scene) {
    Observed<Optional<Owner>> owner =
        seen.organization().map(policy -> policy.map(AccountBlocksPublicAccess::owner));
    // A policy of the organization overrides the account's own block, and refuses to let it be set.
    return seen.block().isFull()
        ? owner
            .ifKnown()
            .flatMap(it -> it)
            .map(Judgement.pass()::managedBy)
            .orElse(Judgement.pass())
        : Judgement.fail(seen.observed(), "all four settings on").managedBy(owner);
  }

  @Override
  public Steps fix(AccountPublicAccess seen, Scene scene) {
    return Steps.of(S3Changes.BLOCK_PUBLIC_ACCESS.on(seen.block()));
  }

  private static Owner owner(EffectiveS3Policy policy) {
    return new Owner(
        "organization",
        "its S3 policy sets the public access block to '" + policy.publicAccessBlock() + "'");
  }
}
