package io.awsposture.report;

import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.plan.Made;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The metrics of the accounts, computed anew at every scrape, so that an account that is gone
 * leaves no series behind. Safe for use by many threads.
 */
public final class AccountMetrics {

  /**
   * Metrics of these accounts.
   *
   * @param accounts asked at every scrape; must answer at once
   * @param labels names of the AwsAccounts' own labels that {@code awsposture_account_info} carries
   */
  public AccountMetrics(
      Supplier<? extends Collection<AccountView>> accounts, Set<String> labels, Clock clock) {}

  /**
   * Shows the metrics in the Prometheus registry that is, or is part of, this one.
   *
   * @throws IllegalStateException where there is none
   */
  public void bindTo(MeterRegistry registry) {}

  /** Counts a change that was tried. */
  public void made(AwsAccount account, Made made) {}
}
