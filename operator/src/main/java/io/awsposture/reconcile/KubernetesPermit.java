package io.awsposture.reconcile;

import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.apply.Closed;
import io.awsposture.apply.Permit;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Looks at Kubernetes before a write: are we stopping, are writes on, do we still lead, and is the
 * object the very one that was scanned. All but the first are asked of the API server, never of a
 * cache.
 *
 * @param stopping true once the operator is on its way out
 * @param outdated true where the baseline is another one by now
 */
record KubernetesPermit(
    KubernetesClient kubernetes,
    WriteSwitch writeSwitch,
    Leadership leadership,
    AwsAccount scanned,
    BooleanSupplier stopping,
    BooleanSupplier outdated)
    implements Permit {

  @Override
  public Optional<Closed> closed() {
    if (stopping.getAsBoolean()) {
      return Optional.of(
          new Closed("ShuttingDown", "the operator is stopping; the rest follows after its start"));
    }
    return writeSwitch.closed().or(leadership::closed).or(this::objectChanged);
  }

  private Optional<Closed> objectChanged() {
    if (outdated.getAsBoolean()) {
      return Optional.of(
          new Closed(
              "BaselineChanged", "the baseline changed during the scan; it is planned anew"));
    }
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
      return same
          ? Optional.empty()
          : Optional.of(
              new Closed(
                  "ObjectChanged",
                  "the AwsAccount was edited, suspended or deleted during the scan"));
    } catch (KubernetesClientException unreadable) {
      return Optional.of(
          new Closed(
              "ObjectUnreadable",
              "the AwsAccount could not be read (HTTP "
                  + unreadable.getCode()
                  + "), so nothing is written"));
    }
  }
}
