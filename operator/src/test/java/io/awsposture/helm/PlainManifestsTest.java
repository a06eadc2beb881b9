package io.awsposture.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.ProjectRoot;
import io.awsposture.kube.HelmTool;
import io.awsposture.kube.KubeTools;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What people without Helm apply is what the chart makes. Run with {@code -Dhelm.update} to write
 * the base of Kustomize.
 */
@ExtendWith(HelmTool.class)
class PlainManifestsTest {
  private static final Path BASE = ProjectRoot.resolve("deploy/kustomize/operator/operator.yaml");

  @Test
  void theBaseOfKustomizeIsFresh() throws Exception {
    String made = manifests("--kustomize").output();
    if (System.getProperty("helm.update") != null) {
      Files.writeString(BASE, made);
    }
    assertThat(Files.readString(BASE))
        .as("%s is stale: run ./build test -Dtest=PlainManifestsTest -Dhelm.update", BASE)
        .isEqualTo(made);
  }

  @Test
  void theExampleIsAnInstallation() throws Exception {
    RenderedObjects objects = RenderedObjects.in(kustomizedText());
    assertThat(objects.all(CustomResourceDefinition.class)).hasSize(5);
    assertThat(objects.all(Namespace.class)).hasSize(1);
    assertThat(objects.all())
        .filteredOn(it -> it.getMetadata().getNamespace() != null)
        .isNotEmpty()
        .allMatch(it -> it.getMetadata().getNamespace().equals("security"));
    assertThat(objects.all(RoleBinding.class))
        .hasSize(2)
        .flatExtracting(RoleBinding::getSubjects)
        .allMatch(it -> it.getNamespace().equals("security"));
    assertThat(objects.all(ServiceAccount.class).getFirst().getMetadata().getAnnotations())
        .containsKey("eks.amazonaws.com/role-arn");
    Deployment operator = objects.all(Deployment.class).getFirst();
    List<EnvVar> environment =
        operator.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv();
    assertThat(environment)
        .anyMatch(it ->
            it.getName().equals("AWSPOSTURE_INSTALLATION") && it.getValue().equals("platform-eu"));
    // Whatever namespace an overlay chooses, that is the one that is watched.
    assertThat(environment)
        .filteredOn(it -> it.getName().matches("AWSPOSTURE_(WATCH_)?NAMESPACE(S)?"))
        .hasSize(2)
        .allMatch(
            it -> it.getValueFrom().getFieldRef().getFieldPath().equals("metadata.namespace"));
  }

  /** What {@code kubectl kustomize} makes of the example. */
  static String kustomizedText() throws IOException, InterruptedException {
    HelmTool.Answer answer =
        run(
            KubeTools.find().folder().resolve("kubectl").toString(),
            "kustomize",
            ProjectRoot.resolve("deploy/kustomize/example").toString());
    assertThat(answer.exit()).as(answer.messages()).isZero();
    return answer.output();
  }

  @Test
  void aFileForKubectlHoldsEverythingAndNothingOfHelm() throws Exception {
    HelmTool.Answer answer =
        manifests("--set", "installation=x", "--namespace", "elsewhere", "--set=shards.count=2");
    assertThat(answer.exit()).as(answer.messages()).isZero();
    assertThat(answer.output()).doesNotContain("helm.sh", "managed-by", "kind: Pod\n");
    List<HasMetadata> all = RenderedObjects.in(answer.output()).all();
    assertThat(all.getFirst()).isInstanceOf(Namespace.class);
    assertThat(all.getFirst().getMetadata().getName()).isEqualTo("elsewhere");
    assertThat(all)
        .extracting(RenderedObjects::identity)
        .contains(
            "Deployment elsewhere/aws-posture-operator-0",
            "Deployment elsewhere/aws-posture-operator-1",
            "CustomResourceDefinition null/awsaccounts.awsposture.io");
  }

  @Test
  void withoutAnInstallationThereIsNoFile() throws Exception {
    HelmTool.Answer answer = manifests();
    assertThat(answer.exit()).isNotZero();
    assertThat(answer.output()).isEmpty();
    assertThat(answer.messages()).contains("installation is required");
  }

  private static HelmTool.Answer manifests(String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProjectRoot.resolve("tools/manifests.sh").toString());
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private static HelmTool.Answer run(String... command) throws IOException, InterruptedException {
    Path messages = Files.createTempFile("awsposture-manifests-", ".log");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(messages.toFile());
      builder.environment().put("AWSPOSTURE_TOOLS", KubeTools.find().folder().toString());
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new HelmTool.Answer(process.waitFor(), output, Files.readString(messages));
    } finally {
      Files.delete(messages);
    }
  }
}
