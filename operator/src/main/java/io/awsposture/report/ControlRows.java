package io.awsposture.report;

import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.ControlStatus;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.aws.Cause;
import io.awsposture.control.Finding;
import io.awsposture.control.Owner;
import io.awsposture.control.Verdict;
import io.awsposture.evaluate.AcceptedRisk;
import io.awsposture.evaluate.ControlResult;
import io.awsposture.plan.Decisions;
import io.awsposture.plan.History;
import io.awsposture.plan.Hold;
import io.awsposture.plan.Made;
import io.awsposture.plan.Planned;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rows of a status, one for each control, made of a scan. */
final class ControlRows {
  private static final int MOST_NOTES = 3;

  private final Scan.Done scan;
  private final History history;
  private final Mode limit;
  private final List<ControlStatus> before;
  private final Instant turned;

  private ControlRows(
      Scan.Done scan, History history, Mode limit, List<ControlStatus> before, Instant turned) {
    this.scan = scan;
    this.history = history;
    this.limit = limit;
    this.before = before;
    this.turned = turned;
  }

  /**
   * The rows of a scan.
   *
   * @param limit ceiling over the modes
   * @param before the rows that stand now: a verdict that stays keeps its time
   * @param turned the time of a verdict that is another one
   */
  static List<ControlStatus> of(
      Scan.Done scan, History history, Mode limit, List<ControlStatus> before, Instant turned) {
    ControlRows rows = new ControlRows(scan, history, limit, before, turned);
    return scan.evaluation().controls().stream().map(rows::row).toList();
  }

  /** A row of results that count for nothing any more. */
  static ControlStatus tooOld(
      ControlStatus row, Instant scanned, Instant until, List<ControlStatus> before) {
    return new ControlStatus(
        row.id(),
        VerdictValue.UNKNOWN,
        row.severity(),
        row.mode(),
        row.examined(),
        0,
        0,
        row.examined(),
        row.managedBy(),
        since(row.id(), VerdictValue.UNKNOWN, before, until),
        "not seen since " + scanned.truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * A row that stands after a restart. What it counts as suppressed fails where no Suppression can
   * cover it any more.
   */
  static ControlStatus standing(ControlStatus row, Decisions decisions, Instant now) {
    if (row.suppressed() == 0 || decisions.risks().mayCover(row.id())) {
      return row;
    }
    return new ControlStatus(
        row.id(),
        VerdictValue.FAIL,
        row.severity(),
        row.mode(),
        row.examined(),
        row.failing() + row.suppressed(),
        0,
        row.unknown(),
        row.managedBy(),
        row.verdict() == VerdictValue.FAIL ? row.since() : now,
        row.verdict() == VerdictValue.FAIL
            ? row.message()
            : "no Suppression covers what fails any more; the next scan tells what it is");
  }

  /** The mode that counts below the account's limit. */
  static Mode limited(Mode mode, Mode limit) {
    return mode.atMost(limit);
  }

  private ControlStatus row(ControlResult result) {
    Asked asked = result.asked();
    VerdictValue verdict = result.overall();
    return new ControlStatus(
        result.id(),
        verdict,
        asked.severity(),
        limited(asked.mode(), limit),
        result.examined(),
        result.findings().size(),
        result.suppressed().size(),
        result.unread().size(),
        managedBy(result).orElse(null),
        since(result.id(), verdict, before, turned),
        message(result, verdict));
  }

  private static Instant since(
      String id, VerdictValue verdict, List<ControlStatus> before, Instant otherwise) {
    return before.stream()
        .filter(old -> old.id().equals(id) && old.verdict() == verdict)
        .map(ControlStatus::since)
        .findFirst()
        .orElse(otherwise);
  }

  private Optional<String> managedBy(ControlResult result) {
    TreeSet<String> kinds = new TreeSet<>();
    result.owners().forEach(owner -> kinds.add(owner.kind()));
    if (changesOf(result)
        .flatMap(planned ->
            Stream.concat(
                history.lastOf(planned.setting()).stream(),
                history.refusalOf(planned.change().action(), planned.region()).stream()))
        .anyMatch(Made::refusesItsRegion)) {
      kinds.add("organization");
    }
    return kinds.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", kinds));
  }

  private Stream<Planned> changesOf(ControlResult result) {
    return scan.plan().changes().stream()
        .filter(planned -> planned.finding().control().equals(result.id()));
  }

  private String message(ControlResult result, VerdictValue verdict) {
    return switch (verdict) {
      case FAIL -> failing(result);
      case UNKNOWN -> unread(result.unread());
      case SUPPRESSED -> suppressed(result);
      case PASS -> passing(result);
      case NOT_APPLICABLE -> notApplicable(result);
    };
  }

  private String failing(ControlResult result) {
    List<Finding> findings = result.findings();
    Finding worst =
        findings.stream()
            .min(
                Comparator.comparing((Finding finding) -> sinceOf(finding.key()))
                    .thenComparing(Finding::region)
                    .thenComparing(Finding::resource))
            .orElseThrow();
    StringBuilder text = new StringBuilder(where(worst));
    text.append(": ").append(worst.observed()).append(" instead of ").append(worst.desired());
    if (findings.size() > 1) {
      text.append(", and ").append(findings.size() - 1).append(" more");
    }
    remedy(result, worst).ifPresent(words -> text.append("; ").append(words));
    if (!result.unread().isEmpty()) {
      text.append("; not read: ").append(unread(result.unread()));
    }
    notes(result).limit(MOST_NOTES).forEach(note -> text.append("; ").append(note));
    return text.toString();
  }

  /** Why it is not mended, and who can: the next thing that a reader asks. */
  private Optional<String> remedy(ControlResult result, Finding worst) {
    if (worst.managedBy().isPresent()) {
      return worst.managedBy().map(owner -> "left to its owner, " + owner.detail());
    }
    Optional<String> obstacle =
        result.findings().stream()
            .map(finding -> scan.plan().obstacles().get(finding.key()))
            .flatMap(Stream::ofNullable)
            .findFirst();
    Optional<String> hold =
        changesOf(result)
            .flatMap(planned -> planned.hold().stream())
            .filter(ControlRows::isOfInterest)
            .map(Hold::words)
            .findFirst();
    String byHand = result.asked().control().info().byHand();
    boolean onlyByHand = !byHand.isEmpty() && changesOf(result).findAny().isEmpty();
    return obstacle.or(() -> hold).or(() -> onlyByHand ? Optional.of(byHand) : Optional.empty());
  }

  /** The mode is a column of its own, and a later step waits for one that says why. */
  private static boolean isOfInterest(Hold hold) {
    return hold.kind() != Hold.Kind.MODE && hold.kind() != Hold.Kind.EARLIER_STEP;
  }

  private Instant sinceOf(Finding.Key finding) {
    return history.since().getOrDefault(finding, scan.end());
  }

  /** The Region alone for what belongs to the account: its ARN says nothing more. */
  private static String where(Finding finding) {
    return finding.resource().endsWith(":root")
        ? finding.region()
        : finding.resource() + " in " + finding.region();
  }

  private static String unread(Map<String, Cause> unread) {
    Map.Entry<String, Cause> first =
        unread.entrySet().stream()
            .min(
                Comparator.comparing((Map.Entry<String, Cause> entry) -> rank(entry.getValue()))
                    .thenComparing(Map.Entry::getKey))
            .orElseThrow();
    String more = unread.size() > 1 ? ", and " + (unread.size() - 1) + " more" : "";
    return first.getKey() + ": " + first.getValue().text() + more;
  }

  /** What a person can mend comes before what passes by itself. */
  private static int rank(Cause cause) {
    return switch (cause) {
      case Cause.Denied _ -> 0;
      case Cause.DeniedByOrganization _, Cause.OwnerOnly _ -> 1;
      case Cause.RegionUnusable _, Cause.Broken _, Cause.Gone _, Cause.Unsupported _ -> 2;
      case Cause.NotYet _, Cause.ThrottledOut _, Cause.DeadlinePassed _ -> 3;
    };
  }

  private static String suppressed(ControlResult result) {
    String risks =
        result.suppressed().values().stream()
            .map(AcceptedRisk::name)
            .distinct()
            .sorted()
            .limit(MOST_NOTES)
            .collect(Collectors.joining(", "));
    int findings = result.suppressed().size();
    return (findings == 1 ? "1 finding is" : findings + " findings are")
        + " accepted as a risk by Suppression "
        + risks;
  }

  private static String passing(ControlResult result) {
    Stream<String> owners = result.owners().stream().map(Owner::detail);
    return String.join(
        "; ", Stream.concat(owners, notes(result)).distinct().limit(MOST_NOTES).toList());
  }

  private static Stream<String> notes(ControlResult result) {
    return result.byRegion().values().stream()
        .flatMap(verdict -> verdict.notes().stream())
        .distinct();
  }

  private static String notApplicable(ControlResult result) {
    return result.byRegion().values().stream()
        .flatMap(verdict ->
            verdict instanceof Verdict.NotApplicable(String why)
                ? Stream.of(why)
                : Stream.<String>empty())
        .findFirst()
        .orElse("no Region was looked at");
  }
}
