package io.awsposture.reconcile;

import io.awsposture.report.OperatorMeters;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.enterprise.context.ApplicationScoped;
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
    FAILED
  }

  /** Writes {@code status} to the object, provided that it is still the one that was seen. */
  <S, R extends CustomResource<?, S>> Written write(R seen, Supplier<R> blank, S status) {
    R patch = blank.get();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withName(seen.getMetadata().getName())
            .withNamespace(seen.getMetadata().getNamespace())
            .withUid(seen.getMetadata().getUid())
            .withResourceVersion(seen.getMetadata().getResourceVersion())
            .build());
    patch.setStatus(status);
    try {
      kubernetes
          .resource(patch)
          .subresource("status")
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.SERVER_SIDE_APPLY)
                  .withFieldManager(MANAGER)
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
