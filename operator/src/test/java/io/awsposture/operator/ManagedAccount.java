package io.awsposture.operator;

import static io.awsposture.scenario.EmulatedAccount.HOME;

import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.ConditionStatus;
import io.awsposture.api.v1alpha1.PlanApproval;
import io.awsposture.api.v1alpha1.SecurityBaseline;
import io.awsposture.api.v1alpha1.Suppression;
import io.awsposture.emulator.AwsProxy;
import io.awsposture.kube.KubeApiServer;
import io.awsposture.report.ConditionInvariants;
import io.awsposture.scenario.EmulatedAccount;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A namespace of its own with a baseline and an AwsAccount in it, and the emulated account that
 * they are about. Every status that the operator ever writes there is kept, and held against the
 * invariants at the end.
 */
final class ManagedAccount implements AutoCloseable {
  /** The operator's id, which write roles carry in their tag. */
  static final String INSTALLATION = "test";

  static final String DUBLIN = "eu-west-1";
  static final String NAME = "payments";
  static final Duration PATIENCE = Duration.ofSeconds(45);

  private final KubernetesClient kubernetes;
  private final String namespace;
  private final EmulatedAccount account;
  private final Map<String, List<AwsAccount>> seen = new LinkedHashMap<>();
  private final Watch watch;

  /** Nothing is applied yet; the emulated account has two Regions and a write role. */
  ManagedAccount(AwsProxy aws, String id) {
    this(aws, id, KubeApiServer.running().client(), KubeApiServer.running().newNamespace("team"));
  }

  /** The same in another cluster, in a namespace that is there already. */
  ManagedAccount(AwsProxy aws, String id, KubernetesClient cluster, String namespaceThere) {
    kubernetes = cluster;
    namespace = namespaceThere;
    account = new EmulatedAccount(aws, id);
    aws.regionsOf(id, HOME, DUBLIN);
    account.writeRoleOf(INSTALLATION);
    watch = kubernetes.resources(AwsAccount.class).inNamespace(namespace).watch(new Notes());
  }

  /** The emulated account. */
  EmulatedAccount aws() {
    return account;
  }

  String namespace() {
    return namespace;
  }

  /** Applies the baseline, GuardDuty in this mode. */
  void baseline(String mode) {
    baseline(mode, "GuardDuty.1");
  }

  /** Applies the baseline: these controls in this mode, with consent to what they take. */
  void baseline(String mode, String... controls) {
    StringBuilder entries = new StringBuilder();
    for (String control : controls) {
      entries.append("\n  - {id: ").append(control).append(", accept: [Costs, Disrupts]}");
    }
    apply(
        """
        apiVersion: awsposture.io/v1alpha1
        kind: SecurityBaseline
        metadata: {name: foundation, namespace: %s}
        spec:
          mode: %s
          controls:%s
        """
            .formatted(namespace, mode, entries));
  }

  /** Applies the AwsAccount. */
  void account() {
    account(NAME);
  }

  /** Applies an AwsAccount of this name for the same account. */
  void account(String name) {
    apply(
        """
        apiVersion: awsposture.io/v1alpha1
        kind: AwsAccount
        metadata: {name: %s, namespace: %s}
        spec:
          accountId: "%s"
          baselineRef: {name: foundation}
          access: {readRoleName: posture/read, writeRoleName: posture/write}
        """
            .formatted(name, namespace, account.id()));
  }

  /** Applies an object of any kind, as a GitOps tool does. */
  void apply(String yaml) {
    kubernetes
        .resource(yaml)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("gitops")
                .withForce(true)
                .build());
  }

  /** Merges into the AwsAccount. */
  void patch(String json) {
    object(NAME).patch(PatchContext.of(PatchType.JSON_MERGE), json);
  }

  /** Asks for a scan by annotation; the value asked with. */
  String requestScan() {
    String value = "request-" + System.nanoTime();
    patch(
        "{\"metadata\":{\"annotations\":{\"awsposture.io/scan-requested-at\":\"" + value + "\"}}}");
    return value;
  }

  /** Asks for a scan by annotation, and waits until it is over. */
  void scanNow() {
    String value = requestScan();
    await("the requested scan is over", status -> value.equals(status.lastHandledScanRequest()));
  }

  void delete(String name) {
    object(name).delete();
  }

  /** The AwsAccount as it is now; null once it is gone. */
  @Nullable AwsAccount now() {
    return object(NAME).get();
  }

  /** Waits until the status is so; the status. */
  AwsAccountStatus await(String what, Predicate<AwsAccountStatus> isSo) {
    return await(NAME, what, PATIENCE, isSo);
  }

  /** Waits until the status of the AwsAccount of this name is so; the status. */
  AwsAccountStatus await(
      String name, String what, Duration limit, Predicate<AwsAccountStatus> isSo) {
    AwsAccountStatus[] last = new AwsAccountStatus[1];
    Waiting.until(
        what,
        limit,
        () -> {
          AwsAccount found = object(name).get();
          last[0] = found == null ? null : found.getStatus();
          return last[0] != null && isSo.test(last[0]);
        },
        () -> last[0] + "\n" + OperatorProcess.outputs());
    return last[0];
  }

  /** Whether a condition has this status and reason. */
  static boolean has(AwsAccountStatus status, String type, ConditionStatus value, String reason) {
    return condition(status, type)
        .filter(it -> it.status() == value && it.reason().equals(reason))
        .isPresent();
  }

  static boolean isReady(AwsAccountStatus status) {
    return has(status, "Ready", ConditionStatus.TRUE, "Scanned");
  }

  static Optional<Condition> condition(AwsAccountStatus status, String type) {
    return status.conditions().stream().filter(it -> it.type().equals(type)).findFirst();
  }

  /** Every status of the AwsAccount with this UID that was ever seen, oldest first. */
  List<AwsAccountStatus> statuses(String uid) {
    synchronized (seen) {
      return seen.getOrDefault(uid, List.of()).stream()
          .flatMap(object -> Optional.ofNullable(object.getStatus()).stream())
          .filter(status -> !status.conditions().isEmpty())
          .toList();
    }
  }

  String kubectl(String... arguments) {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.addAll(List.of("-n", namespace));
    return KubeApiServer.running().kubectl(command.toArray(String[]::new));
  }

  private Resource<AwsAccount> object(String name) {
    return kubernetes.resources(AwsAccount.class).inNamespace(namespace).withName(name);
  }

  /** Takes everything away, so that no later test is scanned along; then judges what was seen. */
  @Override
  public void close() {
    kubernetes.resources(Suppression.class).inNamespace(namespace).delete();
    kubernetes.resources(AwsAccount.class).inNamespace(namespace).delete();
    kubernetes.resources(PlanApproval.class).inNamespace(namespace).delete();
    kubernetes.resources(SecurityBaseline.class).inNamespace(namespace).delete();
    watch.close();
    List<String> uids;
    synchronized (seen) {
      uids = List.copyOf(seen.keySet());
    }
    for (String uid : uids) {
      AwsAccountStatus before = null;
      for (AwsAccountStatus status : statuses(uid)) {
        if (before == null) {
          ConditionInvariants.check(status);
        } else {
          ConditionInvariants.check(before, status);
        }
        before = status;
      }
    }
  }

  /** Notes every version of every AwsAccount of the namespace. */
  private final class Notes implements Watcher<AwsAccount> {
    @Override
    public void eventReceived(Action action, AwsAccount object) {
      synchronized (seen) {
        seen.computeIfAbsent(object.getMetadata().getUid(), _ -> new ArrayList<>()).add(object);
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      throw new AssertionError("the watch was closed", cause);
    }
  }
}
