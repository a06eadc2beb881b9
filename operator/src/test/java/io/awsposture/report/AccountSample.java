package io.awsposture.report;

import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.AwsAccountSpec;
import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.BaselineReference;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.RegionSelection;
import io.awsposture.api.v1alpha1.SuppressionPolicy;
import io.awsposture.apply.Closed;
import io.awsposture.aws.Cause;
import io.awsposture.aws.Connection;
import io.awsposture.control.Catalogue;
import io.awsposture.control.Desired;
import io.awsposture.control.Finding;
import io.awsposture.control.Verdict;
import io.awsposture.evaluate.AcceptedRisk;
import io.awsposture.evaluate.AcceptedRisks;
import io.awsposture.evaluate.ControlResult;
import io.awsposture.evaluate.Evaluation;
import io.awsposture.evaluate.RegionView;
import io.awsposture.plan.Decisions;
import io.awsposture.plan.History;
import io.awsposture.plan.Plan;
import io.awsposture.plan.Planned;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import io.awsposture.resolve.EffectiveBaseline.Disabled;
import io.awsposture.resolve.Framework;
import io.awsposture.samples.SampleBaseline;
import io.awsposture.samples.Seen;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An AwsAccount and what is known of it, built up as a test wants it. */
final class AccountSample extends SampleFindings {
  static final String ID = "111122223333";
  static final Catalogue CATALOGUE = Catalogue.load();

  private static final AccountStatusBuilder BUILDER = new AccountStatusBuilder();

  private final String name;
  private final Map<String, Asked> asked = new TreeMap<>(Catalogue::byServiceThenNumber);
  private final Map<String, Map<String, Verdict>> verdicts = new LinkedHashMap<>();
  private final List<RegionView> regions = new ArrayList<>();
  private final List<Planned> planned = new ArrayList<>();
  private final Map<Finding.Key, String> obstacles = new LinkedHashMap<>();
  private final Map<String, Integer> unknown = new TreeMap<>();
  private final Map<String, String> labels = new TreeMap<>();
  private long generation = 1;
  private long scannedGeneration = -1;
  private String revision = "b-000000000001";
  private boolean suspend;
  private Mode modeLimit = Mode.ENFORCE;
  private String interval = "30m";
  private Optional<Problem> problem = Optional.empty();
  private Optional<Scan.Done> last = Optional.empty();
  private Optional<Scan.Unreached> unreached = Optional.empty();
  private Optional<String> brokenOff = Optional.empty();
  private Optional<Closed> closed = Optional.empty();
  private Optional<Instant> nextScan = Optional.empty();
  private Optional<String> handledScanRequest = Optional.empty();
  private History history = History.none(START);
  private FailingTime failingTime = FailingTime.NONE;
  private AcceptedRisks risks = AcceptedRisks.NONE;
  private final List<Disabled> disabled = new ArrayList<>();
  private @Nullable RegionSelection selection;
  private final List<Framework> frameworks = new ArrayList<>();
  private @Nullable AwsAccountStatus status;

  AccountSample(String name) {
    this.name = name;
    regions.add(new RegionView("us-east-1", RegionView.State.SCANNED, ""));
  }

  /** An account of the usual name. */
  static AccountSample sample() {
    return new AccountSample("payments-prod");
  }

  AccountSample asks(String control, Mode mode) {
    return asks(SampleBaseline.asked(CATALOGUE.find(control).orElseThrow(), mode));
  }

  AccountSample asks(Asked entry) {
    asked.put(entry.control().id(), entry);
    return this;
  }

  AccountSample says(String control, String region, Verdict verdict) {
    if (!asked.containsKey(control)) {
      asks(control, Mode.ENFORCE);
    }
    verdicts.computeIfAbsent(control, _ -> new LinkedHashMap<>()).put(region, verdict);
    return this;
  }

  AccountSample passes(String control) {
    return says(control, "us-east-1", new Verdict.Pass(1, List.of(), List.of()));
  }

  AccountSample fails(String control) {
    return says(control, "us-east-1", fail(finding(control, "us-east-1", ROOT)));
  }

  AccountSample isUnknown(String control) {
    return says(
        control,
        "us-east-1",
        new Verdict.Unknown(
            1, Map.of("detector", new Cause.Denied("guardduty:ListDetectors", "")), List.of()));
  }

  AccountSample region(String region, RegionView.State state, String why) {
    regions.removeIf(old -> old.name().equals(region));
    regions.add(new RegionView(region, state, why));
    return this;
  }

  AccountSample plans(Planned change) {
    planned.add(change);
    return this;
  }

  AccountSample obstacle(Finding.Key finding, String words) {
    obstacles.put(finding, words);
    return this;
  }

  AccountSample nothingPlanned() {
    planned.clear();
    obstacles.clear();
    return this;
  }

  AccountSample closed(String reason, String words) {
    closed = Optional.of(new Closed(reason, words));
    return this;
  }

  AccountSample unknownReadings(String cause, int count) {
    unknown.put(cause, count);
    return this;
  }

  AccountSample history(History other) {
    history = other;
    return this;
  }

  History history() {
    return history;
  }

  AccountSample failed(FailingTime upToNow) {
    failingTime = upToNow;
    return this;
  }

  AccountSample disables(Disabled control) {
    disabled.add(control);
    return this;
  }

  AccountSample regions(RegionSelection which) {
    selection = which;
    return this;
  }

  AccountSample accepts(AcceptedRisk... which) {
    risks = AcceptedRisks.of(List.of(which), ID, baseline(), START);
    return this;
  }

  AccountSample framework(String id, String... controls) {
    frameworks.add(new Framework(id, id, Set.of(controls)));
    return this;
  }

  AccountSample label(String label, String value) {
    labels.put(label, value);
    return this;
  }

  AccountSample suspended() {
    suspend = true;
    generation++;
    return this;
  }

  AccountSample edited() {
    generation++;
    return this;
  }

  AccountSample limitedTo(Mode mode) {
    modeLimit = mode;
    generation++;
    return this;
  }

  AccountSample every(String time) {
    interval = time;
    return this;
  }

  AccountSample baselineEdited(String newRevision) {
    revision = newRevision;
    return this;
  }

  AccountSample problem(Problem why) {
    problem = Optional.of(why);
    return this;
  }

  AccountSample noProblem() {
    problem = Optional.empty();
    return this;
  }

  AccountSample next(Instant time) {
    nextScan = Optional.of(time);
    return this;
  }

  AccountSample handled(String request) {
    handledScanRequest = Optional.of(request);
    return this;
  }

  AccountSample refused(Connection.Why why, String message) {
    unreached = Optional.of(new Scan.Unreached(baseline(), new Connection.Refused(why, message)));
    scannedGeneration = generation;
    return this;
  }

  AccountSample brokeOff(String how) {
    brokenOff = Optional.of(how);
    return this;
  }

  /** A scan that took three seconds ends now, with what the sample says. */
  AccountSample scannedAt(Instant end) {
    List<ControlResult> results =
        asked.values().stream()
            .map(it -> new ControlResult(it, verdicts.getOrDefault(it.control().id(), Map.of())))
            .toList();
    Evaluation evaluation = new Evaluation(results, List.copyOf(regions)).accepting(risks);
    history =
        history
            .under(revision, history.soakUntil().orElse(START))
            .seen(
                evaluation.allFindings().stream().map(Finding::key).toList(),
                evaluation::couldNotRead,
                end);
    last =
        Optional.of(
            new Scan.Done(
                baseline(),
                evaluation,
                new Plan(planned, obstacles),
                new Seen(),
                history,
                List.of(),
                closed,
                Map.copyOf(unknown),
                312,
                4,
                end.minus(Duration.ofSeconds(3)),
                end));
    unreached = Optional.empty();
    brokenOff = Optional.empty();
    scannedGeneration = generation;
    return this;
  }

  /** The operator starts anew: only the status is left. */
  AccountSample restarted(Instant now) {
    AwsAccountStatus left = status();
    last = Optional.empty();
    unreached = Optional.empty();
    scannedGeneration = RememberedHistory.scannedGeneration(left);
    history = RememberedHistory.of(left, now);
    failingTime = FailingTime.of(account());
    return this;
  }

  /** Writes the status: what is built, after every promise about it was checked. */
  AwsAccountStatus report(Instant now) {
    AwsAccountStatus before = status;
    failingTime = failingTime.seen(view(), now);
    AwsAccountStatus after = BUILDER.build(view(), now);
    if (before == null) {
      ConditionInvariants.check(after);
    } else {
      ConditionInvariants.check(before, after);
    }
    status = after;
    return after;
  }

  AwsAccountStatus status() {
    if (status == null) {
      throw new IllegalStateException("nothing was reported yet");
    }
    return status;
  }

  AwsAccount account() {
    AwsAccount account = new AwsAccount();
    account.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace("security")
            .withUid("uid-of-" + name)
            .withGeneration(generation)
            .withLabels(labels)
            .build());
    account.setSpec(
        new AwsAccountSpec(
            ID,
            "aws",
            new BaselineReference("foundation", "security"),
            null,
            selection,
            null,
            interval,
            modeLimit,
            suspend,
            false));
    account.setStatus(status);
    return account;
  }

  AccountView view() {
    return new AccountView(
        account(),
        "awsposture-0123456789ab",
        problem,
        problem.isPresent() ? Optional.empty() : Optional.of(baseline()),
        Decisions.NONE,
        last,
        unreached,
        brokenOff,
        history,
        scannedGeneration,
        nextScan,
        handledScanRequest,
        failingTime);
  }

  EffectiveBaseline baseline() {
    return new EffectiveBaseline(
        "security",
        "foundation",
        revision,
        Mode.ENFORCE,
        List.copyOf(frameworks),
        Map.copyOf(asked),
        List.copyOf(disabled),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Desired.defaults(),
        false,
        SuppressionPolicy.NONE,
        25,
        100);
  }
}
