package io.awsposture.reconcile;

import io.awsposture.OperatorConfig;
import io.awsposture.apply.Closed;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The operator-wide switch for writes: a ConfigMap, asked of the API server itself before every
 * write.
 */
@ApplicationScoped
public class WriteSwitch {
  private static final Logger LOG = Logger.getLogger(WriteSwitch.class);
  private static final String KEY = "enabled";
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final String OFF = "WritesSwitchedOff";
  private static final String UNREADABLE = "WriteSwitchUnreadable";

  private final ScheduledExecutorService watcher =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("write-switch").daemon().factory());

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
      on = isOn(Optional.ofNullable(found), config.writes().enabled());
      return on
          ? Optional.empty()
          : Optional.of(
              new Closed(
                  OFF,
                  "writes are switched off for all accounts: "
                      + (found == null
                          ? place + " does not exist, and the operator's setting is false"
                          : place + " does not say " + KEY + ": \"true\"")));
    } catch (KubernetesClientException unreadable) {
      on = false;
      return Optional.of(
          new Closed(
              UNREADABLE,
              place
                  + " could not be read (HTTP "
                  + unreadable.getCode()
                  + "), so nothing is written"));
    }
  }

  /**
   * Whether writes are on. A switch that exists and does not say so in the one word for it is off:
   * somebody who reaches for it in a hurry must not leave it on by a slip.
   *
   * @param setting of the operator; it counts only where there is no switch
   */
  static boolean isOn(Optional<ConfigMap> found, boolean setting) {
    return found
        .map(map ->
            Optional.ofNullable(map.getData())
                .map(data -> data.get(KEY))
                .filter("true"::equals)
                .isPresent())
        .orElse(setting);
  }

  /** Whether this is why the switch keeps writes back. */
  static boolean isItsWord(Closed closed) {
    return closed.reason().equals(OFF) || closed.reason().equals(UNREADABLE);
  }

  /**
   * Reads the switch every few seconds from now on, so that writes go on soon after it is on again
   * and not at each account's next interval.
   *
   * @param onAgain run whenever the switch is found on; must be quick
   */
  void watch(Runnable onAgain) {
    watcher.scheduleWithFixedDelay(
        () -> look(onAgain), LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look(Runnable onAgain) {
    try {
      if (closed().isEmpty()) {
        onAgain.run();
      }
    } catch (RuntimeException broken) {
      // A scheduled task that throws is never run again.
      LOG.error("looking at the write switch failed; it is tried again in a moment", broken);
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
