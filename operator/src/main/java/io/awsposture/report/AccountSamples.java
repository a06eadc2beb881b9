package io.awsposture.report;

import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.api.v1alpha1.AwsAccountSpec;
import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.ConditionStatus;
import io.awsposture.api.v1alpha1.ControlStatus;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.PlanStatus;
import io.awsposture.api.v1alpha1.RegionState;
import io.awsposture.api.v1alpha1.RegionsStatus;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.api.v1alpha1.ScanStatus;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.control.Control;
import io.awsposture.control.Finding;
import io.awsposture.evaluate.Score;
import io.awsposture.plan.History;
import io.awsposture.plan.Planned;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The samples of one account, from the same results as its status. */
final class AccountSamples {
  private static final List<String> CONDITIONS =
      List.of(
          Conditions.READY,
          Conditions.REACHABLE,
          Conditions.COMPLIANT,
          Conditions.ENFORCED,
          Conditions.RECONCILING,
          Conditions.STALLED,
          Conditions.CONTENDED);

  private final Samples samples;
  private final AccountView view;
  private final Results results;
  private final Instant now;

  private AccountSamples(Samples samples, AccountView view, Results results, Instant now) {
    this.samples = samples;
    this.view = view;
    this.results = results;
    this.now = now;
  }

  /** Adds everything that is known of an account now. */
  static void add(
      Samples samples, AccountView view, Results results, Instant now, List<String> labels) {
    AccountSamples account = new AccountSamples(samples, view, results, now);
    account.info(labels);
    account.scores();
    account.controls();
    account.conditions();
    account.regions();
    account.weakenings();
    account.scan();
    account.findings();
    account.failingTime();
    account.planned();
  }

  static String resourceNamespace(AccountView view) {
    return view.account().getMetadata().getNamespace();
  }

  static String account(AccountView view) {
    return view.account().getMetadata().getName();
  }

  /** The ids of the controls asked for that have a fix. */
  static Stream<String> fixable(AccountView view) {
    return view.baseline().stream()
        .flatMap(baseline -> baseline.controls().values().stream())
        .map(Asked::control)
        .filter(control -> !control.writes().isEmpty())
        .map(Control::id);
  }

  private void add(MetricNames metric, double value, String... more) {
    List<String> values = new ArrayList<>(List.of(resourceNamespace(view), account(view)));
    values.addAll(List.of(more));
    samples.add(metric, value, values);
  }

  private void info(List<String> labels) {
    AwsAccountSpec spec = view.account().getSpec();
    String namespace =
        Optional.ofNullable(spec.baselineRef().namespace()).orElse(resourceNamespace(view));
    Mode mode =
        view.baseline()
            .map(baseline -> ControlRows.limited(baseline.mode(), spec.modeLimit()))
            .orElse(Mode.OBSERVE);
    Map<String, String> own =
        Optional.ofNullable(view.account().getMetadata().getLabels()).orElse(Map.of());
    List<String> values =
        new ArrayList<>(
            List.of(
                spec.accountId(),
                spec.partition(),
                namespace + "/" + spec.baselineRef().name(),
                ApiWord.of(mode)));
    labels.forEach(label -> values.add(own.getOrDefault(label, "")));
    add(MetricNames.ACCOUNT_INFO, 1, values.toArray(String[]::new));
  }

  private void scores() {
    Score score = results.scores();
    for (Score.Formula formula : Score.Formula.values()) {
      score
          .by(formula)
          .ifPresent(
              percent -> add(MetricNames.ACCOUNT_SCORE_RATIO, percent / 100.0, formula.word()));
    }
  }

  private void controls() {
    if (results.isNone()) {
      return;
    }
    for (Severity severity : Severity.values()) {
      for (VerdictValue verdict : VerdictValue.values()) {
        add(
            MetricNames.ACCOUNT_CONTROLS,
            results.with(verdict).stream().filter(row -> row.severity() == severity).count(),
            ApiWord.of(severity),
            ApiWord.of(verdict));
      }
    }
  }

  private void conditions() {
    List<Condition> present = AccountConditions.of(view, results, now);
    for (String type : CONDITIONS) {
      ConditionStatus is =
          Conditions.find(present, type).map(Condition::status).orElse(ConditionStatus.FALSE);
      add(MetricNames.ACCOUNT_CONDITION, 1, type, ApiWord.of(is));
    }
  }

  private void regions() {
    RegionsStatus regions = AccountStatusBuilder.regions(view);
    if (regions == null) {
      return;
    }
    add(MetricNames.ACCOUNT_REGIONS, regions.scanned(), "Scanned");
    for (RegionState state : RegionState.values()) {
      add(
          MetricNames.ACCOUNT_REGIONS,
          switch (state) {
            case DISABLED -> regions.disabled();
            case DENIED_BY_ORGANIZATION -> regions.deniedByOrganization();
            case EXCLUDED -> regions.excluded();
            case UNREACHABLE -> regions.unreachable();
          },
          ApiWord.of(state));
    }
  }

  private void weakenings() {
    Weakenings.counted(view)
        .forEach((kind, count) -> add(MetricNames.ACCOUNT_WEAKENINGS, count, ApiWord.of(kind)));
  }

  private void scan() {
    ScanStatus scan = AccountStatusBuilder.scan(view);
    add(
        MetricNames.ACCOUNT_LAST_SCAN_SUCCESS,
        scan == null ? 0 : scan.completionTime().getEpochSecond());
    add(MetricNames.ACCOUNT_SCAN_INTERVAL, view.account().getSpec().scanInterval().toSeconds());
    if (scan != null) {
      add(
          MetricNames.ACCOUNT_LAST_SCAN_DURATION,
          view.last()
                  .map(last -> Duration.between(last.start(), last.end()))
                  .orElse(Duration.between(scan.startTime(), scan.completionTime()))
                  .toMillis()
              / 1000.0);
    }
    view.last()
        .map(Scan.Done::unknown)
        .ifPresent(unknown ->
            new TreeMap<>(unknown)
                .forEach(
                    (cause, count) -> add(MetricNames.ACCOUNT_UNKNOWN_READINGS, count, cause)));
  }

  private void findings() {
    if (results.isNone() || results.tooOld()) {
      return;
    }
    add(
        MetricNames.ACCOUNT_SUPPRESSED_FINDINGS,
        results.controls().stream().mapToInt(ControlStatus::suppressed).sum());
    Map<String, Long> contended = contended();
    for (ControlStatus row : results.controls()) {
      add(
          MetricNames.CONTROL_FAILING_FINDINGS,
          row.failing(),
          row.id(),
          ApiWord.of(row.severity()));
      long left = contended.getOrDefault(row.id(), 0L);
      if (left > 0) {
        add(MetricNames.CONTROL_CONTENDED_FINDINGS, left, row.id(), ApiWord.of(row.severity()));
      }
    }
  }

  /** By control; after a restart from the settings that the status remembers as frozen. */
  private Map<String, Long> contended() {
    return view.last()
        .map(last ->
            Enforcement.contended(last).stream()
                .map(Planned::finding)
                .distinct()
                .collect(Collectors.groupingBy(Finding.Key::control, Collectors.counting())))
        .orElseGet(() ->
            view.history().mended().values().stream()
                .filter(setting -> setting.frozenSince().isPresent())
                .collect(Collectors.groupingBy(History.Mended::control, Collectors.counting())));
  }

  private void failingTime() {
    view.failingTime()
        .secondsAt(now)
        .forEach((id, seconds) -> add(MetricNames.CONTROL_NONCOMPLIANT_TIME, seconds, id));
  }

  private record Kind(String control, Risk risk) {}

  private void planned() {
    if (!results.isNone()) {
      add(
          MetricNames.ACCOUNT_CHANGES_AWAITING_APPROVAL,
          view.last()
              .map(last -> last.plan().awaitingApproval())
              .orElseGet(() -> standing().map(PlanStatus::awaitingApproval).orElse(0)));
    }
    Stream<Kind> kinds =
        view.last().isPresent()
            ? view.last().get().plan().changes().stream()
                .map(it -> new Kind(it.finding().control(), it.change().risk()))
            : standing().stream()
                .flatMap(plan -> plan.changes().stream())
                .map(it -> new Kind(it.control(), it.risk()));
    kinds
        .collect(Collectors.groupingBy(it -> it, LinkedHashMap::new, Collectors.counting()))
        .forEach((kind, count) ->
            add(MetricNames.PLANNED_CHANGES, count, kind.control(), ApiWord.of(kind.risk())));
  }

  /** The plan as the status remembers it. */
  private Optional<PlanStatus> standing() {
    return Optional.ofNullable(view.account().getStatus()).map(AwsAccountStatus::plan);
  }
}
