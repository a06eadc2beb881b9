package io.awsposture.operator;

import static io.awsposture.emulator.CallPattern.call;
import static io.awsposture.operator.ManagedAccount.DUBLIN;
import static io.awsposture.operator.ManagedAccount.NAME;
import static io.awsposture.operator.ManagedAccount.PATIENCE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.ConditionStatus;
import io.awsposture.api.v1alpha1.ControlStatus;
import io.awsposture.api.v1alpha1.Suppression;
import io.awsposture.api.v1alpha1.SuppressionStatus;
import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.emulator.AwsProxy;
import io.awsposture.emulator.Emulator;
import io.awsposture.emulator.Rule;
import io.awsposture.kube.KubeApiServer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Risks are accepted, and are no longer, at once and without asking AWS. */
@ExtendWith({KubeApiServer.class, Emulator.class})
class SuppressionsIT {
  /** "Within a second" on a machine that does other things too. */
  private static final Duration AT_ONCE = Duration.ofSeconds(3);

  /** An account that nobody has. */
  private static final String OTHER = "100000000099";

  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @Test
  void hidesAtOnceWhileTheAccountIsBeingScannedAndAsksAwsNothing(AwsProxy aws) {
    OperatorProcess.running();
    try (ManagedAccount account = new ManagedAccount(aws, "100000000041")) {
      account.baseline("Observe");
      account.account();
      account.await("failing", with(VerdictValue.FAIL));
      Integer strict =
          requireNonNull(requireNonNull(account.now()).getStatus().score()).strictPercent();
      Rule hanging = aws.when(call().account(account.aws().id()).region(DUBLIN)).hang();
      account.requestScan();
      Waiting.until("the scan hangs", PATIENCE, () -> hanging.hits() > 0, () -> "");
      Waiting.pause(Duration.ofSeconds(2));
      aws.clearCalls();

      account.apply(suppression(account, "all", "", NOW.plusSeconds(3600)));
      AwsAccountStatus hidden =
          account.await(NAME, "suppressed", AT_ONCE, with(VerdictValue.SUPPRESSED));
      assertThat(row(hidden).suppressed()).isEqualTo(2);
      assertThat(row(hidden).failing()).isZero();
      assertThat(hidden.findings()).isEmpty();
      assertThat(requireNonNull(hidden.score()).strictPercent()).isEqualTo(strict);
      assertThat(hidden.plan() == null ? 0 : hidden.plan().total()).isZero();
      assertThat(ManagedAccount.has(hidden, "Compliant", ConditionStatus.TRUE, "RisksAccepted"))
          .isTrue();

      account.kubectl(
          "patch",
          "suppression",
          "all",
          "--type=merge",
          "-p",
          "{\"spec\":{\"accountIds\":[\"" + OTHER + "\"]}}");
      account.await(NAME, "taken out of it", AT_ONCE, with(VerdictValue.FAIL));

      account.apply(suppression(account, "again", "", NOW.plusSeconds(3600)));
      account.await(NAME, "suppressed again", AT_ONCE, with(VerdictValue.SUPPRESSED));
      account.kubectl("delete", "suppression", "again");
      account.await(NAME, "failing again", AT_ONCE, with(VerdictValue.FAIL));
      assertThat(aws.calls())
          .as("calls to AWS meanwhile, but for those that hang")
          .noneMatch(it -> it.account().equals(account.aws().id()) && !it.region().equals(DUBLIN));
      hanging.remove();
    }
  }

  @Test
  void endsAtItsSecondThoughNothingElseHappens(AwsProxy aws) {
    OperatorProcess.running();
    try (ManagedAccount account = new ManagedAccount(aws, "100000000042")) {
      account.baseline("Observe");
      account.account();
      account.await("failing", with(VerdictValue.FAIL));
      Instant end = Instant.now().plusSeconds(8).truncatedTo(ChronoUnit.SECONDS);

      account.apply(suppression(account, "short", "", end));
      account.await(NAME, "suppressed", AT_ONCE, with(VerdictValue.SUPPRESSED));
      AwsAccountStatus over =
          account.await(
              NAME,
              "over",
              Duration.between(Instant.now(), end).plus(AT_ONCE),
              with(VerdictValue.FAIL));

      assertThat(row(over).since()).isBetween(end, end.plus(AT_ONCE));
      awaitSuppression(account, "short", "expired", status -> has(status, "Active", "Expired"));
      assertThat(account.kubectl("get", "events"))
          .contains("SuppressionExpired", "what it covered counts again");
    }
  }

  @Test
  void saysWhatItCoversAndThatItGrew(AwsProxy aws) {
    OperatorProcess.running();
    try (ManagedAccount account = new ManagedAccount(aws, "100000000043")) {
      account.baseline("Observe");
      account.account();
      account.await("failing", with(VerdictValue.FAIL));

      account.apply(
          suppression(account, "dublin", "regions: [" + DUBLIN + "]", NOW.plusSeconds(3600)));
      SuppressionStatus status =
          awaitSuppression(account, "dublin", "matched", it -> has(it, "Matched", "Matched"));
      assertThat(requireNonNull(status.matched()).findings()).isEqualTo(1);
      assertThat(status.sample()).containsExactly("arn:aws:iam::" + account.aws().id() + ":root");
      AwsAccountStatus half = account.await("still failing", it -> row(it).suppressed() == 1);
      assertThat(row(half).verdict()).isEqualTo(VerdictValue.FAIL);
      assertThat(half.findings()).hasSize(1);
      assertThat(account.kubectl("get", "suppressions")).contains("dublin", "True");
    }
  }

  @Test
  void bindsToWhatWasSeen(AwsProxy aws) {
    OperatorProcess.running();
    try (ManagedAccount account = new ManagedAccount(aws, "100000000044")) {
      account.baseline("Observe");
      account.account();
      account.await("failing", with(VerdictValue.FAIL));

      account.apply(
          suppression(account, "bound", "bindTo: ObservedConfiguration", NOW.plusSeconds(3600)));
      account.await("suppressed", with(VerdictValue.SUPPRESSED));
      SuppressionStatus bound =
          awaitSuppression(account, "bound", "bound", it -> it.bound().size() == 2);

      account.aws().suspendedDetector(DUBLIN);
      account.scanNow();
      AwsAccountStatus changed = account.await("changed", with(VerdictValue.FAIL));
      assertThat(row(changed).suppressed()).isEqualTo(1);
      SuppressionStatus after =
          awaitSuppression(
              account,
              "bound",
              "says so",
              it -> it.matched() != null && it.matched().changed() == 1);
      assertThat(after.bound()).isEqualTo(bound.bound());
      // Told once it is written.
      Waiting.until(
          "the event",
          AT_ONCE,
          () -> account.kubectl("get", "events").contains("ConfigurationChanged"),
          () -> account.kubectl("get", "events"));
    }
  }

  private static Predicate<AwsAccountStatus> with(VerdictValue verdict) {
    return status -> !status.controls().isEmpty() && row(status).verdict() == verdict;
  }

  private static ControlStatus row(AwsAccountStatus status) {
    return status.controls().getFirst();
  }

  private static boolean has(SuppressionStatus status, String type, String reason) {
    return status.conditions().stream()
        .anyMatch(it -> it.type().equals(type) && it.reason().equals(reason));
  }

  private static SuppressionStatus awaitSuppression(
      ManagedAccount account, String name, String what, Predicate<SuppressionStatus> isSo) {
    Optional<?>[] last = new Optional<?>[] {Optional.empty()};
    Waiting.until(
        what,
        PATIENCE,
        () -> {
          Suppression found =
              KubeApiServer.running()
                  .client()
                  .resources(Suppression.class)
                  .inNamespace(account.namespace())
                  .withName(name)
                  .get();
          last[0] = Optional.ofNullable(found.getStatus());
          return found.getStatus() != null && isSo.test(found.getStatus());
        },
        () -> last[0].toString());
    return (SuppressionStatus) last[0].orElseThrow();
  }

  private static String suppression(
      ManagedAccount account, String name, String more, Instant until) {
    return """
    apiVersion: awsposture.io/v1alpha1
    kind: Suppression
    metadata: {name: %s, namespace: %s}
    spec:
      controls: [GuardDuty.1]
      accountIds: ["%s", "%s"]
      reason: a laboratory without anything to guard
      grantedAt: %s
      expiresAt: %s
      %s
    """
        .formatted(
            name,
            account.namespace(),
            account.aws().id(),
            OTHER,
            NOW.minusSeconds(60),
            until,
            more);
  }
}
