package io.awsposture.reconcile;

import io.awsposture.api.v1alpha1.Share;
import io.awsposture.report.OperatorMeters;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Writes statuses by server-side apply, always whole: fields left out of a forced apply are
 * deleted. The resource version goes along, so that a status made for one object never lands on
 * another of the same name.
 */
@ApplicationScoped
public class StatusWriter {
  /** The field manager of every status. */
  static final String MANAGER = "awsposture";

  private static final Logger LOG = Logger.getLogger(StatusWriter.class);

  /** When an object is looked at again that was just written. */
  static final Duration SOON = Duration.ofMillis(200);

  private static final Duration AFTER_FAILED_WRITE = Duration.ofSeconds(5);
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;

  private final KubernetesClient kubernetes;
  private final OperatorMeters meters;

  StatusWriter(KubernetesClient kubernetes, OperatorMeters meters) {
    this.kubernetes = kubernetes;
    this.meters = meters;
  }

  /** What came of writing a status. */
  enum Written {
    YES,
    /** The object changed meanwhile: its event follows, and then it is written anew. */
    CONFLICT,
    /** The object is gone. */
    GONE,
    /** The API server refused it or did not answer; worth another try. */
    FAILED;

    /** When the object is looked at again for this. */
    <P extends HasMetadata> UpdateControl<P> next() {
      UpdateControl<P> next = UpdateControl.noUpdate();
      return switch (this) {
        case YES, GONE -> next;
        case CONFLICT -> next.rescheduleAfter(SOON);
        case FAILED -> next.rescheduleAfter(AFTER_FAILED_WRITE);
      };
    }
  }

  /** Writes {@code status} to the object, provided that it is still the one that was seen. */
  <S, R extends CustomResource<?, S>> Written write(R seen, Supplier<R> blank, S status) {
    R patch = blank.get();
    patch.setMetadata(sameObject(seen));
    patch.setStatus(status);
    return apply(seen, patch, MANAGER);
  }

  /** Writes what one shard knows beside what the others and the whole hold. */
  Written write(HasMetadata seen, Share share) {
    return apply(seen, part(seen, Map.of("shards", List.of(share))), manager(share));
  }

  /** Takes away what a shard knew that has nothing to say of the object any more. */
  Written withdraw(HasMetadata seen, Share share) {
    return apply(seen, part(seen, Map.of()), manager(share));
  }

  private static String manager(Share share) {
    return MANAGER + "-shard-" + share.shard();
  }

  private static GenericKubernetesResource part(HasMetadata seen, Map<String, ?> status) {
    GenericKubernetesResource patch = new GenericKubernetesResource();
    patch.setApiVersion(seen.getApiVersion());
    patch.setKind(seen.getKind());
    patch.setMetadata(sameObject(seen));
    patch.setAdditionalProperty("status", status);
    return patch;
  }

  private static ObjectMeta sameObject(HasMetadata seen) {
    return new ObjectMetaBuilder()
        .withName(seen.getMetadata().getName())
        .withNamespace(seen.getMetadata().getNamespace())
        .withUid(seen.getMetadata().getUid())
        .withResourceVersion(seen.getMetadata().getResourceVersion())
        .build();
  }

  private Written apply(HasMetadata seen, HasMetadata patch, String manager) {
    try {
      kubernetes
          .resource(patch)
          .subresource("status")
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.SERVER_SIDE_APPLY)
                  .withFieldManager(manager)
                  .withForce(true)
                  .build());
      return Written.YES;
    } catch (KubernetesClientException refused) {
      return refused(seen, refused);
    }
  }

  private Written refused(HasMetadata object, KubernetesClientException refused) {
    if (refused.getCode() == CONFLICT) {
      return Written.CONFLICT;
    }
    if (refused.getCode() == NOT_FOUND) {
      return Written.GONE;
    }
    meters.statusWriteFailed();
    LOG.warnf(
        "the status of %s %s/%s could not be written (HTTP %d): %s",
        object.getKind(),
        object.getMetadata().getNamespace(),
        object.getMetadata().getName(),
        refused.getCode(),
        refused.getMessage());
    return Written.FAILED;
  }
}
