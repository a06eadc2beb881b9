package io.awsposture.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.awsposture.ProjectRoot;
import io.awsposture.kube.HelmTool;
import io.awsposture.kube.KubeApiServer;
import io.awsposture.kube.RunningApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples for Flux and Argo CD, held against the definitions of their own kinds. */
@ExtendWith({GitOpsTools.class, HelmTool.class, KubeApiServer.class})
class GitOpsExamplesIT {
  private final RunningApiServer server;

  GitOpsExamplesIT(RunningApiServer server) {
    this.server = server;
  }

  @BeforeAll
  static void install(RunningApiServer server) {
    server.kubectl("apply", "--server-side", "-f", GitOpsTools.definitions().toString());
    server.kubectl("wait", "--for=condition=Established", "--timeout=30s", "crd", "--all");
    for (String namespace : List.of("flux-system", "argocd", "awsposture-system")) {
      server
          .client()
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
          .serverSideApply();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flux/kustomizations.yaml",
        "flux/operator/release.yaml",
        "argocd/operator.yaml",
        "argocd/posture.yaml"
      })
  void isAccepted(String file) {
    assertThat(
            server.kubectl(
                "apply",
                "--dry-run=server",
                "--validate=strict",
                "-f",
                ProjectRoot.resolve("examples/" + file).toString()))
        .contains("created (server dry run)");
  }

  /** The test above can fail. */
  @Test
  void whatFluxDoesNotKnowIsRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("broken.yaml");
    Files.writeString(
        file,
        Files.readString(ProjectRoot.resolve("examples/flux/kustomizations.yaml"))
            .replace("  wait: true", "  waits: true"));
    assertThatThrownBy(() ->
            server.kubectl("apply", "--dry-run=server", "--validate=strict", "-f", file.toString()))
        .hasMessageContaining("unknown field \"spec.waits\"");
  }

  /** The chart takes the values, and gives the operator and the policies. */
  @ParameterizedTest
  @CsvSource({
    "flux/operator/release.yaml, HelmRelease, system:serviceaccount:flux-system:kustomize-controller",
    "argocd/operator.yaml, Application, system:serviceaccount:argocd:argocd-application-controller"
  })
  void theChartTakesTheValues(String file, String kind, String user, @TempDir Path folder)
      throws IOException {
    GenericKubernetesResource object;
    try (InputStream in = Files.newInputStream(ProjectRoot.resolve("examples/" + file))) {
      object =
          server.client().load(in).items().stream()
              .filter(it -> it.getKind().equals(kind))
              .map(GenericKubernetesResource.class::cast)
              .findFirst()
              .orElseThrow();
    }
    Object values =
        kind.equals("HelmRelease")
            ? object.get("spec", "values")
            : object.get("spec", "source", "helm", "valuesObject");
    Path given = folder.resolve("values.yaml");
    Files.writeString(given, server.client().getKubernetesSerialization().asYaml(values));

    String rendered =
        HelmTool.rendered(
            "aws-posture-operator", "awsposture-system", "--values", given.toString());
    assertThat(rendered).contains("kind: Deployment", "kind: ValidatingAdmissionPolicy", user);
  }

  /** A fresh object is not taken for done by either tool. */
  @Test
  void whatWasJustCreatedIsWaitedFor() throws IOException {
    String namespace = server.newNamespace("fresh");
    for (String kind : ArgoCdHealthTest.NAMES) {
      String lua =
          Files.readString(
              ProjectRoot.resolve(
                  "examples/argocd/resource_customizations/awsposture.io/" + kind + "/health.lua"));
      HasMetadata made = server.client().resource(example(kind, namespace)).create();
      String live = server.client().getKubernetesSerialization().asYaml(made);

      assertThat(GitOpsTools.kstatus(live)).isEqualTo("InProgress");
      assertThat(GitOpsTools.health(lua, live).status()).isEqualTo("Progressing");
      server.client().resource(made).delete();
    }
  }

  private static GenericKubernetesResource example(String kind, String namespace)
      throws IOException {
    Path folder = ProjectRoot.resolve("operator/src/test/resources/argocd/" + kind + "/testdata");
    GenericKubernetesResource object =
        Serialization.unmarshal(
            Files.readString(folder.resolve("progressing_created.yaml")),
            GenericKubernetesResource.class);
    object.getMetadata().setNamespace(namespace);
    object.getMetadata().setGeneration(null);
    object.getAdditionalProperties().remove("status");
    return object;
  }
}
