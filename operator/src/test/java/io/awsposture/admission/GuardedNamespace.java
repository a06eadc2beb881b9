package io.awsposture.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.awsposture.api.v1alpha1.AccountReport;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.PlanApproval;
import io.awsposture.api.v1alpha1.SecurityBaseline;
import io.awsposture.api.v1alpha1.Suppression;
import io.awsposture.kube.HelmTool;
import io.awsposture.kube.RunningApiServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A namespace with the chart's admission policies over it, in which everybody of the group {@link
 * #GROUP} may write everything as far as RBAC goes. The policies hold nowhere else.
 */
final class GuardedNamespace implements AutoCloseable {
  /** A person, whom RBAC lets write everything. */
  static final String JANE = "jane";

  /** The service account that applies what was reviewed. */
  static final String FLUX = "system:serviceaccount:flux-system:kustomize-controller";

  static final String GARBAGE_COLLECTOR =
      "system:serviceaccount:kube-system:generic-garbage-collector";
  static final String NAMESPACE_CONTROLLER =
      "system:serviceaccount:kube-system:namespace-controller";

  /** Whom the policies let do everything. */
  static final String EMERGENCY = "emergency";

  private static final String GROUP = "people";
  private static final String RIGHTS =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: everything, namespace: %1$s}
      rules:
      - {apiGroups: [awsposture.io], resources: ["*"], verbs: ["*"]}
      - {apiGroups: [""], resources: [configmaps], verbs: ["*"]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: everything, namespace: %1$s}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: everything}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: %2$s}]
      """;

  private final RunningApiServer server;
  private final String namespace;
  private final List<HasMetadata> policies;
  private final List<KubernetesClient> clients = new ArrayList<>();

  /** The release stands in the namespace itself; more values as arguments of helm. */
  GuardedNamespace(RunningApiServer server, String... values) {
    this.server = server;
    this.namespace = server.newNamespace("guarded");
    server.client().load(stream(RIGHTS.formatted(namespace, GROUP))).serverSideApply();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--set=installation=test",
                "--set=admission.enabled=true",
                "--set=admission.gitOpsServiceAccounts[0].namespace=flux-system",
                "--set=admission.gitOpsServiceAccounts[0].name=kustomize-controller",
                "--set=admission.breakGlassGroups[0]=" + EMERGENCY));
    arguments.addAll(List.of(values));
    String rendered = HelmTool.rendered("posture", namespace, arguments.toArray(String[]::new));
    policies =
        server.client().load(stream(rendered)).items().stream()
            .filter(it -> it.getKind().startsWith("ValidatingAdmissionPolicy"))
            .toList();
    assertThat(policies).as("two policies, each with its binding").hasSize(4);
    policies.forEach(policy -> server.client().resource(policy).serverSideApply());
    awaitActive();
  }

  private static ByteArrayInputStream stream(String yaml) {
    return new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
  }

  /** A policy counts some time after it was written; both are there once both refuse. */
  private void awaitActive() {
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    boolean resources = false;
    boolean writeSwitch = false;
    while (!resources || !writeSwitch) {
      assertThat(Instant.now()).as("the policies are active in time").isBefore(end);
      resources = resources || !goesThrough(jane -> dryRun(jane, account("probe")));
      writeSwitch = writeSwitch || !goesThrough(jane -> dryRun(jane, writeSwitch("true")));
    }
  }

  private boolean goesThrough(Consumer<KubernetesClient> attempt) {
    try {
      attempt.accept(as(JANE));
      Thread.sleep(50);
      return true;
    } catch (KubernetesClientException refused) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void dryRun(KubernetesClient client, String yaml) {
    client.resource(yaml).dryRun(true).create();
  }

  String name() {
    return namespace;
  }

  /** The user name of the operator of the release. */
  String operator() {
    return "system:serviceaccount:" + namespace + ":posture-aws-posture-operator";
  }

  /** A client of this user, whom RBAC lets write everything here, and of these groups besides. */
  KubernetesClient as(String user, String... groups) {
    List<String> all = new ArrayList<>(List.of(groups));
    all.add(GROUP);
    Config config =
        new ConfigBuilder(Config.fromKubeconfig(server.kubeconfig().toFile()))
            .withImpersonateUsername(user)
            .withImpersonateGroups(all.toArray(String[]::new))
            .withRequestRetryBackoffLimit(0)
            .withNamespace(namespace)
            .build();
    KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
    clients.add(client);
    return client;
  }

  /** What the user is told, who is refused. */
  static String refused(KubernetesClient user, Consumer<KubernetesClient> attempt) {
    KubernetesClientException refusal =
        catchThrowableOfType(KubernetesClientException.class, () -> attempt.accept(user));
    assertThat(refusal).as("it is refused").isNotNull();
    assertThat(refusal.getCode()).as(refusal.getMessage()).isEqualTo(403);
    assertThat(refusal.getMessage()).contains("ValidatingAdmissionPolicy");
    return String.valueOf(refusal.getMessage());
  }

  /** Applies as Flux does. */
  static void apply(KubernetesClient client, String manager, String yaml) {
    client
        .resource(yaml)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(true)
                .build());
  }

  /** Merges JSON into an object. */
  static <T extends HasMetadata> void merge(
      KubernetesClient client, Class<T> kind, String name, String json) {
    client.resources(kind).withName(name).patch(PatchContext.of(PatchType.JSON_MERGE), json);
  }

  static String account(String name) {
    return """
    apiVersion: awsposture.io/v1alpha1
    kind: AwsAccount
    metadata: {name: %s, labels: {owner: payments}}
    spec:
      accountId: "111122223333"
      baselineRef: {name: foundation}
      modeLimit: Enforce
      regions: {exclude: [{name: me-south-1, reason: denied by the organization}]}
    """
        .formatted(name);
  }

  static String baseline(String name) {
    return """
    apiVersion: awsposture.io/v1alpha1
    kind: SecurityBaseline
    metadata: {name: %s}
    spec:
      mode: Enforce
      controls: [{id: GuardDuty.1}]
    """
        .formatted(name);
  }

  static String suppression(String name) {
    return """
    apiVersion: awsposture.io/v1alpha1
    kind: Suppression
    metadata: {name: %s}
    spec:
      controls: [EC2.19, KMS.4]
      accountIds: ["111122223333", "444455556666"]
      reason: until the bastion is moved
      grantedAt: 2026-11-21T00:00:00Z
      expiresAt: 2027-02-21T00:00:00Z
    """
        .formatted(name);
  }

  static String approval(String name) {
    return """
    apiVersion: awsposture.io/v1alpha1
    kind: PlanApproval
    metadata: {name: %s}
    spec:
      reason: reviewed in the board
      expiresAt: 2026-11-28T00:00:00Z
      plans: [{accountId: "111122223333", changes: [c-0123456789ab]}]
    """
        .formatted(name);
  }

  static String report(String name) {
    return """
    apiVersion: awsposture.io/v1alpha1
    kind: AccountReport
    metadata: {name: %s}
    spec: {account: %s, accountId: "111122223333", part: 1, parts: 1, totalChanges: 0, totalFindings: 0}
    """
        .formatted(name, name);
  }

  static String writeSwitch(String enabled) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: awsposture-writes}
    data: {enabled: "%s"}
    """
        .formatted(enabled);
  }

  @Override
  public void close() {
    // Operators of later tests would look after them.
    KubernetesClient emergency = as(JANE, EMERGENCY);
    List.of(
            AwsAccount.class,
            Suppression.class,
            PlanApproval.class,
            SecurityBaseline.class,
            AccountReport.class)
        .forEach(kind -> emergency.resources(kind).inNamespace(namespace).delete());
    policies.forEach(policy -> server.client().resource(policy).delete());
    clients.forEach(KubernetesClient::close);
  }
}
