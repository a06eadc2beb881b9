package io.awsposture.reconcile;

import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.PlanApproval;
import io.awsposture.api.v1alpha1.Suppression;
import io.awsposture.apply.Closed;
import io.awsposture.apply.Permit;
import io.awsposture.evaluate.AcceptedRisk;
import io.awsposture.evaluate.AcceptedRisks;
import io.awsposture.plan.Approval;
import io.awsposture.plan.Planned;
import io.awsposture.resolve.Baseline;
import io.awsposture.resolve.EffectiveBaseline;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Looks at Kubernetes before a write: may the operator write at all, and are the object and its
 * baseline the very ones that were scanned. The API server is asked, never a cache.
 *
 * @param operator what holds for all accounts; asked first
 * @param baseline that the scan goes by, whose owner says what may be decided; empty: there is none
 * @param outdated true where the baseline, found by this lookup, is another one by now
 */
record KubernetesPermit(
    KubernetesClient kubernetes,
    AwsAccount scanned,
    Clock clock,
    Permit operator,
    Optional<EffectiveBaseline> baseline,
    Predicate<Baseline.Lookup> outdated)
    implements Permit {

  @Override
  public Optional<Closed> closed() {
    return operator.closed().or(this::changed);
  }

  /**
   * A Suppression that came after the change was planned counts from its first second on, and an
   * approval that was taken back counts no more.
   */
  @Override
  public Optional<String> withheld(Planned planned) {
    return accepted(planned)
        .or(() -> planned.approval().flatMap(approval -> withdrawn(planned, approval)));
  }

  private Optional<String> withdrawn(Planned planned, Approval approval) {
    String name = "PlanApproval " + approval.name();
    PlanApproval found;
    try {
      found =
          kubernetes
              .resources(PlanApproval.class)
              .inNamespace(scanned.getMetadata().getNamespace())
              .withName(approval.name())
              .get();
    } catch (KubernetesClientException unreadable) {
      return Optional.of(
          name + ", which covers it, could not be read (HTTP " + unreadable.getCode() + ")");
    }
    boolean same =
        found != null
            && found.getMetadata().getUid().equals(approval.uid())
            && found.getMetadata().getDeletionTimestamp() == null;
    if (!same) {
      return Optional.of(name + ", which covered it, is gone");
    }
    return KnownDecisions.approval(found, scanned.getSpec().accountId())
            .filter(now -> now.stands(clock.instant()) && now.names(planned.id()))
            .isPresent()
        ? Optional.empty()
        : Optional.of(name + ", which covered it, has lapsed");
  }

  private Optional<String> accepted(Planned planned) {
    String namespace = scanned.getMetadata().getNamespace();
    String account = scanned.getSpec().accountId();
    List<AcceptedRisk> risks;
    try {
      risks =
          kubernetes.resources(Suppression.class).inNamespace(namespace).list().getItems().stream()
              .map(KnownDecisions::risk)
              .toList();
    } catch (KubernetesClientException unreadable) {
      return Optional.of(
          "whether a Suppression accepts its finding could not be read (HTTP "
              + unreadable.getCode()
              + ")");
    }
    return baseline
        .map(it -> AcceptedRisks.of(risks, account, it, clock.instant()))
        .flatMap(it -> it.protecting(planned.finding(), planned.observed()))
        .map(risk -> "Suppression " + risk.name() + " accepts its finding by now");
  }

  private Optional<Closed> changed() {
    try {
      AwsAccount now =
          kubernetes
              .resources(AwsAccount.class)
              .inNamespace(scanned.getMetadata().getNamespace())
              .withName(scanned.getMetadata().getName())
              .get();
      boolean same =
          now != null
              && now.getMetadata().getUid().equals(scanned.getMetadata().getUid())
              && now.getMetadata().getGeneration().equals(scanned.getMetadata().getGeneration())
              && now.getMetadata().getDeletionTimestamp() == null
              && !now.getSpec().suspend();
      if (!same) {
        return passing(
            "ObjectChanged", "the AwsAccount was edited, suspended or deleted during the scan");
      }
      return outdated.test(new LiveBaselines(kubernetes))
          ? passing("BaselineChanged", "the baseline changed during the scan; it is planned anew")
          : Optional.empty();
    } catch (KubernetesClientException unreadable) {
      return passing(
          "ObjectUnreadable",
          "the AwsAccount or its baseline could not be read (HTTP "
              + unreadable.getCode()
              + "), so nothing is written");
    }
  }

  private Optional<Closed> passing(String reason, String words) {
    return Optional.of(Closed.passing(clock.instant(), reason, words));
  }
}
