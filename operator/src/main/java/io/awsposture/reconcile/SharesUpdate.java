package io.awsposture.reconcile;

import io.awsposture.api.v1alpha1.SharedStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.List;

/**
 * Lets through what a person changed, and what another shard says of its accounts. The SDK's
 * generation filter would be combined with this one by AND and hide the latter, so it is off.
 */
public final class SharesUpdate implements OnUpdateFilter<HasMetadata> {
  /** A filter; it holds nothing. */
  public SharesUpdate() {}

  @Override
  public boolean accept(HasMetadata now, HasMetadata before) {
    return RelevantUpdate.isRelevant(now, before) || !shares(now).equals(shares(before));
  }

  private static List<?> shares(HasMetadata object) {
    return object instanceof CustomResource<?, ?> resource
            && resource.getStatus() instanceof SharedStatus status
        ? status.shards()
        : List.of();
  }
}
