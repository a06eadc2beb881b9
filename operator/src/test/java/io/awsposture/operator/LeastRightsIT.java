package io.awsposture.operator;

import static io.awsposture.api.v1alpha1.ConditionStatus.FALSE;
import static io.awsposture.api.v1alpha1.ConditionStatus.TRUE;
import static io.awsposture.operator.ManagedAccount.DUBLIN;
import static io.awsposture.operator.ManagedAccount.NAME;
import static io.awsposture.operator.ManagedAccount.PATIENCE;
import static io.awsposture.scenario.EmulatedAccount.HOME;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.AccountReport;
import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.PlannedChange;
import io.awsposture.emulator.AwsProxy;
import io.awsposture.emulator.Emulator;
import io.awsposture.kube.AuditLog.Request;
import io.awsposture.kube.HelmTool;
import io.awsposture.kube.KubeApiServer;
import io.awsposture.kube.RunningApiServer;
import io.awsposture.operator.ChartRights.Right;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The rights that the chart gives are enough, and none is more than enough: the API server's audit
 * log holds what a whole story asked for against what was granted, in both directions. Then each
 * rule is taken away in turn, and something fails.
 */
@ExtendWith({HelmTool.class, KubeApiServer.class, Emulator.class})
class LeastRightsIT {
  /** Every authenticated user may ask what it may do; the leader election does, at the start. */
  private static final String WHAT_MAY_I = "selfsubjectrulesreviews";

  private final RunningApiServer server;

  LeastRightsIT(RunningApiServer server) {
    this.server = server;
  }

  @BeforeEach
  void nobodyElse() {
    OperatorProcess.none();
  }

  @AfterEach
  void nobodyIsLeft() {
    OperatorProcess.killAll();
  }

  @Test
  void ofAllNamespacesEveryRightIsUsed(AwsProxy aws) {
    String namespace = server.newNamespace("team");
    try (ChartRights rights = new ChartRights(server, "*")) {
      OperatorProcess first = OperatorProcess.start(rights.settings());
      try (ManagedAccount account =
          new ManagedAccount(aws, "100000000071", server.client(), namespace)) {
        story(account, first, rights.settings());
      }
      holdsAgainstEachOther(rights);
    }
  }

  @Test
  void ofOneNamespaceEveryRightIsUsedAndEachRuleIsMissed(AwsProxy aws) {
    String namespace = server.newNamespace("team");
    try (ChartRights rights = new ChartRights(server, namespace)) {
      OperatorProcess first = OperatorProcess.start(rights.settings());
      try (ManagedAccount account =
          new ManagedAccount(aws, "100000000072", server.client(), namespace)) {
        OperatorProcess second = story(account, first, rights.settings());
        holdsAgainstEachOther(rights);
        eachRuleIsMissed(account, rights, second);
      }
    }
  }

  /** Proposed, approved, suppressed, enforced, and taken over by a second process. */
  private OperatorProcess story(
      ManagedAccount account, OperatorProcess first, Map<String, String> settings) {
    account.aws().suspendedDetector(HOME);
    account.aws().suspendedDetector(DUBLIN);
    account.baseline("Propose");
    account.account();
    AwsAccountStatus proposed =
        account.await(
            "changes wait", it -> ManagedAccount.has(it, "Enforced", FALSE, "AwaitingApproval"));
    account.apply(suppression(account));
    account.apply(approval(account, proposed));
    account.await("the approved change is made", it -> it.changes().size() == 1);
    account.baseline("Enforce");
    account.await("Enforced", it -> ManagedAccount.has(it, "Enforced", TRUE, "Enforced"));

    OperatorProcess second = OperatorProcess.start(settings);
    String leftOver = reportOfAnEarlierScan(account);
    first.stop();
    account.scanNow();
    Waiting.until(
        "a part of the report that is no more is gone",
        PATIENCE,
        () ->
            server
                    .client()
                    .resources(AccountReport.class)
                    .inNamespace(account.namespace())
                    .withName(leftOver)
                    .get()
                == null,
        second::output);
    assertThat(first.output() + second.output()).doesNotContainIgnoringCase("forbidden");
    return second;
  }

  /** As a larger report leaves it: what the next process finds and takes away. */
  private String reportOfAnEarlierScan(ManagedAccount account) {
    AccountReport part =
        server
            .client()
            .resources(AccountReport.class)
            .inNamespace(account.namespace())
            .list()
            .getItems()
            .getFirst();
    String name = NAME + "-2";
    account.apply(
        """
        apiVersion: awsposture.io/v1alpha1
        kind: AccountReport
        metadata:
          name: %s
          namespace: %s
          labels: {awsposture.io/account: %s}
          ownerReferences:
          - {apiVersion: awsposture.io/v1alpha1, kind: AwsAccount, name: %s, uid: %s, controller: true}
        spec: {account: %s, accountId: "%s", part: 2, parts: 2, totalChanges: 0, totalFindings: 0}
        """
            .formatted(
                name,
                account.namespace(),
                NAME,
                NAME,
                part.getMetadata().getOwnerReferences().getFirst().getUid(),
                NAME,
                account.aws().id()));
    return name;
  }

  private void holdsAgainstEachOther(ChartRights rights) {
    List<Request> asked = server.auditLog().of(rights.user());
    List<Right> granted = rights.all();

    assertThat(asked).as("what the story asked for").hasSizeGreaterThan(20);
    assertThat(asked).filteredOn(request -> !request.authorized()).as("what was refused").isEmpty();
    assertThat(asked)
        .filteredOn(request -> granted.stream().noneMatch(right -> right.covers(request)))
        .as("what took rights that the chart does not give")
        .extracting(Request::resource)
        .containsOnly(WHAT_MAY_I);
    assertThat(granted)
        .filteredOn(right ->
            asked.stream()
                .noneMatch(request -> right.covers(request) || right.coversCreationBy(request)))
        .as("rights that nobody used")
        .isEmpty();
    assertThat(asked).extracting(Request::resource).doesNotContain("secrets");
  }

  /** While the operator runs: RBAC is asked at each request. */
  private void eachRuleIsMissed(
      ManagedAccount account, ChartRights rights, OperatorProcess operator) {
    account.aws().suspendDetector(HOME);
    Runnable giveTheSwitchBack = rights.without("configmaps");
    account.scanNow();
    account.await(
        "the write switch is missed",
        it -> ManagedAccount.has(it, "Enforced", FALSE, "WriteSwitchUnreadable"));

    // In this order nothing is mended in between.
    Runnable giveBack = rights.without("awsaccounts");
    giveTheSwitchBack.run();
    account.scanNow();
    account.await(
        "the objects are missed",
        it -> ManagedAccount.has(it, "Enforced", FALSE, "ObjectUnreadable"));
    // The same role: what was taken away before is back with this.
    giveBack = rights.without("suppressions");
    account.scanNow();
    AwsAccountStatus status = requireNonNull(account.now()).getStatus();
    assertThat(ManagedAccount.has(status, "Enforced", TRUE, "Enforced")).isFalse();
    assertThat(status.changes()).as("whether the risk is accepted is not known").hasSize(2);
    giveBack.run();

    giveBack = rights.without("events");
    account.scanNow();
    account.await("mended", it -> ManagedAccount.has(it, "Enforced", TRUE, "Enforced"));
    says(operator, "event ChangeMade about ", "could not be sent (HTTP 403)");
    giveBack.run();

    // What is mended in the same scan is in no report.
    giveBack = rights.without("accountreports");
    account.baseline("Observe");
    account.aws().suspendDetector(DUBLIN);
    account.scanNow();
    says(operator, "the report of AwsAccount ", "could not be written (HTTP 403)");
    giveBack.run();

    giveBack = rights.without("awsaccounts/status");
    account.requestScan();
    says(operator, "the status of AwsAccount ", "could not be written (HTTP 403)");
    giveBack.run();

    giveBack = rights.without("leases");
    Waiting.until(
        "who cannot renew the lease ends", PATIENCE, () -> !operator.isAlive(), operator::output);
    giveBack.run();
    assertThat(rights.roles().stream().mapToInt(role -> ChartRights.rules(role).size()).sum())
        .as("each rule was taken away")
        .isEqualTo(7);
  }

  private static void says(OperatorProcess operator, String begins, String ends) {
    Waiting.until(
        "the log says: " + begins + "..." + ends,
        PATIENCE,
        () ->
            operator
                .output()
                .lines()
                .anyMatch(line -> line.contains(begins) && line.contains(ends)),
        operator::output);
  }

  private static String suppression(ManagedAccount account) {
    return """
    apiVersion: awsposture.io/v1alpha1
    kind: Suppression
    metadata: {name: elsewhere, namespace: %s}
    spec:
      controls: [EC2.19]
      accountIds: ["%s"]
      reason: covers nothing here
      grantedAt: %s
      expiresAt: %s
    """
        .formatted(
            account.namespace(),
            account.aws().id(),
            Instant.now().minusSeconds(60),
            Instant.now().plusSeconds(3600));
  }

  private static String approval(ManagedAccount account, AwsAccountStatus proposed) {
    String id =
        requireNonNull(proposed.plan()).changes().stream()
            .filter(change -> change.region().equals(HOME))
            .map(PlannedChange::id)
            .findFirst()
            .orElseThrow();
    return """
    apiVersion: awsposture.io/v1alpha1
    kind: PlanApproval
    metadata: {name: home, namespace: %s}
    spec:
      reason: reviewed in the board
      expiresAt: "%s"
      plans: [{accountId: "%s", changes: [%s]}]
    """
        .formatted(account.namespace(), Instant.now().plusSeconds(3600), account.aws().id(), id);
  }
}
