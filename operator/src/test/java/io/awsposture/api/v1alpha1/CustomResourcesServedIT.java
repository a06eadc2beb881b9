package io.awsposture.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.kube.KubeApiServer;
import io.awsposture.kube.RunningApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the API server makes of our kinds: defaults, columns, status written and read back. */
@ExtendWith(KubeApiServer.class)
class CustomResourcesServedIT {

  private final Instant now = Instant.now();

  private final RunningApiServer server;
  private final String namespace;

  CustomResourcesServedIT(RunningApiServer server) {
    this.server = server;
    this.namespace = server.newNamespace("served");
  }

  @Test
  void crdsAreEstablished() {
    assertThat(
            server
                .client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .list()
                .getItems()
                .stream()
                .filter(crd -> crd.getSpec().getGroup().equals("awsposture.io"))
                .filter(crd ->
                    crd.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                            condition.getType().equals("Established")
                                && condition.getStatus().equals("True")))
                .filter(crd ->
                    crd.getStatus().getConditions().stream()
                        .noneMatch(condition -> condition.getType().equals("NonStructuralSchema")))
                .map(crd -> crd.getSpec().getNames().getKind()))
        .containsExactlyInAnyOrder(
            "AccountReport", "AwsAccount", "PlanApproval", "SecurityBaseline", "Suppression");
  }

  @Test
  void defaultsOfAnAccount() {
    AwsAccount account = account("minimal", minimalSpec()).create();

    assertThat(account.getStatus().observedGeneration()).isEqualTo(-1);
    assertThat(account.getStatus().conditions()).isEmpty();
    assertThat(account.getSpec().partition()).isEqualTo("aws");
    assertThat(account.getSpec().scanInterval()).hasMinutes(30);
    assertThat(account.getSpec().modeLimit()).isEqualTo(Mode.ENFORCE);
    assertThat(account.getSpec().suspend()).isFalse();
    GenericKubernetesResource stored =
        server
            .client()
            .genericKubernetesResources("awsposture.io/v1alpha1", "AwsAccount")
            .inNamespace(namespace)
            .withName("minimal")
            .require();
    assertThat(stored.<Object>get("status")).isEqualTo(Map.of("observedGeneration", -1));
    assertThat(stored.<Object>get("spec", "interval")).isEqualTo("30m");
  }

  @Test
  void defaultsOfABaselineLeaveRoomForItsParent() {
    SecurityBaseline baseline = new SecurityBaseline();
    baseline.setMetadata(
        new ObjectMetaBuilder().withName("empty").withNamespace(namespace).build());
    baseline.setSpec(
        new SecurityBaselineSpec(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null));
    SecurityBaseline stored = server.client().resource(baseline).create();

    assertThat(stored.getStatus().observedGeneration()).isEqualTo(-1);
    assertThat(stored.getSpec()).isEqualTo(baseline.getSpec());
    assertThat(stored.getSpec().usableFrom()).isEqualTo(UsableFrom.SAME_NAMESPACE);
    assertThat(stored.getSpec().mode()).isNull();
  }

  @Test
  void anAccountReadAndWrittenByTheClientStaysAccepted() {
    account("edited", minimalSpec()).create();
    AwsAccount edited =
        server
            .client()
            .resources(AwsAccount.class)
            .inNamespace(namespace)
            .withName("edited")
            .edit(account -> {
              account.getMetadata().setLabels(Map.of("tier", "gold"));
              return account;
            });
    assertThat(edited.getMetadata().getLabels()).containsEntry("tier", "gold");
    assertThat(edited.getMetadata().getGeneration()).isEqualTo(1);
  }

  @Test
  void aStatusIsReadBackAsItWasWritten() {
    AwsAccount created = account("status", minimalSpec()).create();
    AwsAccountStatus status = SampleStatus.of("111122223333", 1, now);
    AwsAccount written = apply(created, status);

    assertThat(written.getStatus()).isEqualTo(status);
    assertThat(written.getStatus().conditions().getFirst().lastTransitionTime())
        .isEqualTo(now.truncatedTo(ChronoUnit.SECONDS));
    assertThat(apply(written, status).getMetadata().getResourceVersion())
        .as("writing the same status again writes nothing")
        .isEqualTo(written.getMetadata().getResourceVersion());
    GenericKubernetesResource stored =
        server
            .client()
            .genericKubernetesResources("awsposture.io/v1alpha1", "AwsAccount")
            .inNamespace(namespace)
            .withName("status")
            .require();
    assertThat(stored.<Object>get("status", "lastScan", "completionTime"))
        .isEqualTo(now.truncatedTo(ChronoUnit.SECONDS).toString());
    assertThat(server.client().getKubernetesSerialization().asJson(stored.get("status")))
        .as("a status stays under 20 KB")
        .hasSizeLessThan(20_000);
  }

  @Test
  void columnsOfAccounts() {
    AwsAccount created = account("payments-prod", minimalSpec()).create();
    apply(created, SampleStatus.of("111122223333", 1, now.minus(3, ChronoUnit.HOURS)));

    List<String> lines =
        server.kubectl("get", "awsacct", "payments-prod", "-n", namespace).lines().toList();
    assertThat(columns(lines.get(0)))
        .containsExactly(
            "NAME",
            "ACCOUNT",
            "BASELINE",
            "SCORE",
            "FAILING",
            "CRITICAL",
            "READY",
            "COMPLIANT",
            "LAST SCAN",
            "AGE");
    assertThat(columns(lines.get(1)))
        .startsWith(
            "payments-prod", "111122223333", "foundation", "64", "6", "1", "True", "False", "3h");
  }

  @Test
  void columnsOfBaselines() {
    SecurityBaseline baseline = new SecurityBaseline();
    baseline.setMetadata(
        new ObjectMetaBuilder().withName("foundation").withNamespace(namespace).build());
    baseline.setSpec(
        new SecurityBaselineSpec(
            null,
            null,
            Mode.OBSERVE,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null));
    server.client().resource(baseline).create();
    baseline.setStatus(
        new SecurityBaselineStatus(
            1,
            List.of(new Condition("Ready", ConditionStatus.TRUE, 1, now, "Resolved", "")),
            "b-0123456789ab",
            new BaselineAccounts(5, 5, 3, 1, 1),
            new BaselineScore(81, 57, List.of(new FrameworkScore("essential-26", 79, 50))),
            14,
            List.of(new UnknownControl("GuardDuty.99", "GuardDuty.1")),
            List.of("SSM.4"),
            List.of(
                new Weakening(
                    WeakeningKind.CONTROL_DISABLED,
                    "EC2.6",
                    "flow logs are collected by the network team",
                    "2027-06-30")),
            1,
            List.of()));
    server.client().resource(baseline).updateStatus();

    List<String> lines = server.kubectl("get", "baseline", "-n", namespace).lines().toList();
    assertThat(columns(lines.get(0)))
        .containsExactly("NAME", "MODE", "ACCOUNTS", "COMPLIANT", "SCORE", "READY", "AGE");
    assertThat(columns(lines.get(1))).startsWith("foundation", "Observe", "5", "3", "81", "True");
    assertThat(server.kubectl("get", "awsposture", "-n", namespace))
        .as("the category lists both kinds")
        .contains("securitybaseline.awsposture.io/foundation");
  }

  @Test
  void aSuppressionReadAndWrittenByTheClientStaysAccepted() {
    suppression("edited").create();
    Suppression edited =
        server
            .client()
            .resources(Suppression.class)
            .inNamespace(namespace)
            .withName("edited")
            .edit(suppression -> {
              suppression.getMetadata().setLabels(Map.of("team", "payments"));
              return suppression;
            });
    assertThat(edited.getMetadata().getLabels()).containsEntry("team", "payments");
    assertThat(edited.getMetadata().getGeneration()).isEqualTo(1);
    assertThat(edited.getSpec()).isEqualTo(suppression("edited").item().getSpec());
    assertThat(edited.getStatus().observedGeneration()).isEqualTo(-1);
  }

  @Test
  void columnsOfSuppressions() {
    Suppression written = suppression("edge-ssh").create();
    written.setStatus(
        new SuppressionStatus(
            1,
            List.of(new Condition("Active", ConditionStatus.TRUE, 1, now, "InForce", "")),
            new MatchedFindings(3, 1, 0, 0),
            List.of("arn:aws:ec2:us-east-1:111122223333:security-group/sg-0abc1"),
            now,
            null,
            List.of(),
            List.of()));
    assertThat(server.client().resource(written).updateStatus().getStatus())
        .isEqualTo(written.getStatus());

    List<String> lines =
        server.kubectl("get", "suppress", "edge-ssh", "-n", namespace).lines().toList();
    assertThat(columns(lines.get(0)))
        .containsExactly("NAME", "CONTROLS", "OWNER", "EXPIRES", "ACTIVE", "FINDINGS", "AGE");
    assertThat(columns(lines.get(1)))
        .startsWith(
            "edge-ssh",
            "[\"EC2.19\",\"EC2.2\"]",
            "payments-team",
            "2027-02-21T00:00:00Z",
            "True",
            "3");
  }

  private Resource<Suppression> suppression(String name) {
    Suppression suppression = new Suppression();
    suppression.setMetadata(
        new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
    suppression.setSpec(
        new SuppressionSpec(
            List.of("EC2.19", "EC2.2"),
            List.of("111122223333"),
            null,
            null,
            null,
            "accepted in the review of the edge",
            null,
            "payments-team",
            null,
            Instant.parse("2026-11-21T00:00:00Z"),
            Instant.parse("2027-02-21T00:00:00Z")));
    return server.client().resource(suppression);
  }

  private static List<String> columns(String line) {
    return Arrays.stream(line.strip().split(" {2,}")).toList();
  }

  private static AwsAccountSpec minimalSpec() {
    return new AwsAccountSpec(
        "111122223333",
        null,
        new BaselineReference("foundation", null),
        null,
        null,
        null,
        null,
        null,
        false,
        false);
  }

  private Resource<AwsAccount> account(String name, AwsAccountSpec spec) {
    AwsAccount account = new AwsAccount();
    account.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
    account.setSpec(spec);
    return server.client().resource(account);
  }

  /** Writes a status as the operator does: server-side, from an object that holds nothing else. */
  private AwsAccount apply(AwsAccount target, AwsAccountStatus status) {
    AwsAccount fresh = new AwsAccount();
    fresh.setMetadata(
        new ObjectMetaBuilder()
            .withName(target.getMetadata().getName())
            .withNamespace(namespace)
            .build());
    fresh.setStatus(status);
    return server
        .client()
        .resource(fresh)
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("awsposture")
                .withForce(true)
                .build());
  }
}
