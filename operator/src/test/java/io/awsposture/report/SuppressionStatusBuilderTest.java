package io.awsposture.report;

import static io.awsposture.samples.SampleBaseline.ACCOUNT;
import static io.awsposture.samples.SampleBaseline.NOW;
import static io.awsposture.samples.SampleRisks.ENDS;
import static io.awsposture.samples.SampleRisks.GRANTED;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.MatchedFindings;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.Suppression;
import io.awsposture.api.v1alpha1.SuppressionPolicy;
import io.awsposture.api.v1alpha1.SuppressionShare;
import io.awsposture.api.v1alpha1.SuppressionStatus;
import io.awsposture.control.Finding;
import io.awsposture.evaluate.AcceptedRisk;
import io.awsposture.evaluate.Evaluation;
import io.awsposture.plan.History;
import io.awsposture.plan.Plan;
import io.awsposture.plan.Steps;
import io.awsposture.report.SuppressionView.Concerned;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import io.awsposture.samples.SampleBaseline;
import io.awsposture.samples.SampleControls.DoorShut;
import io.awsposture.samples.SamplePlans;
import io.awsposture.samples.SampleRisks;
import io.awsposture.samples.Seen;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a Suppression says of itself, and what events that leads to. */
class SuppressionStatusBuilderTest {
  private static final Asked DOOR = SampleBaseline.asked(new DoorShut(), Mode.OBSERVE);
  private static final EffectiveBaseline BASELINE = SampleBaseline.of(DOOR);
  private static final Instant BEFORE = GRANTED.minusSeconds(60);

  private final SuppressionStatusBuilder builder = new SuppressionStatusBuilder();
  private @Nullable SuppressionStatus before;

  @Test
  void tellsWhatItCovers() {
    SuppressionStatus status =
        build(SampleRisks.of("Door.1"), NOW, account(door("one"), door("two")));

    assertThat(status.matched()).isEqualTo(new MatchedFindings(2, 1, 0, 0));
    assertThat(status.sample()).containsExactly(door("one").resource(), door("two").resource());
    assertThat(status.lastMatchTime()).isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
    assertThat(said(status, "Active")).isEqualTo("True Active: until " + ENDS);
    assertThat(said(status, "Matched")).isEqualTo("True Matched: covers 2 findings in 1 account");
    assertThat(said(status, "Ready"))
        .isEqualTo("True Judged: held against the last scan of each account");
  }

  @Test
  void whatShardsSayOfTheirAccountsComesToTheSame() {
    AcceptedRisk risk = SampleRisks.of("Door.1");
    Concerned ours = account(door("one"), door("two"));
    Concerned theirs = new Concerned("444455556666", ours.baseline(), ours.last(), Map.of());
    SuppressionView both = view(risk, ours, theirs);
    SuppressionStatus whole = build(both, NOW);

    SuppressionShare first = builder.share(view(risk, ours), 0, 2, NOW);
    SuppressionShare second = builder.share(view(risk, theirs), 1, 2, NOW);
    assertThat(builder.build(view(risk, ours), List.of(first, second), true, NOW)).isEqualTo(whole);

    before = whole;
    assertThat(builder.build(view(risk, ours), List.of(first), false, NOW.plusSeconds(1)))
        .as("until the other has spoken")
        .isEqualTo(whole);
  }

  @Test
  void namesTwentyResourcesAtMost() {
    Finding[] many = IntStream.range(0, 30).mapToObj(i -> door("d" + i)).toArray(Finding[]::new);

    SuppressionStatus status = build(SampleRisks.of("Door.1"), NOW, account(many));

    assertThat(requireNonNull(status.matched()).findings()).isEqualTo(30);
    assertThat(status.sample()).hasSize(20);
  }

  @Test
  void whatNobodyCanHaveSeenWhenItWasGrantedIsGrowth() {
    AcceptedRisk glob =
        SampleRisks.on("Door.1", "arn:aws:door:*:*:door/*", door("named").resource());
    Concerned account =
        seen(
            Map.of(
                door("old"), BEFORE,
                door("new"), GRANTED.plusSeconds(1),
                door("named"), GRANTED.plusSeconds(1)));

    SuppressionStatus first = build(glob, NOW, seen(Map.of(door("old"), BEFORE)));
    before = first;
    SuppressionStatus status = build(glob, NOW, account);

    assertThat(status.matched()).isEqualTo(new MatchedFindings(3, 1, 1, 0));
    assertThat(SuppressionTransitions.events(glob, first, status))
        .containsExactly(
            EventToSend.warning(
                "ReachGrown",
                "it covers 1 of 3 findings that were first seen after it was granted and are not"
                    + " named by their ARN: look whether they were meant"));
    before = status;
    assertThat(SuppressionTransitions.events(glob, status, build(glob, NOW, account))).isEmpty();
  }

  @Test
  void isUnusedAfterAScanThatBeganWhileItWasActive() {
    AcceptedRisk risk = SampleRisks.of("Door.1");

    assertThat(said(build(risk, NOW, scanned(GRANTED.minusSeconds(1), Map.of())), "Matched"))
        .startsWith("Unknown NotScanned: ");
    SuppressionStatus unused = build(risk, NOW, scanned(GRANTED, Map.of()));
    assertThat(said(unused, "Matched")).isEqualTo("False Unused: it covers nothing: take it away");
    assertThat(SuppressionTransitions.events(risk, null, unused))
        .extracting(EventToSend::reason)
        .containsExactly("Active", "Unused");
  }

  @Test
  void withoutAnAccountInItsNamespaceItCoversNothing() {
    SuppressionStatus status = build(SampleRisks.of("Door.1"), NOW);

    assertThat(said(status, "Matched"))
        .startsWith("False NoSuchAccount: no AwsAccount of namespace security");
    assertThat(said(status, "Active")).startsWith("True ");
  }

  @Test
  void whatTheOwnerOfTheBaselineForbidsHidesNothing() {
    AcceptedRisk risk = SampleRisks.of("Door.1");
    Concerned forbidden =
        new Concerned(
            ACCOUNT,
            Optional.of(
                SampleBaseline.asking(
                    new SuppressionPolicy(List.of("Door.1"), null, null, false, false), DOOR)),
            account(door("one")).last(),
            Map.of());

    SuppressionStatus status = build(risk, NOW, forbidden);

    assertThat(said(status, "Active"))
        .isEqualTo(
            "False RefusedByBaseline: hides nothing in account 111122223333: baseline"
                + " security/sample forbids to accept findings of Door.1: take it out of controls");
    assertThat(status.matched()).isEqualTo(MatchedFindings.NONE);
    assertThat(SuppressionTransitions.events(risk, null, status))
        .extracting(EventToSend::type, EventToSend::reason)
        .containsExactly(tuple("Warning", "RefusedByBaseline"));
  }

  @Test
  void bindsToWhatItFirstSaw() {
    AcceptedRisk fresh = SampleRisks.bound("Door.1", Map.of());
    SuppressionStatus first = build(fresh, NOW, account(door("one")));

    assertThat(first.bound()).hasSize(1);
    assertThat(first.matched()).isEqualTo(new MatchedFindings(1, 1, 0, 0));

    before = first;
    AcceptedRisk bound = SampleRisks.bound("Door.1", looks(first));
    SuppressionStatus changed = build(bound, NOW, account(looking("one", "wide open")));
    assertThat(changed.bound()).as("the look that was approved").isEqualTo(first.bound());
    assertThat(changed.matched()).isEqualTo(new MatchedFindings(0, 0, 0, 1));
    assertThat(said(changed, "Matched"))
        .startsWith(
            "False ConfigurationChanged: it covers nothing; 1 finding in its reach changed");
    assertThat(SuppressionTransitions.events(bound, first, changed))
        .extracting(EventToSend::reason)
        .containsExactly("ConfigurationChanged");
  }

  @Test
  void bindsToAThousandAtMost() {
    Finding[] many = IntStream.range(0, 1010).mapToObj(i -> door("d" + i)).toArray(Finding[]::new);

    SuppressionStatus status = build(SampleRisks.bound("Door.1", Map.of()), NOW, account(many));

    assertThat(status.bound()).hasSize(1000);
    assertThat(requireNonNull(status.matched()).findings()).isEqualTo(1000);
    assertThat(said(status, "Matched")).contains("it leaves out 10 findings");
  }

  @Test
  void warnsThirtySevenAndOneDaysBeforeItEndsAndOnce() {
    Instant granted = NOW.minus(Duration.ofDays(100));
    AcceptedRisk risk = SampleRisks.lasting(granted, granted, NOW);
    for (int[] daysAndWarned : new int[][] {{31, -1}, {30, 30}, {8, 30}, {7, 7}, {1, 1}, {0, 0}}) {
      SuppressionStatus last = before;
      SuppressionStatus status =
          build(risk, NOW.minus(Duration.ofDays(daysAndWarned[0])), account(door("one")));
      assertThat(status.warnedDays()).isEqualTo(daysAndWarned[1] < 0 ? null : daysAndWarned[1]);
      boolean told =
          last == null || !java.util.Objects.equals(last.warnedDays(), status.warnedDays());
      assertThat(
              SuppressionTransitions.events(risk, last, status).stream().map(EventToSend::reason))
          .as("%d days before", daysAndWarned[0])
          .filteredOn(reason -> reason.startsWith("SuppressionExpir"))
          .hasSize(told && daysAndWarned[1] >= 0 ? 1 : 0);
      before = status;
    }
    assertThat(said(requireNonNull(before), "Active"))
        .isEqualTo("False Expired: it ended at " + NOW);
  }

  @Test
  void isNotWarnedOfAnEndThatIsNearFromTheBeginning() {
    AcceptedRisk week = SampleRisks.lasting(NOW, NOW, NOW.plus(Duration.ofDays(7)));

    assertThat(build(week, NOW, account(door("one"))).warnedDays()).isNull();
    assertThat(SuppressionStatusBuilder.nextTurn(week, NOW)).contains(NOW.plus(Duration.ofDays(6)));
  }

  /** After a restart nothing is known before the next scans, and what stands must not vanish. */
  @Test
  void whatStandsStandsUntilEachAccountWasScanned() {
    AcceptedRisk risk = SampleRisks.of("Door.1");
    before = build(risk, NOW, account(door("one")));

    SuppressionStatus after =
        build(
            risk,
            NOW.plusSeconds(60),
            new Concerned(ACCOUNT, Optional.of(BASELINE), Optional.empty(), Map.of()));

    assertThat(after).isEqualTo(before);
  }

  @Test
  void namesTheControlsThatNobodyKnows() {
    SuppressionStatus status =
        build(
            new SuppressionView(
                suppression(SampleRisks.of("Door.99")),
                SampleRisks.of("Door.99"),
                List.of(account(door("one"))),
                Set.of("Door.99")),
            NOW);

    assertThat(said(status, "Ready"))
        .isEqualTo("True UnknownControls: no control has the id Door.99: nothing of it is hidden");
  }

  private SuppressionStatus build(AcceptedRisk risk, Instant now, Concerned... accounts) {
    return build(view(risk, accounts), now);
  }

  private SuppressionView view(AcceptedRisk risk, Concerned... accounts) {
    return new SuppressionView(suppression(risk), risk, List.of(accounts), Set.of());
  }

  private SuppressionStatus build(SuppressionView view, Instant now) {
    return builder.build(view, List.of(builder.share(view, 0, 1, now)), true, now);
  }

  private Suppression suppression(AcceptedRisk risk) {
    Suppression object = new Suppression();
    object.setMetadata(
        new ObjectMetaBuilder()
            .withName(risk.name())
            .withNamespace(risk.namespace())
            .withGeneration(1L)
            .build());
    object.setSpec(risk.spec());
    object.setStatus(before);
    return object;
  }

  private static Concerned account(Finding... findings) {
    Map<Finding, Instant> since = new HashMap<>();
    Arrays.stream(findings).forEach(finding -> since.put(finding, BEFORE));
    return seen(since);
  }

  private static Concerned seen(Map<Finding, Instant> since) {
    return scanned(NOW.minusSeconds(10), since);
  }

  private static Concerned scanned(Instant start, Map<Finding, Instant> findings) {
    Map<Finding.Key, Instant> since = new HashMap<>();
    findings.forEach((finding, time) -> since.put(finding.key(), time));
    Finding[] sorted =
        findings.keySet().stream()
            .sorted(java.util.Comparator.comparing(Finding::resource))
            .toArray(Finding[]::new);
    return new Concerned(
        ACCOUNT,
        Optional.of(BASELINE),
        Optional.of(
            new Scan.Done(
                BASELINE,
                new Evaluation(List.of(SamplePlans.failing(DOOR, sorted)), List.of()),
                new Plan(List.of(), Map.of()),
                new Seen(),
                History.none(NOW),
                List.of(),
                Optional.empty(),
                Map.of(),
                0,
                0,
                start,
                NOW)),
        since);
  }

  private static Finding door(String name) {
    return looking(name, "open");
  }

  private static Finding looking(String name, String observed) {
    return new Finding(
        "Door.1",
        "eu-west-1",
        "arn:aws:door:eu-west-1:111122223333:door/" + name,
        observed,
        "shut",
        Optional.empty(),
        Steps.none());
  }

  private static Map<String, String> looks(SuppressionStatus status) {
    Map<String, String> looks = new HashMap<>();
    status.bound().forEach(entry -> looks.put(entry.split("=", 2)[0], entry.split("=", 2)[1]));
    return looks;
  }

  private static String said(SuppressionStatus status, String type) {
    Condition found = Conditions.find(status.conditions(), type).orElseThrow();
    return ApiWord.of(found.status()) + " " + found.reason() + ": " + found.message();
  }
}
