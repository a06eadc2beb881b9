package io.awsposture.reconcile;

import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.Suppression;
import io.awsposture.evaluate.AcceptedRisk;
import io.awsposture.evaluate.AcceptedRisks;
import io.awsposture.plan.Approvals;
import io.awsposture.plan.Decisions;
import io.awsposture.report.GrantedRisk;
import io.awsposture.resolve.EffectiveBaseline;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What people have decided about accounts, as the caches of the controllers know it. A decision
 * speaks of AwsAccounts of its own namespace only: whoever may write in one namespace must not
 * thereby hide or change something of another.
 */
@ApplicationScoped
public class KnownDecisions {
  private volatile Function<String, Stream<Suppression>> suppressions = _ -> Stream.empty();
  private volatile Supplier<Stream<Suppression>> all = Stream::empty;

  KnownDecisions() {}

  /** Where the Suppressions of a namespace are found, and those of every namespace. */
  void lookIn(
      Function<String, Stream<Suppression>> byNamespace, Supplier<Stream<Suppression>> everywhere) {
    suppressions = byNamespace;
    all = everywhere;
  }

  /** All Suppressions there are. */
  Stream<GrantedRisk> granted() {
    return all.get().map(suppression -> new GrantedRisk(suppression, risk(suppression)));
  }

  /** What is decided about an account of this baseline at this time. */
  Decisions of(AwsAccount account, EffectiveBaseline baseline, Instant now) {
    return new Decisions(
        AcceptedRisks.of(risks(account), account.getSpec().accountId(), baseline, now),
        Approvals.NONE);
  }

  /** When the next decision about an account begins or ends by itself, if any does. */
  Optional<Instant> nextTurn(AwsAccount account, Instant now) {
    return risks(account).stream()
        .flatMap(risk -> risk.nextTurn(now).stream())
        .min(Comparator.naturalOrder());
  }

  private List<AcceptedRisk> risks(AwsAccount account) {
    String id = account.getSpec().accountId();
    return suppressions
        .apply(account.getMetadata().getNamespace())
        .filter(suppression -> suppression.getSpec().accountIds().contains(id))
        .map(KnownDecisions::risk)
        .toList();
  }

  /** The risk that a Suppression accepts. */
  static AcceptedRisk risk(Suppression suppression) {
    return new AcceptedRisk(
        suppression.getMetadata().getNamespace(),
        suppression.getMetadata().getName(),
        Optional.ofNullable(suppression.getMetadata().getCreationTimestamp()).map(Instant::parse),
        suppression.getSpec(),
        Optional.of(bound(suppression)));
  }

  private static Map<String, String> bound(Suppression suppression) {
    Map<String, String> looks = new HashMap<>();
    if (suppression.getStatus() != null) {
      for (String entry : suppression.getStatus().bound()) {
        String[] parts = entry.split("=", 2);
        if (parts.length == 2) {
          looks.put(parts[0], parts[1]);
        }
      }
    }
    return looks;
  }
}
