package io.awsposture.admission;

import static io.awsposture.admission.GuardedNamespace.EMERGENCY;
import static io.awsposture.admission.GuardedNamespace.FLUX;
import static io.awsposture.admission.GuardedNamespace.JANE;
import static io.awsposture.admission.GuardedNamespace.NAMESPACE_CONTROLLER;
import static io.awsposture.admission.GuardedNamespace.merge;
import static io.awsposture.admission.GuardedNamespace.refused;
import static io.awsposture.admission.GuardedNamespace.writeSwitch;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.kube.HelmTool;
import io.awsposture.kube.KubeApiServer;
import io.awsposture.kube.RunningApiServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anybody may switch writes off; on again, in whichever way, takes the GitOps accounts. */
@ExtendWith({HelmTool.class, KubeApiServer.class})
class WriteSwitchAdmissionIT {
  private static final String NAME = "awsposture-writes";
  private static final String ON = "may not switch on what the operator writes";

  private final RunningApiServer server;

  WriteSwitchAdmissionIT(RunningApiServer server) {
    this.server = server;
  }

  @Test
  void peopleSwitchOffAndGitOpsSwitchesOn() {
    try (GuardedNamespace guarded = new GuardedNamespace(server)) {
      KubernetesClient jane = guarded.as(JANE);
      KubernetesClient flux = guarded.as(FLUX);
      assertThat(refused(jane, it -> it.resource(writeSwitch("true")).create())).contains(ON);

      jane.resource(writeSwitch("false")).create();
      merge(jane, ConfigMap.class, NAME, "{\"data\":{\"enabled\":\"no\"}}");
      merge(jane, ConfigMap.class, NAME, "{\"data\":{\"enabled\":null}}");
      staysOff(guarded, jane);

      merge(flux, ConfigMap.class, NAME, "{\"data\":{\"enabled\":\"true\"}}");
      assertThat(refused(jane, it -> merge(it, ConfigMap.class, NAME, "{\"immutable\":true}")))
          .as("which would keep it on")
          .contains(ON);
      merge(jane, ConfigMap.class, NAME, "{\"data\":{\"note\":\"on\"}}");
      merge(jane, ConfigMap.class, NAME, "{\"data\":{\"enabled\":\"false\"}}");
      merge(
          guarded.as(JANE, EMERGENCY), ConfigMap.class, NAME, "{\"data\":{\"enabled\":\"true\"}}");

      jane.resource(writeSwitch("true").replace(NAME, "another")).create();
      merge(jane, ConfigMap.class, "another", "{\"data\":{\"enabled\":\"true\"}}");
    }
  }

  private static void staysOff(GuardedNamespace guarded, KubernetesClient jane) {
    assertThat(
            refused(
                jane, it -> merge(it, ConfigMap.class, NAME, "{\"data\":{\"enabled\":\"true\"}}")))
        .contains("jane " + ON)
        .contains("only " + FLUX)
        .contains("You may switch it off");
    assertThat(refused(jane, it -> it.configMaps().withName(NAME).delete())).contains(ON);
    assertThat(
            refused(
                jane,
                it ->
                    it.raw("/api/v1/namespaces/" + guarded.name() + "/configmaps", "DELETE", null)))
        .as("all that there are, without a name")
        .contains(ON);
    assertThat(
            refused(
                jane,
                it ->
                    merge(
                        it,
                        ConfigMap.class,
                        NAME,
                        "{\"metadata\":{\"ownerReferences\":[{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"name\":\"none\",\"uid\":\"none\"}]}}")))
        .as("the garbage collector would delete it")
        .contains("may not change owners");
  }

  /** Deleting the switch leaves the word to the operator's setting. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deletingItIsWhatTheSettingMakesOfIt(boolean setting) {
    try (GuardedNamespace guarded =
        new GuardedNamespace(server, "--set=writes.enabled=" + setting)) {
      KubernetesClient jane = guarded.as(JANE);
      jane.resource(writeSwitch("false")).create();
      if (setting) {
        assertThat(refused(jane, it -> it.configMaps().withName(NAME).delete())).contains(ON);
        guarded.as(NAMESPACE_CONTROLLER).configMaps().withName(NAME).delete();
      } else {
        jane.configMaps().withName(NAME).delete();
      }
      assertThat(server.client().configMaps().inNamespace(guarded.name()).withName(NAME).get())
          .isNull();
    }
  }
}
