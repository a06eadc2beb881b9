package io.awsposture.report;

import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.AppliedBaseline;
import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.FindingStatus;
import io.awsposture.api.v1alpha1.MadeChange;
import io.awsposture.api.v1alpha1.MendedSetting;
import io.awsposture.api.v1alpha1.PlanStatus;
import io.awsposture.api.v1alpha1.PlannedChange;
import io.awsposture.api.v1alpha1.RegionState;
import io.awsposture.api.v1alpha1.RegionsStatus;
import io.awsposture.api.v1alpha1.ScanStatus;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.api.v1alpha1.SpentBudget;
import io.awsposture.api.v1alpha1.UnreadRegion;
import io.awsposture.control.Catalogue;
import io.awsposture.control.Finding;
import io.awsposture.evaluate.ControlResult;
import io.awsposture.evaluate.RegionView;
import io.awsposture.plan.History;
import io.awsposture.plan.Hold;
import io.awsposture.plan.Made;
import io.awsposture.plan.Planned;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the status of an AwsAccount, always whole: a server-side apply deletes what it leaves out.
 * After a restart what only a scan can tell stands as it was.
 */
public final class AccountStatusBuilder {

  /** So many changes are listed whatever came of them: events are made of what is new in a list. */
  private static final int NEWEST = 5;

  /** A builder; it holds nothing. */
  public AccountStatusBuilder() {}

  /**
   * The whole status, 20,000 bytes of JSON at most whatever it is made of. Pure: as long as nothing
   * turns, it equals the one before.
   */
  public AwsAccountStatus build(AccountView view, Instant now) {
    Results results = Results.of(view, now);
    return StatusFit.fit(
        new AwsAccountStatus(
            view.account().getMetadata().getGeneration(),
            AccountConditions.of(view, results, now),
            baseline(view),
            results.score(),
            results.failing(),
            results.controls(),
            findings(view),
            plan(view),
            changes(view.history(), now),
            scan(view),
            regions(view),
            view.externalId(),
            view.handledScanRequest().orElse(null),
            view.history().firstSeen().orElse(null),
            view.history().soakUntil().filter(now::isBefore).orElse(null),
            mended(view.history(), now),
            budget(view.history().budget()),
            Weakenings.ofAccount(view).stream().limit(StatusFit.WEAKENINGS).toList(),
            orNull(Weakenings.ofBaseline(view).size()),
            view.failingTime().remembered()));
  }

  private static @Nullable AppliedBaseline baseline(AccountView view) {
    return view.last()
        .map(Scan.Done::baseline)
        .map(it -> new AppliedBaseline(it.name(), it.namespace(), it.revision()))
        .orElseGet(() -> standing(view).map(AwsAccountStatus::baseline).orElse(null));
  }

  private static List<FindingStatus> findings(AccountView view) {
    if (view.last().isEmpty()) {
      return standing(view).map(AwsAccountStatus::findings).orElse(List.of());
    }
    Scan.Done last = view.last().get();
    Map<String, Severity> severities = new HashMap<>();
    for (ControlResult result : last.evaluation().controls()) {
      severities.put(result.id(), result.asked().severity());
    }
    return last.evaluation().findings().stream()
        .map(finding -> finding(finding, view.history(), last.end()))
        .sorted(
            Comparator.comparing(
                    (FindingStatus it) -> severities.getOrDefault(it.control(), Severity.LOW))
                .thenComparing(FindingStatus::since)
                .thenComparing(FindingStatus::control, Catalogue::byServiceThenNumber)
                .thenComparing(FindingStatus::region)
                .thenComparing(FindingStatus::resource))
        .limit(StatusFit.FINDINGS)
        .toList();
  }

  private static FindingStatus finding(Finding finding, History history, Instant otherwise) {
    return new FindingStatus(
        finding.control(),
        finding.region(),
        finding.resource(),
        finding.observed(),
        finding.desired(),
        history.since().getOrDefault(finding.key(), otherwise));
  }

  private static @Nullable PlanStatus plan(AccountView view) {
    return view.last()
        .map(Scan.Done::plan)
        .map(plan ->
            new PlanStatus(
                plan.hash(),
                plan.changes().size(),
                orNull(plan.awaitingApproval()),
                plan.changes().stream()
                    .limit(StatusFit.PLANNED)
                    .map(AccountStatusBuilder::planned)
                    .toList()))
        .orElseGet(() -> standing(view).map(AwsAccountStatus::plan).orElse(null));
  }

  private static PlannedChange planned(Planned planned) {
    return new PlannedChange(
        planned.id(),
        planned.finding().control(),
        planned.region(),
        planned.change().action(),
        planned.change().target(),
        planned.change().risk(),
        planned.change().before(),
        planned.change().after(),
        planned.change().cost(),
        planned.hold().map(Hold::words).orElse(""));
  }

  /**
   * The last changes, newest first. A refusal that still keeps something from being tried is kept
   * in place of older changes that hold nothing, or it would be forgotten with the process.
   */
  private static List<MadeChange> changes(History history, Instant now) {
    List<Made> all = history.changes();
    Set<Made> kept = new HashSet<>(all.subList(0, Math.min(NEWEST, all.size())));
    Stream.concat(all.stream().filter(made -> made.holdsAt(now)), all.stream())
        .takeWhile(_ -> kept.size() < StatusFit.MADE)
        .forEach(kept::add);
    return all.stream().filter(kept::contains).map(AccountStatusBuilder::made).toList();
  }

  private static MadeChange made(Made made) {
    return new MadeChange(
        made.time(),
        made.id(),
        made.finding().control(),
        made.region(),
        made.action(),
        made.target(),
        made.before(),
        made.after(),
        made.approval(),
        made.outcome().word(),
        made.message());
  }

  /** The last scan that reached the account; null where there was none. */
  static @Nullable ScanStatus scan(AccountView view) {
    Instant next = view.nextScan().orElse(null);
    return view.last()
        .map(last ->
            new ScanStatus(
                last.start(),
                last.end(),
                next,
                Math.toIntExact(last.calls()),
                Math.toIntExact(last.throttled()),
                last.unknown().values().stream().mapToInt(Integer::intValue).sum()))
        .orElseGet(() ->
            standing(view)
                .flatMap(status -> Optional.ofNullable(status.lastScan()))
                .map(old ->
                    new ScanStatus(
                        old.startTime(),
                        old.completionTime(),
                        next,
                        old.calls(),
                        old.throttled(),
                        old.unknownReadings()))
                .orElse(null));
  }

  /** The Regions by what became of them; null where no scan was ever made. */
  static @Nullable RegionsStatus regions(AccountView view) {
    if (view.last().isEmpty()) {
      return standing(view).map(AwsAccountStatus::regions).orElse(null);
    }
    List<RegionView> regions = view.last().get().evaluation().regions();
    return new RegionsStatus(
        count(regions, RegionView.State.SCANNED),
        count(regions, RegionView.State.DISABLED) + count(regions, RegionView.State.MISSING),
        count(regions, RegionView.State.DENIED_BY_ORGANIZATION),
        count(regions, RegionView.State.EXCLUDED),
        count(regions, RegionView.State.UNREACHABLE),
        regions.stream()
            .flatMap(region ->
                unread(region.state())
                    .map(state -> new UnreadRegion(region.name(), state, region.why()))
                    .stream())
            .sorted(Comparator.comparing(UnreadRegion::name))
            .toList());
  }

  private static int count(List<RegionView> regions, RegionView.State state) {
    return (int) regions.stream().filter(region -> region.state() == state).count();
  }

  /** Regions that are merely not enabled are many and of no interest, unless asked for by name. */
  private static Optional<RegionState> unread(RegionView.State state) {
    return switch (state) {
      case SCANNED, DISABLED -> Optional.empty();
      case MISSING -> Optional.of(RegionState.DISABLED);
      case DENIED_BY_ORGANIZATION -> Optional.of(RegionState.DENIED_BY_ORGANIZATION);
      case EXCLUDED -> Optional.of(RegionState.EXCLUDED);
      case UNREACHABLE -> Optional.of(RegionState.UNREACHABLE);
    };
  }

  /** Frozen settings first, then the latest; what is over is forgotten. */
  private static List<MendedSetting> mended(History history, Instant now) {
    return history.mended().entrySet().stream()
        .filter(entry ->
            entry.getValue().frozenSince().isPresent()
                || entry.getValue().last().plus(History.CONTENTION_WINDOW).isAfter(now))
        .map(entry ->
            new MendedSetting(
                entry.getKey(),
                entry.getValue().control(),
                entry.getValue().count(),
                entry.getValue().last(),
                entry.getValue().frozenSince().orElse(null)))
        .sorted(
            Comparator.comparing((MendedSetting setting) -> setting.frozenSince() == null)
                .thenComparing(MendedSetting::lastTime, Comparator.reverseOrder())
                .thenComparing(MendedSetting::control)
                .thenComparing(MendedSetting::setting))
        .limit(StatusFit.MENDED)
        .toList();
  }

  private static @Nullable SpentBudget budget(History.Budget budget) {
    return budget.dayCount() == 0 && budget.hourCount() == 0
        ? null
        : new SpentBudget(
            budget.hourStart(), budget.hourCount(), budget.dayStart(), budget.dayCount());
  }

  private static @Nullable Integer orNull(int count) {
    return count == 0 ? null : count;
  }

  private static Optional<AwsAccountStatus> standing(AccountView view) {
    return Optional.ofNullable(view.account().getStatus());
  }
}
