package io.awsposture.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.kube.AuditLog.Request;
import io.awsposture.kube.HelmTool;
import io.awsposture.kube.RunningApiServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The operator's service account with the rights that the chart gives it, and no others. */
final class ChartRights implements AutoCloseable {
  private static final Set<String> KINDS =
      Set.of("ServiceAccount", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding");
  private static final String POLICY = "ValidatingAdmissionPolicy";

  private final RunningApiServer server;
  private final String namespace;
  private final String watched;
  private final List<HasMetadata> objects;

  /**
   * A right to do one thing.
   *
   * @param namespace it holds in; empty: in all of them
   * @param name of the one object it holds for; empty: all of them
   */
  record Right(String namespace, String group, String resource, String name, String verb) {
    boolean covers(Request request) {
      return (namespace.isEmpty() || namespace.equals(request.namespace()))
          && group.equals(request.group())
          && resource.equals(request.resource())
          && (name.isEmpty() || name.equals(request.name()))
          && verb.equals(request.verb());
    }

    /** Server-side apply of what is not there yet takes the right to create it as well. */
    boolean coversCreationBy(Request request) {
      return request.verb().equals("patch")
          && request.code() == 201
          && covers(
              new Request(
                  "create",
                  request.group(),
                  request.resource(),
                  request.namespace(),
                  request.name(),
                  request.code(),
                  true));
    }
  }

  /**
   * Installs what the chart renders into a namespace of its own.
   *
   * @param watched the namespace whose custom resources are watched; {@code *}: all of them
   */
  ChartRights(RunningApiServer server, String watched) {
    this.server = server;
    this.namespace = server.newNamespace("release");
    this.watched = watched;
    String rendered =
        HelmTool.rendered(
            "posture",
            namespace,
            "--set=installation=" + ManagedAccount.INSTALLATION,
            "--set=watchNamespaces[0]=" + watched,
            // Whoever makes objects in tests is admin; the operator itself is held to the policies.
            "--set=admission.enabled=true",
            "--set=admission.breakGlassGroups[0]=system:masters");
    this.objects =
        server
            .client()
            .load(new ByteArrayInputStream(rendered.getBytes(StandardCharsets.UTF_8)))
            .items()
            .stream()
            .filter(it -> KINDS.contains(it.getKind()) || it.getKind().startsWith(POLICY))
            .toList();
    objects.forEach(it -> server.client().resource(it).serverSideApply());
  }

  String namespace() {
    return namespace;
  }

  private String serviceAccount() {
    return only("ServiceAccount").getMetadata().getName();
  }

  String user() {
    return "system:serviceaccount:" + namespace + ":" + serviceAccount();
  }

  private HasMetadata only(String kind) {
    List<HasMetadata> found = objects.stream().filter(it -> it.getKind().equals(kind)).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  /** How the operator is started with these rights. */
  Map<String, String> settings() {
    return Map.of(
        "kubeconfig",
        server.kubeconfigOf(namespace, serviceAccount()).toString(),
        "awsposture.namespace",
        namespace,
        "awsposture.soak",
        "0s",
        "awsposture.watch-namespaces",
        watched.equals("*") ? "" : watched);
  }

  /** Every right there is: each verb of each resource of each rule. */
  List<Right> all() {
    List<Right> rights = new ArrayList<>();
    for (HasMetadata role : roles()) {
      String where = Objects.requireNonNullElse(role.getMetadata().getNamespace(), "");
      for (PolicyRule rule : rules(role)) {
        List<String> names = rule.getResourceNames();
        for (String group : rule.getApiGroups()) {
          for (String resource : rule.getResources()) {
            for (String name : names.isEmpty() ? List.of("") : names) {
              rule.getVerbs()
                  .forEach(verb -> rights.add(new Right(where, group, resource, name, verb)));
            }
          }
        }
      }
    }
    return rights;
  }

  /** Each role of the release. */
  List<HasMetadata> roles() {
    return objects.stream().filter(it -> it instanceof Role || it instanceof ClusterRole).toList();
  }

  static List<PolicyRule> rules(HasMetadata role) {
    return role instanceof Role here ? here.getRules() : ((ClusterRole) role).getRules();
  }

  /**
   * Takes away the rule that is about this resource, and gives back what else was taken away of the
   * same role.
   *
   * @return gives it back
   */
  Runnable without(String resource) {
    HasMetadata role =
        roles().stream()
            .filter(
                it -> rules(it).stream().anyMatch(rule -> rule.getResources().contains(resource)))
            .findFirst()
            .orElseThrow();
    List<PolicyRule> left =
        rules(role).stream().filter(rule -> !rule.getResources().contains(resource)).toList();
    assertThat(left).as("one rule is about %s", resource).hasSize(rules(role).size() - 1);
    HasMetadata less = server.client().getKubernetesSerialization().clone(role);
    if (less instanceof Role here) {
      here.setRules(left);
    } else {
      ((ClusterRole) less).setRules(left);
    }
    replace(less);
    Right lost =
        all().stream().filter(right -> right.resource().equals(resource)).findFirst().orElseThrow();
    awaitThat(lost, false);
    return () -> {
      replace(role);
      awaitThat(lost, true);
    };
  }

  private void replace(HasMetadata role) {
    HasMetadata fresh = server.client().getKubernetesSerialization().clone(role);
    fresh.getMetadata().setResourceVersion(null);
    server.client().resource(fresh).update();
  }

  /** RBAC counts some moments after it was written. */
  private void awaitThat(Right right, boolean held) {
    String[] resource = right.resource().split("/", 2);
    String of = right.group().isEmpty() ? resource[0] : resource[0] + "." + right.group();
    List<String> asked =
        new ArrayList<>(
            List.of(
                "auth",
                "can-i",
                right.verb(),
                right.name().isEmpty() ? of : of + "/" + right.name()));
    if (resource.length > 1) {
      asked.add("--subresource=" + resource[1]);
    }
    asked.addAll(
        List.of("-n", right.namespace().isEmpty() ? namespace : right.namespace(), "--as", user()));
    Waiting.until(
        right + " is held: " + held,
        Duration.ofSeconds(10),
        () -> can(asked) == held,
        asked::toString);
  }

  private boolean can(List<String> asked) {
    try {
      return server.kubectl(asked.toArray(String[]::new)).strip().endsWith("yes");
    } catch (IllegalStateException no) {
      return false;
    }
  }

  @Override
  public void close() {
    objects.stream()
        .filter(it -> it.getKind().startsWith("Cluster") || it.getKind().startsWith(POLICY))
        .forEach(it -> server.client().resource(it).delete());
  }
}
