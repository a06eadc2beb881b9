package io.awsposture.reconcile;

import io.awsposture.report.EventToSend;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Sends Events about objects. An event that cannot be sent is logged and dropped: nothing may wait
 * for it.
 */
@ApplicationScoped
public class EventSender {
  private static final Logger LOG = Logger.getLogger(EventSender.class);
  private static final String CONTROLLER = "awsposture.io/operator";
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

  private final KubernetesClient kubernetes;
  private final Clock clock;

  EventSender(KubernetesClient kubernetes, Clock clock) {
    this.kubernetes = kubernetes;
    this.clock = clock;
  }

  void send(HasMetadata about, List<EventToSend> events) {
    events.forEach(event -> send(about, event));
  }

  private void send(HasMetadata about, EventToSend event) {
    ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
    try {
      kubernetes
          .resource(
              new EventBuilder()
                  .withNewMetadata()
                  .withNamespace(about.getMetadata().getNamespace())
                  .withGenerateName(about.getMetadata().getName() + "-")
                  .endMetadata()
                  .withNewRegarding()
                  .withApiVersion(about.getApiVersion())
                  .withKind(about.getKind())
                  .withNamespace(about.getMetadata().getNamespace())
                  .withName(about.getMetadata().getName())
                  .withUid(about.getMetadata().getUid())
                  .withResourceVersion(about.getMetadata().getResourceVersion())
                  .endRegarding()
                  .withType(event.type())
                  .withReason(event.reason())
                  .withAction("Reconcile")
                  .withNote(event.message())
                  .withReportingController(CONTROLLER)
                  .withReportingInstance("awsposture")
                  .withEventTime(new MicroTime(MICROS.format(now)))
                  .build())
          .create();
    } catch (KubernetesClientException refused) {
      LOG.warnf(
          "event %s about %s/%s could not be sent (HTTP %d): %s",
          event.reason(),
          about.getMetadata().getNamespace(),
          about.getMetadata().getName(),
          refused.getCode(),
          refused.getMessage());
    }
  }
}
