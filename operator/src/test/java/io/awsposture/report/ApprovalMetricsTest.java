package io.awsposture.report;

import static io.awsposture.samples.SampleBaseline.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.ApprovedPlan;
import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.ConditionStatus;
import io.awsposture.api.v1alpha1.PlanApproval;
import io.awsposture.api.v1alpha1.PlanApprovalSpec;
import io.awsposture.api.v1alpha1.PlanApprovalStatus;
import io.awsposture.samples.SampleBaseline;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The metric of PlanApprovals: told by the objects alone, so that a restart changes nothing. */
@SuppressWarnings("deprecation") // the registry is the one that Quarkus brings
class ApprovalMetricsTest {
  private static final Instant ENDS = NOW.plus(Duration.ofDays(3));

  private final List<PlanApproval> approvals = new ArrayList<>();

  @Test
  void eachIsInOneState() {
    approvals.add(approval("security"));
    approvals.add(approval("security", ConditionStatus.FALSE, Reasons.WAITING));
    approvals.add(approval("security", ConditionStatus.FALSE, Reasons.LAPSING));
    approvals.add(approval("security", ConditionStatus.TRUE, Reasons.APPROVAL_APPLIED));
    approvals.add(approval("security", ConditionStatus.FALSE, Reasons.STALE));
    approvals.add(approval("security", ConditionStatus.FALSE, Reasons.TOO_LONG));
    approvals.add(approval("other", ConditionStatus.TRUE, Reasons.APPROVAL_APPLIED));

    assertThat(at(NOW, true))
        .containsExactlyInAnyOrder(
            state("security", "Waiting", 3),
            state("security", "Applied", 1),
            state("security", "Lapsed", 2),
            state("other", "Waiting", 0),
            state("other", "Applied", 1),
            state("other", "Lapsed", 0));
  }

  @Test
  void oneThatWaitsLapsesAtItsSecondAndOneThatIsAppliedDoesNot() {
    approvals.add(approval("security", ConditionStatus.FALSE, Reasons.WAITING));
    approvals.add(approval("security", ConditionStatus.TRUE, Reasons.APPROVAL_APPLIED));

    assertThat(at(ENDS.minusSeconds(1), true))
        .contains(state("security", "Waiting", 1), state("security", "Applied", 1));
    assertThat(at(ENDS, true))
        .contains(state("security", "Lapsed", 1), state("security", "Applied", 1));
  }

  @Test
  void oneThatIsGoneLeavesNoSeriesAndWhoDoesNotLeadShowsNone() {
    approvals.add(approval("security", ConditionStatus.FALSE, Reasons.WAITING));
    assertThat(at(NOW, true)).hasSize(3);
    assertThat(at(NOW, false)).isEmpty();

    approvals.clear();

    assertThat(at(NOW, true)).isEmpty();
  }

  private List<String> at(Instant now, boolean leads) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new AccountMetrics(
            List::of,
            Stream::empty,
            approvals::stream,
            () -> leads,
            Set.of(),
            new OnwardTime(Clock.fixed(now, ZoneOffset.UTC)))
        .bindTo(registry);
    return registry.scrape().lines().filter(line -> !line.startsWith("#")).toList();
  }

  private static PlanApproval approval(String namespace, ConditionStatus applied, String reason) {
    PlanApproval approval = approval(namespace);
    Condition condition =
        new Condition(Conditions.APPLIED, applied, 1, NOW, reason, "for a reason");
    approval.setStatus(
        new PlanApprovalStatus(1, List.of(condition), 0, 0, 1, List.of(), List.of()));
    return approval;
  }

  private static PlanApproval approval(String namespace) {
    PlanApproval approval = new PlanApproval();
    approval.setMetadata(
        new ObjectMetaBuilder().withName("this-week").withNamespace(namespace).build());
    approval.setSpec(
        new PlanApprovalSpec(
            List.of(new ApprovedPlan(SampleBaseline.ACCOUNT, List.of("c-0123456789ab"))),
            "reviewed with the owners",
            ENDS));
    return approval;
  }

  private static String state(String namespace, String state, int count) {
    return "awsposture_plan_approvals{resource_namespace=\""
        + namespace
        + "\",state=\""
        + state
        + "\",} "
        + (double) count;
  }
}
