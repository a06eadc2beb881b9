package io.awsposture.reconcile;

import io.awsposture.api.v1alpha1.AwsAccount;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;

/**
 * Keeps the AwsAccounts of this shard and lets go of the others as they arrive: the API server
 * cannot select by a hash, and the cache of ten thousand accounts would not fit a pod.
 */
final class OwnAccounts extends BasicItemStore<AwsAccount> {
  private final Shards shards;

  OwnAccounts(Shards shards) {
    super(Cache::metaNamespaceKeyFunc);
    this.shards = shards;
  }

  @Override
  public AwsAccount put(String key, AwsAccount account) {
    return shards.owns(account) ? super.put(key, account) : super.remove(key);
  }
}
