package io.awsposture.reconcile;

import io.awsposture.OperatorConfig;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** The namespaces whose custom resources the operator sees at all. */
@ApplicationScoped
public class WatchedNamespaces {
  private final Set<String> names;
  private final Shards shards;

  WatchedNamespaces(OperatorConfig config, Shards shards) {
    this.names = config.watchNamespaces().orElse(Set.of());
    this.shards = shards;
  }

  /** Has a controller, and what it watches besides, look into these namespaces only. */
  <R extends HasMetadata> void narrow(ControllerConfigurationOverrider<R> controller) {
    if (!names.isEmpty()) {
      controller.settingNamespaces(names);
    }
  }

  /** Has the controller of accounts see those of this shard only. */
  void narrowToOwn(ControllerConfigurationOverrider<AwsAccount> controller) {
    narrow(controller);
    controller.withGenericFilter(shards::owns);
    // Of several namespaces each has a cache, and a store that all of them were given would be
    // cleared by one of what another keeps.
    if (names.size() < 2) {
      controller.withItemStore(new OwnAccounts(shards));
    }
  }
}
