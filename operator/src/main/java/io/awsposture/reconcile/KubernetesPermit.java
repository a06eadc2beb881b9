package io.awsposture.reconcile;

import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.apply.Closed;
import io.awsposture.apply.Permit;
import io.awsposture.resolve.Baseline;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Looks at Kubernetes before a write: may the operator write at all, and are the object and its
 * baseline the very ones that were scanned. The API server is asked, never a cache.
 *
 * @param operator what holds for all accounts; asked first
 * @param outdated true where the baseline, found by this lookup, is another one by now
 */
record KubernetesPermit(
    KubernetesClient kubernetes,
    AwsAccount scanned,
    Clock clock,
    Permit operator,
    Predicate<Baseline.Lookup> outdated)
    implements Permit {

  @Override
  public Optional<Closed> closed() {
    return operator.closed().or(this::changed);
  }

  private Optional<Closed> changed() {
    try {
      AwsAccount now =
          kubernetes
              .resources(AwsAccount.class)
              .inNamespace(scanned.getMetadata().getNamespace())
              .withName(scanned.getMetadata().getName())
              .get();
      boolean same =
          now != null
              && now.getMetadata().getUid().equals(scanned.getMetadata().getUid())
              && now.getMetadata().getGeneration().equals(scanned.getMetadata().getGeneration())
              && now.getMetadata().getDeletionTimestamp() == null
              && !now.getSpec().suspend();
      if (!same) {
        return passing(
            "ObjectChanged", "the AwsAccount was edited, suspended or deleted during the scan");
      }
      return outdated.test(new LiveBaselines(kubernetes))
          ? passing("BaselineChanged", "the baseline changed during the scan; it is planned anew")
          : Optional.empty();
    } catch (KubernetesClientException unreadable) {
      return passing(
          "ObjectUnreadable",
          "the AwsAccount or its baseline could not be read (HTTP "
              + unreadable.getCode()
              + "), so nothing is written");
    }
  }

  private Optional<Closed> passing(String reason, String words) {
    return Optional.of(Closed.passing(clock.instant(), reason, words));
  }
}
