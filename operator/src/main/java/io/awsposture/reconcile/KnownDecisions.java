package io.awsposture.reconcile;

import io.awsposture.api.v1alpha1.ApprovedPlan;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.PlanApproval;
import io.awsposture.api.v1alpha1.Suppression;
import io.awsposture.evaluate.AcceptedRisk;
import io.awsposture.evaluate.AcceptedRisks;
import io.awsposture.plan.Approval;
import io.awsposture.plan.Approvals;
import io.awsposture.plan.Decisions;
import io.awsposture.plan.History;
import io.awsposture.resolve.EffectiveBaseline;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What people have decided about accounts, as the caches of the controllers know it. A decision
 * speaks of AwsAccounts of its own namespace only: whoever may write in one namespace must not
 * thereby hide or change something of another.
 */
@ApplicationScoped
public class KnownDecisions {
  private volatile Function<String, Stream<Suppression>> suppressions = _ -> Stream.empty();
  private volatile Function<String, Stream<PlanApproval>> approvals = _ -> Stream.empty();

  KnownDecisions() {}

  /** Where the Suppressions and PlanApprovals of a namespace are found. */
  void lookIn(
      Function<String, Stream<Suppression>> suppressionsOf,
      Function<String, Stream<PlanApproval>> approvalsOf) {
    suppressions = suppressionsOf;
    approvals = approvalsOf;
  }

  /** Watches all decisions from now on; each wakes the accounts that it speaks of. */
  List<EventSource<?, AwsAccount>> watch(EventSourceContext<AwsAccount> context) {
    InformerEventSource<Suppression, AwsAccount> watchedSuppressions =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(Suppression.class, AwsAccount.class)
                // An edit may have taken away just the account that it spoke of before.
                .withSecondaryToPrimaryMapper(
                    suppression -> accounts(suppression, _ -> true, context.getPrimaryCache()))
                .withPrimaryToSecondaryMapper((AwsAccount _) -> Set.<ResourceID>of())
                // Of its own status only what it is bound to decides anything.
                .withOnUpdateFilter((now, before) ->
                    RelevantUpdate.isRelevant(now, before) || !risk(now).equals(risk(before)))
                .build(),
            context);
    InformerEventSource<PlanApproval, AwsAccount> watchedApprovals =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(PlanApproval.class, AwsAccount.class)
                .withSecondaryToPrimaryMapper(approval ->
                    accounts(approval, named(approval)::contains, context.getPrimaryCache()))
                .withPrimaryToSecondaryMapper((AwsAccount _) -> Set.<ResourceID>of())
                // Its status repeats what the accounts' own histories say.
                .withOnUpdateFilter(RelevantUpdate::isRelevant)
                .build(),
            context);
    lookIn(
        namespace -> watchedSuppressions.list(namespace, _ -> true),
        namespace -> watchedApprovals.list(namespace, _ -> true));
    return List.of(watchedSuppressions, watchedApprovals);
  }

  private static Set<String> named(PlanApproval approval) {
    return approval.getSpec().plans().stream()
        .map(ApprovedPlan::accountId)
        .collect(Collectors.toSet());
  }

  /** The accounts of these ids in the namespace of a decision. */
  private static Set<ResourceID> accounts(
      HasMetadata decision, Predicate<String> ids, IndexerResourceCache<AwsAccount> accounts) {
    return accounts
        .list(
            decision.getMetadata().getNamespace(),
            account -> ids.test(account.getSpec().accountId()))
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  /** What is decided about an account of this baseline at this time. */
  Decisions of(AwsAccount account, EffectiveBaseline baseline, Instant now) {
    return new Decisions(
        AcceptedRisks.of(risks(account), account.getSpec().accountId(), baseline, now),
        Approvals.at(now, approvals(account)));
  }

  /** True where something is approved of an account that was not made. */
  boolean isApproved(AwsAccount account, History history, Instant now) {
    return approvals(account).stream()
        .anyMatch(approval -> approval.stands(now) && approval.isUnused(history));
  }

  /** When the next decision about an account begins or ends by itself, if any does. */
  Optional<Instant> nextTurn(AwsAccount account, Instant now) {
    return Stream.concat(
            risks(account).stream().flatMap(risk -> risk.nextTurn(now).stream()),
            approvals(account).stream().map(Approval::until).filter(now::isBefore))
        .min(Comparator.naturalOrder());
  }

  private List<Approval> approvals(AwsAccount account) {
    return approvals
        .apply(account.getMetadata().getNamespace())
        .flatMap(approval -> approval(approval, account.getSpec().accountId()).stream())
        .toList();
  }

  /** What a PlanApproval says of an account; empty: nothing. */
  static Optional<Approval> approval(PlanApproval approval, String account) {
    return Approval.of(
        approval.getMetadata().getName(),
        approval.getMetadata().getUid(),
        Instant.parse(approval.getMetadata().getCreationTimestamp()),
        approval.getSpec(),
        approval.getStatus() == null ? List.of() : approval.getStatus().made(),
        account);
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
      for (String entry : suppression.getStatus().allBound()) {
        String[] parts = entry.split("=", 2);
        if (parts.length == 2) {
          looks.put(parts[0], parts[1]);
        }
      }
    }
    return looks;
  }
}
