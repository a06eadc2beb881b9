package io.awsposture.reconcile;

import io.awsposture.OperatorConfig;
import io.awsposture.apply.Closed;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/**
 * The operator-wide switch for writes: a ConfigMap, asked of the API server itself before every
 * write.
 */
@ApplicationScoped
public class WriteSwitch {
  private static final String KEY = "enabled";

  private final KubernetesClient kubernetes;
  private final OperatorConfig config;
  private volatile boolean on;

  WriteSwitch(KubernetesClient kubernetes, OperatorConfig config) {
    this.kubernetes = kubernetes;
    this.config = config;
    this.on = config.writes().enabled();
  }

  /**
   * Why nothing may be written at all; empty: writes are on. A switch that cannot be read is off.
   */
  public Optional<Closed> closed() {
    String place = "ConfigMap " + namespace() + "/" + config.writes().configMap();
    try {
      ConfigMap found =
          kubernetes
              .configMaps()
              .inNamespace(namespace())
              .withName(config.writes().configMap())
              .get();
      Map<String, String> data =
          found == null || found.getData() == null ? Map.of() : found.getData();
      on = Boolean.parseBoolean(data.getOrDefault(KEY, String.valueOf(config.writes().enabled())));
      return on
          ? Optional.empty()
          : Optional.of(
              new Closed(
                  "WritesSwitchedOff",
                  "writes are switched off for all accounts: " + place + " or its default"));
    } catch (KubernetesClientException unreadable) {
      on = false;
      return Optional.of(
          new Closed(
              "WriteSwitchUnreadable",
              place
                  + " could not be read (HTTP "
                  + unreadable.getCode()
                  + "), so nothing is written"));
    }
  }

  /** Whether the switch was on when it was last read; asks nobody. */
  boolean wasOnLately() {
    return on;
  }

  String namespace() {
    return config
        .namespace()
        .orElseGet(() -> Optional.ofNullable(kubernetes.getNamespace()).orElse("default"));
  }
}
