package io.awsposture.operator;

import static io.awsposture.api.v1alpha1.ConditionStatus.TRUE;
import static io.awsposture.emulator.CallPattern.call;
import static io.awsposture.operator.ManagedAccount.DUBLIN;
import static io.awsposture.operator.ManagedAccount.NAME;
import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.MadeChange;
import io.awsposture.emulator.AwsProxy;
import io.awsposture.emulator.Call;
import io.awsposture.emulator.CallPattern;
import io.awsposture.emulator.Emulator;
import io.awsposture.emulator.Rule;
import io.awsposture.kube.KubeApiServer;
import io.awsposture.kube.RunningApiServer;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever breaks in the middle: every change is made once, none is lost, the status is true. */
@ExtendWith({KubeApiServer.class, Emulator.class})
class ChaosIT {
  private static final int KILLS = 20;
  private static final int ACCOUNTS = 12;
  private static final Duration PATIENCE = Duration.ofSeconds(100);
  private static final CallPattern WRITES = call().writing();

  @AfterEach
  void nobodyIsLeft() {
    OperatorProcess.killAll();
  }

  @Test
  void killedTwentyTimesAtRandom(AwsProxy aws, KubernetesClient kubernetes) {
    long seed = Long.getLong("chaos.seed", System.nanoTime());
    Random random = new Random(seed);
    OperatorProcess.none();
    List<ManagedAccount> accounts =
        IntStream.range(0, ACCOUNTS)
            .mapToObj(i -> disorderly(aws, "1000000006%02d".formatted(i)))
            .toList();
    int onWrites = 0;
    try {
      for (int kill = 0; kill < KILLS; kill++) {
        // Nobody holds it any more; the tests of shards wait until it has run out.
        lease(kubernetes).delete();
        OperatorProcess operator = OperatorProcess.start(Map.of());
        // On a write, or wherever it is after some calls; and what it was about to say arrives, or
        // does not.
        CallPattern moment = random.nextBoolean() ? WRITES : call();
        int before = moment == WRITES ? random.nextInt(3) : random.nextInt(1, 80);
        Rule killing = aws.when(moment).run(operator::kill).after(before).times(1);
        Rule lost = aws.when(moment).cutBefore().after(before).times(random.nextInt(2));
        int writes = aws.writes().size();
        Instant end = Instant.now().plusSeconds(6);
        while (operator.isAlive() && Instant.now().isBefore(end)) {
          Waiting.pause(Duration.ofMillis(50));
        }
        operator.kill();
        killing.remove();
        lost.remove();
        onWrites += aws.writes().size() > writes && moment == WRITES ? 1 : 0;
      }
      lease(kubernetes).delete();
      OperatorProcess.running();
      accounts.forEach(account -> isMended(account, "seed " + seed));
      assertThat(arrived(aws))
          .as("every effect once; seed %d, %d kills on a write", seed, onWrites)
          .isEqualTo(everyWriteOnce(accounts));
      System.out.println(KILLS + " kills, " + onWrites + " of them on a write, seed " + seed);

      aws.clearCalls();
      accounts.forEach(ManagedAccount::scanNow);
      assertThat(arrived(aws)).as("in the scans after").isEmpty();
      for (ManagedAccount account : accounts) {
        assertThat(account.await("changes", _ -> true).changes())
            .as("what the status tells was made, and once; seed %d", seed)
            .extracting(MadeChange::id)
            .doesNotHaveDuplicates()
            .hasSizeLessThanOrEqualTo(4);
      }
    } finally {
      accounts.forEach(ManagedAccount::close);
    }
  }

  @Test
  void theApiServerIsSlowAndThenGone(AwsProxy aws, RunningApiServer server) {
    OperatorProcess.running();
    try (ManagedAccount account = disorderly(aws, "100000000641")) {
      // In the middle of the plan no question about lease, switch or object is answered any more.
      Rule slow = aws.when(WRITES).run(() -> server.withoutEtcd(Duration.ofSeconds(7))).times(1);
      Waiting.until("it writes", PATIENCE, () -> slow.hits() > 0, OperatorProcess::outputs);
      OperatorProcess.running();
      isMended(account, "after etcd stood still");
      assertThat(arrived(aws)).isEqualTo(everyWriteOnce(List.of(account)));

      // Every watch is cut, and what happens meanwhile is not lost.
      aws.clearCalls();
      server.restart();
      account.aws().suspendDetector(HOME);
      OperatorProcess.running();
      account.requestScan();
      isMended(account, "after the API server was started anew");
      assertThat(account.aws().enabledDetectors(HOME)).isEqualTo(1);
      assertThat(arrived(aws)).isEqualTo("100000000641 us-east-1 guardduty:UpdateDetector x1\n");
    }
  }

  @Test
  void whoLosesTheLeaseInTheMiddleOfAPlanWritesNoMore(AwsProxy aws, KubernetesClient kubernetes) {
    OperatorProcess loser = OperatorProcess.running();
    try (ManagedAccount account = disorderly(aws, "100000000642")) {
      Rule stolen = aws.when(WRITES).run(() -> steal(kubernetes)).times(1);
      Waiting.until("it writes", PATIENCE, () -> stolen.hits() > 0, OperatorProcess::outputs);
      Waiting.until(
          "it ends by itself",
          Duration.ofSeconds(40),
          () -> !loser.isAlive(),
          OperatorProcess::outputs);
      assertThat(aws.writes()).as("the one that was under way").hasSize(1);

      // The thief never renews; whoever comes next waits until its time is over.
      OperatorProcess.running();
      isMended(account, "by the next one");
      assertThat(arrived(aws)).isEqualTo(everyWriteOnce(List.of(account)));
    }
  }

  private static void steal(KubernetesClient kubernetes) {
    lease(kubernetes)
        .edit(lease -> {
          lease.getSpec().setHolderIdentity("somebody else/0-of-1");
          return lease;
        });
  }

  private static Resource<Lease> lease(KubernetesClient kubernetes) {
    return kubernetes.leases().inNamespace("default").withName("awsposture-operator");
  }

  /** Two Regions, in each a suspended detector and volumes without encryption: four writes. */
  private static ManagedAccount disorderly(AwsProxy aws, String id) {
    ManagedAccount account = new ManagedAccount(aws, id);
    account.aws().suspendedDetector(HOME);
    account.aws().suspendedDetector(DUBLIN);
    account.baseline("Enforce", "GuardDuty.1", "EC2.7");
    account.account();
    return account;
  }

  private static void isMended(ManagedAccount account, String when) {
    account.await(
        NAME,
        "mended " + when,
        PATIENCE,
        it ->
            account.aws().enabledDetectors(HOME) == 1
                && account.aws().enabledDetectors(DUBLIN) == 1
                && isMended(it));
  }

  private static boolean isMended(AwsAccountStatus status) {
    return ManagedAccount.has(status, "Enforced", TRUE, "Enforced")
        && ManagedAccount.has(status, "Compliant", TRUE, "AllControlsPass");
  }

  /** The writes that reached AWS. */
  private static String arrived(AwsProxy aws) {
    return Call.text(aws.writes().stream().filter(call -> call.status() == 200).toList());
  }

  private static String everyWriteOnce(List<ManagedAccount> accounts) {
    return accounts.stream()
        .map(account -> account.aws().id())
        .map(id ->
            """
            %1$s eu-west-1 ec2:EnableEbsEncryptionByDefault x1
            %1$s eu-west-1 guardduty:UpdateDetector x1
            %1$s us-east-1 ec2:EnableEbsEncryptionByDefault x1
            %1$s us-east-1 guardduty:UpdateDetector x1
            """
                .formatted(id))
        .collect(Collectors.joining());
  }
}
