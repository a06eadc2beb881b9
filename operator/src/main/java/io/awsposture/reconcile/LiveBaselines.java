package io.awsposture.reconcile;

import io.awsposture.api.v1alpha1.SecurityBaseline;
import io.awsposture.resolve.Baseline;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/** Finds baselines at the API server itself, for a question that no cache may answer. */
record LiveBaselines(KubernetesClient kubernetes) implements Baseline.Lookup {

  /**
   * The baseline as it is now.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException where the API server does not
   *     tell
   */
  @Override
  public Optional<Baseline> find(String namespace, String name) {
    return Optional.ofNullable(
            kubernetes
                .resources(SecurityBaseline.class)
                .inNamespace(namespace)
                .withName(name)
                .get())
        .map(found -> new Baseline(namespace, name, found.getSpec()));
  }
}
