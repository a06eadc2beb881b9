package io.awsposture.services.iam;

import static io.awsposture.api.v1alpha1.Severity.CRITICAL;

import io.avaje.spi.ServiceProvider;
import io.awsposture.aws.Cause;
import io.awsposture.control.Control;
import io.awsposture.control.ControlInfo;
import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;
import java.util.Optional;

/** The root user has no access keys, inactive ones included (AWS Security Hub, "IAM.4"). */
@ServiceProvider
@ControlInfo(
    id = "IAM.4",
    title = "The root user has no access keys",
    severity = CRITICAL,
    why =
        "A root access key can do everything in the account, and no policy of the account bounds"
            + " it.",
    byHand =
        "Sign in as root and delete the keys, or delete them through centralized root access in"
            + " the organization's management account")
public final class RootAccessKeys extends Control.OfAccount<AccountSummary> {

  /** For the service loader. */
  public RootAccessKeys() {
    super(IamReadings.ACCOUNT_SUMMARY);
  }

  @Override
  public Judgement judge(AccountSummary seen, Scene scene) {
    return seen.rootAccessKeys()
        .map(has -> Judgement.passIf(!has, "root access keys exist", "no root access keys"))
        .orElseGet(() ->
            Judgement.unknown(
                new Cause.Broken("the account summary lacks AccountAccessKeysPresent")))
        .note(
            seen.rootSigningCertificates().equals(Optional.of(true)),
            "the root user has X.509 signing certificates, which should go as well");
  }
}
