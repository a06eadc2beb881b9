package io.awsposture.reconcile;

import io.awsposture.api.v1alpha1.AwsAccount;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/**
 * Lets through what a person changed: spec, labels and annotations, and deletion. Our own status
 * writes are none of it. The SDK's generation filter would be combined with this one by AND and
 * hide annotations, so it is off.
 */
public final class RelevantUpdate implements OnUpdateFilter<AwsAccount> {
  /** A filter; it holds nothing. */
  public RelevantUpdate() {}

  @Override
  public boolean accept(AwsAccount now, AwsAccount before) {
    return isRelevant(now, before)
        || !Objects.equals(ScanRequest.annotations(now), ScanRequest.annotations(before))
        || !Objects.equals(now.getMetadata().getLabels(), before.getMetadata().getLabels());
  }

  /** True where the spec changed, the object is another one, or it is being deleted. */
  static boolean isRelevant(HasMetadata now, HasMetadata before) {
    return !Objects.equals(now.getMetadata().getGeneration(), before.getMetadata().getGeneration())
        || !Objects.equals(now.getMetadata().getUid(), before.getMetadata().getUid())
        || !Objects.equals(
            now.getMetadata().getDeletionTimestamp(), before.getMetadata().getDeletionTimestamp());
  }
}
