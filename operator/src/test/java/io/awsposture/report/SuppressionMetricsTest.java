package io.awsposture.report;

import static io.awsposture.samples.SampleBaseline.NOW;
import static io.awsposture.samples.SampleRisks.ENDS;
import static io.awsposture.samples.SampleRisks.GRANTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.ConditionStatus;
import io.awsposture.api.v1alpha1.MatchedFindings;
import io.awsposture.api.v1alpha1.Suppression;
import io.awsposture.api.v1alpha1.SuppressionStatus;
import io.awsposture.evaluate.AcceptedRisk;
import io.awsposture.samples.SampleRisks;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The metrics of Suppressions: told by the objects alone, so that a restart changes nothing. */
@SuppressWarnings("deprecation") // the registry is the one that Quarkus brings
class SuppressionMetricsTest {
  private final List<GrantedRisk> suppressions = new ArrayList<>();

  @Test
  void oneThatCoversSomethingTellsHowMuchAndUntilWhen() {
    suppressions.add(granted("risk", new MatchedFindings(7, 2, 3, 0), Reasons.MATCHED));

    assertThat(at(NOW))
        .containsExactlyInAnyOrder(
            state("security", "Active", 1),
            state("security", "Pending", 0),
            state("security", "Expired", 0),
            state("security", "Refused", 0),
            state("security", "Unused", 0),
            "awsposture_suppression_matched_findings" + named("risk") + " 7.0",
            "awsposture_suppression_grown_findings" + named("risk") + " 3.0",
            "awsposture_suppression_expiry_timestamp_seconds"
                + named("risk")
                + " "
                + (double) ENDS.getEpochSecond());
  }

  @Test
  void itEndsAtItsSecondWhateverItsStatusSays() {
    suppressions.add(granted("risk", new MatchedFindings(7, 2, 3, 0), Reasons.MATCHED));

    assertThat(at(ENDS.minusSeconds(1))).contains(state("security", "Active", 1));
    assertThat(at(ENDS))
        .contains(
            state("security", "Active", 0),
            state("security", "Expired", 1),
            "awsposture_suppression_matched_findings" + named("risk") + " 0.0");
  }

  @Test
  void itsEndIsNeverMoreThanAYearAfterItsCreation() {
    AcceptedRisk old =
        SampleRisks.lasting(
            GRANTED.minus(Duration.ofDays(360)), GRANTED, GRANTED.plus(Duration.ofDays(30)));
    suppressions.add(new GrantedRisk(object("sample", Optional.empty()), old));

    assertThat(at(NOW))
        .contains(
            "awsposture_suppression_expiry_timestamp_seconds"
                + named("sample")
                + " "
                + (double) GRANTED.plus(Duration.ofDays(6)).getEpochSecond());
  }

  @Test
  void theStatesExcludeEachOther() {
    suppressions.add(granted("pending", MatchedFindings.NONE, Reasons.NOT_ACTIVE));
    assertThat(at(GRANTED.minusSeconds(1))).contains(state("security", "Pending", 1));
    assertThat(at(GRANTED))
        .as("what its status says of a moment ago")
        .contains(state("security", "Active", 1), state("security", "Unused", 0));

    suppressions.add(granted("unused", MatchedFindings.NONE, Reasons.UNUSED));
    suppressions.add(granted("changed", MatchedFindings.NONE, Reasons.CONFIGURATION_CHANGED));
    suppressions.add(
        new GrantedRisk(
            object(
                "refused",
                Optional.of(
                    status(
                        MatchedFindings.NONE,
                        condition(Conditions.ACTIVE, Reasons.REFUSED_BY_BASELINE),
                        condition(Conditions.MATCHED, Reasons.NOT_ACTIVE)))),
            risk("refused")));
    suppressions.add(new GrantedRisk(object("new", Optional.empty()), risk("new")));

    assertThat(at(NOW))
        .contains(
            state("security", "Active", 2),
            state("security", "Refused", 1),
            state("security", "Unused", 2));
  }

  @Test
  void oneThatIsGoneLeavesNoSeriesNorDoesItsNamespace() {
    suppressions.add(granted("risk", new MatchedFindings(7, 2, 3, 0), Reasons.MATCHED));
    suppressions.add(granted("other", new MatchedFindings(1, 1, 0, 0), Reasons.MATCHED));
    assertThat(at(NOW)).contains(state("security", "Active", 2)).hasSize(5 + 3 + 3);

    suppressions.removeFirst();
    assertThat(at(NOW)).contains(state("security", "Active", 1)).hasSize(5 + 3);

    suppressions.clear();
    assertThat(at(NOW)).isEmpty();
  }

  @Test
  void aProcessThatDoesNotLeadShowsNone() {
    suppressions.add(granted("risk", new MatchedFindings(7, 2, 3, 0), Reasons.MATCHED));

    assertThat(scraped(NOW, false)).isEmpty();
  }

  private List<String> at(Instant now) {
    return scraped(now, true);
  }

  private List<String> scraped(Instant now, boolean leads) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new AccountMetrics(
            List::of,
            suppressions::stream,
            Stream::empty,
            () -> leads,
            Set.of(),
            new OnwardTime(Clock.fixed(now, ZoneOffset.UTC)))
        .bindTo(registry);
    return registry.scrape().lines().filter(line -> !line.startsWith("#")).toList();
  }

  private static GrantedRisk granted(String name, MatchedFindings matched, String reason) {
    SuppressionStatus status =
        status(
            matched,
            new Condition(
                Conditions.ACTIVE, ConditionStatus.TRUE, 1, NOW, Reasons.ACTIVE, "until then"),
            reason.equals(Reasons.MATCHED)
                ? new Condition(
                    Conditions.MATCHED, ConditionStatus.TRUE, 1, NOW, reason, "it covers some")
                : condition(Conditions.MATCHED, reason));
    return new GrantedRisk(object(name, Optional.of(status)), risk(name));
  }

  private static AcceptedRisk risk(String name) {
    AcceptedRisk sample = SampleRisks.of("Door.1");
    return new AcceptedRisk(
        sample.namespace(), name, sample.createdAt(), sample.spec(), sample.bound());
  }

  private static Condition condition(String type, String reason) {
    return new Condition(type, ConditionStatus.FALSE, 1, NOW, reason, "for a reason");
  }

  private static SuppressionStatus status(MatchedFindings matched, Condition... conditions) {
    return new SuppressionStatus(
        1, List.of(conditions), matched, List.of(), null, null, List.of(), List.of());
  }

  private static Suppression object(String name, Optional<SuppressionStatus> status) {
    Suppression object = new Suppression();
    object.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace("security").build());
    object.setSpec(SampleRisks.of("Door.1").spec());
    status.ifPresent(object::setStatus);
    return object;
  }

  private static String state(String namespace, String state, int count) {
    return "awsposture_suppressions{resource_namespace=\""
        + namespace
        + "\",state=\""
        + state
        + "\",} "
        + (double) count;
  }

  private static String named(String suppression) {
    return "{resource_namespace=\"security\",suppression=\"" + suppression + "\",}";
  }
}
