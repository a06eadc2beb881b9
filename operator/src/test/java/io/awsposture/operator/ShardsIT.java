package io.awsposture.operator;

import static io.awsposture.api.v1alpha1.ConditionStatus.TRUE;
import static io.awsposture.operator.ManagedAccount.DUBLIN;
import static io.awsposture.operator.ManagedAccount.NAME;
import static io.awsposture.operator.ManagedAccount.PATIENCE;
import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.BaselineAccounts;
import io.awsposture.api.v1alpha1.MatchedFindings;
import io.awsposture.api.v1alpha1.SecurityBaseline;
import io.awsposture.api.v1alpha1.SecurityBaselineStatus;
import io.awsposture.api.v1alpha1.Suppression;
import io.awsposture.api.v1alpha1.SuppressionStatus;
import io.awsposture.emulator.AwsProxy;
import io.awsposture.emulator.Call;
import io.awsposture.emulator.Emulator;
import io.awsposture.kube.KubeApiServer;
import io.awsposture.kube.RunningApiServer;
import io.awsposture.scenario.EmulatedAccount;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several operators divide the accounts of one installation, and no account ever has two. */
@ExtendWith({KubeApiServer.class, Emulator.class})
class ShardsIT {
  /** Of two shards the first has this account. */
  private static final String FIRST = "111122223333";

  /** And the second has this one. */
  private static final String SECOND = "444455556666";

  private static final String OTHER = "orders";

  @BeforeEach
  void nobodyElse() {
    OperatorProcess.none();
  }

  @AfterEach
  void nobodyIsLeft() {
    OperatorProcess.killAll();
  }

  @Test
  void eachAccountHasOneOperatorThroughDeathAndDivision(AwsProxy aws, RunningApiServer server) {
    OperatorProcess first = shard(0, 2);
    OperatorProcess second = shard(1, 2);
    final OperatorProcess standby = shard(1, 2);
    EmulatedAccount other = new EmulatedAccount(aws, SECOND);
    try (ManagedAccount team = new ManagedAccount(aws, FIRST)) {
      aws.regionsOf(SECOND, HOME, DUBLIN);
      other.writeRoleOf(ManagedAccount.INSTALLATION);
      for (EmulatedAccount account : List.of(team.aws(), other)) {
        account.suspendedDetector(HOME);
        account.suspendedDetector(DUBLIN);
      }
      team.baseline("Observe");
      team.account();
      team.apply(accountOf(team.namespace(), OTHER, SECOND));
      suppress(team);
      team.await("the first", ManagedAccount::isReady);
      team.await(OTHER, "the second", PATIENCE, ManagedAccount::isReady);

      // Each has its own, and tells of it; whoever waits for the lease tells of nothing.
      assertThat(accountsOf(first)).contains(FIRST).doesNotContain(SECOND);
      assertThat(accountsOf(second)).contains(SECOND).doesNotContain(FIRST);
      assertThat(accountsOf(standby)).isEmpty();

      // What speaks of accounts of both is added up by one of them, from what each says.
      SecurityBaselineStatus baseline =
          await(
              server,
              SecurityBaseline.class,
              team.namespace(),
              "foundation",
              status -> new BaselineAccounts(2, 2, 2, 0, 0).equals(status.accounts()));
      assertThat(baseline.shards()).extracting(it -> it.accounts().total()).containsOnly(1);
      SuppressionStatus suppression =
          await(
              server,
              Suppression.class,
              team.namespace(),
              "known",
              status -> new MatchedFindings(4, 2, 4, 0).equals(status.matched()));
      assertThat(suppression.shards()).hasSize(2);
      String told =
          "awsposture_suppression_matched_findings{resource_namespace=\"" + team.namespace();
      assertThat(first.metrics()).contains(told);
      assertThat(second.metrics()).doesNotContain(told);

      // Two objects of one account meet in one shard, from whatever namespace they come.
      String elsewhere = server.newNamespace("rival");
      team.apply(accountOf(elsewhere, "rival", FIRST));
      await(
          server,
          AwsAccount.class,
          elsewhere,
          "rival",
          it -> ManagedAccount.has(it, "Stalled", TRUE, "DuplicateAccount"));
      server.client().resources(AwsAccount.class).inNamespace(elsewhere).delete();

      server.client().resources(Suppression.class).inNamespace(team.namespace()).delete();
      aws.clearCalls();
      team.baseline("Enforce");
      isMended(team, NAME);
      isMended(team, OTHER);
      assertThat(Call.text(aws.writes()))
          .as("each by one operator, once")
          .isEqualTo(
              """
              111122223333 eu-west-1 guardduty:UpdateDetector x1
              111122223333 us-east-1 guardduty:UpdateDetector x1
              444455556666 eu-west-1 guardduty:UpdateDetector x1
              444455556666 us-east-1 guardduty:UpdateDetector x1
              """);

      // A shard that dies in the middle of things is followed by its own standby, by nobody else.
      second.kill();
      Instant died = Instant.now();
      Waiting.until(
          "the standby leads",
          Duration.ofSeconds(40),
          () -> accountsOf(standby).contains(SECOND),
          OperatorProcess::outputs);
      Duration until = Duration.between(died, Instant.now());
      System.out.println("a killed shard's accounts were taken over after " + until);
      assertThat(accountsOf(first)).contains(FIRST).doesNotContain(SECOND);

      changesOfTheNumberAreAPause(team, other, first, standby, aws, server);
    }
  }

  private static void changesOfTheNumberAreAPause(
      ManagedAccount team,
      EmulatedAccount other,
      OperatorProcess first,
      OperatorProcess second,
      AwsProxy aws,
      RunningApiServer server) {
    OperatorProcess alone = shard(0, 1);
    team.aws().suspendDetector(HOME);
    aws.clearCalls();
    team.requestScan();
    team.await(
        "the shards that are there write no more",
        it ->
            ManagedAccount.condition(it, "Enforced")
                .filter(condition -> condition.reason().equals("ShardsDisagree"))
                .isPresent());
    assertThat(accountsOf(alone)).as("and the one that comes does nothing yet").isEmpty();
    assertThat(alone.output())
        .contains("accounts are left alone for now", "divides the accounts among 2 shards");
    assertThat(aws.writes()).isEmpty();

    first.stop();
    second.stop();
    Instant ended = Instant.now();
    Waiting.until(
        "the one that came has all accounts",
        Duration.ofSeconds(20),
        () -> accountsOf(alone).contains(FIRST) && accountsOf(alone).contains(SECOND),
        OperatorProcess::outputs);
    System.out.println(
        "after the last shard of the old number had ended, all accounts were looked after within "
            + Duration.between(ended, Instant.now()));
    isMended(team, NAME);
    assertThat(other.enabledDetectors(HOME)).isEqualTo(1);
    assertThat(Call.text(aws.writes()))
        .isEqualTo("111122223333 us-east-1 guardduty:UpdateDetector x1\n");
    await(
        server,
        SecurityBaseline.class,
        team.namespace(),
        "foundation",
        it -> it.shards().isEmpty() && new BaselineAccounts(2, 2, 2, 0, 0).equals(it.accounts()));
  }

  private static OperatorProcess shard(int index, int count) {
    return OperatorProcess.start(
        Map.of(
            "awsposture.shards.count", String.valueOf(count),
            "awsposture.shards.index", String.valueOf(index)));
  }

  /** The lines of the metric that each account has, of the accounts that this operator tells of. */
  private static List<String> accountLines(OperatorProcess operator) {
    return operator
        .plainMetrics()
        .lines()
        .filter(line -> line.startsWith("awsposture_account_info{"))
        .toList();
  }

  private static String accountsOf(OperatorProcess operator) {
    return String.join("\n", accountLines(operator));
  }

  private static AwsAccountStatus isMended(ManagedAccount team, String name) {
    return team.await(
        name,
        "mended",
        Duration.ofSeconds(75),
        it ->
            ManagedAccount.has(it, "Enforced", TRUE, "Enforced")
                && ManagedAccount.has(it, "Compliant", TRUE, "AllControlsPass"));
  }

  private static String accountOf(String namespace, String name, String id) {
    return """
    apiVersion: awsposture.io/v1alpha1
    kind: AwsAccount
    metadata: {name: %s, namespace: %s}
    spec:
      accountId: "%s"
      baselineRef: {name: foundation}
      access: {readRoleName: posture/read, writeRoleName: posture/write}
    """
        .formatted(name, namespace, id);
  }

  private static void suppress(ManagedAccount team) {
    team.apply(
        """
        apiVersion: awsposture.io/v1alpha1
        kind: Suppression
        metadata: {name: known, namespace: %s}
        spec:
          controls: [GuardDuty.1]
          accountIds: ["%s", "%s"]
          reason: detectors are being moved to another team
          grantedAt: "%s"
          expiresAt: "%s"
        """
            .formatted(
                team.namespace(),
                FIRST,
                SECOND,
                Instant.now().minusSeconds(60),
                Instant.now().plus(Duration.ofDays(30))));
  }

  private static <S, T extends CustomResource<?, S>> S await(
      RunningApiServer server, Class<T> kind, String namespace, String name, Predicate<S> isSo) {
    List<S> last = new ArrayList<>();
    Waiting.until(
        kind.getSimpleName() + " " + name,
        PATIENCE,
        () -> {
          last.clear();
          last.add(
              server
                  .client()
                  .resources(kind)
                  .inNamespace(namespace)
                  .withName(name)
                  .get()
                  .getStatus());
          return isSo.test(last.getFirst());
        },
        () -> last + "\n" + OperatorProcess.outputs());
    return last.getFirst();
  }
}
