package io.awsposture.cli;

import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.AwsAccountSpec;
import io.awsposture.aws.Cause;
import io.awsposture.cli.CheckedAccount.Outcome;
import io.awsposture.cli.input.Declared;
import io.awsposture.cli.input.Input;
import io.awsposture.cli.input.InputFiles;
import io.awsposture.control.Catalogue;
import io.awsposture.control.Finding;
import io.awsposture.control.Owner;
import io.awsposture.control.Verdict;
import io.awsposture.evaluate.AcceptedRisks;
import io.awsposture.evaluate.ControlResult;
import io.awsposture.evaluate.Evaluation;
import io.awsposture.evaluate.RegionView;
import io.awsposture.observe.Observations;
import io.awsposture.observe.Observed;
import io.awsposture.observe.Reading;
import io.awsposture.plan.History;
import io.awsposture.plan.Plan;
import io.awsposture.plan.Steps;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.resolve.Resolution;
import io.awsposture.resolve.Resolver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One account with what a check may find in it, as a test wants it. */
final class CheckSample {
  static final String ROOT = "arn:aws:iam::111122223333:root";
  private static final Instant START = Instant.parse("2026-11-22T06:00:00Z");
  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final Observations NOTHING_READ =
      new Observations() {
        @Override
        public <T> Observed<T> of(Reading<T> reading, String region) {
          return Observed.unknown(new Cause.NotYet("tests read nothing"));
        }
      };

  private final Input input;
  private final List<RegionView> regions = new ArrayList<>();
  private final Map<String, Map<String, Verdict>> verdicts = new LinkedHashMap<>();
  private final Map<Finding.Key, String> obstacles = new LinkedHashMap<>();

  /**
   * A sample whose files lie in this folder.
   *
   * @param baseline spec of the baseline, in YAML's flow style
   */
  CheckSample(Path folder, String baseline) {
    this(folder, baseline, "");
  }

  /**
   * A sample whose files lie in this folder.
   *
   * @param baseline spec of the baseline, in YAML's flow style
   * @param suppressions of namespace security, each by its name and the fields of its spec in flow
   *     style, line by line
   */
  CheckSample(Path folder, String baseline, String suppressions) {
    try {
      for (String line : suppressions.lines().toList()) {
        String[] parts = line.split(" ", 2);
        Files.writeString(
            folder.resolve("suppression-" + parts[0] + ".yaml"), suppression(parts[0], parts[1]));
      }
      Files.writeString(
          folder.resolve("all.yaml"),
          """
          apiVersion: awsposture.io/v1alpha1
          kind: SecurityBaseline
          metadata: {name: foundation, namespace: security}
          spec: %s
          ---
          apiVersion: awsposture.io/v1alpha1
          kind: AwsAccount
          metadata: {name: payments-prod, namespace: security}
          spec: {accountId: "111122223333", baselineRef: {name: foundation}}
          """
              .formatted(baseline));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    input = InputFiles.read(folder);
    if (!input.errors().isEmpty()) {
      throw new IllegalArgumentException(input.errors().toString());
    }
  }

  /** A Suppression of account 111122223333 in force, but for what is said otherwise. */
  static String suppression(String name, String fields) {
    StringBuilder spec = new StringBuilder(fields);
    Map.of(
            "accountIds", "[\"111122223333\"]",
            "reason", "the bastion needs it",
            "grantedAt", "2026-11-01T00:00:00Z",
            "expiresAt", "2027-01-01T00:00:00Z")
        .forEach((field, value) -> {
          if (!fields.contains(field + ":")) {
            spec.append(", ").append(field).append(": ").append(value);
          }
        });
    return """
    apiVersion: awsposture.io/v1alpha1
    kind: Suppression
    metadata: {name: %s, namespace: security}
    spec: {%s}
    """
        .formatted(name, spec);
  }

  CheckSample regions(String... names) {
    for (String name : names) {
      regions.add(new RegionView(name, RegionView.State.SCANNED, ""));
    }
    return this;
  }

  CheckSample region(String name, RegionView.State state, String why) {
    regions.add(new RegionView(name, state, why));
    return this;
  }

  CheckSample says(String control, String region, Verdict verdict) {
    verdicts.computeIfAbsent(control, _ -> new LinkedHashMap<>()).put(region, verdict);
    return this;
  }

  /** What a precondition of the control's fix in us-east-1 lacks. */
  CheckSample lacks(String control, String words) {
    obstacles.put(new Finding.Key(control, "us-east-1", ROOT), words);
    return this;
  }

  static Verdict pass() {
    return new Verdict.Pass(1, List.of(), List.of());
  }

  static Verdict fail(Finding... findings) {
    return new Verdict.Fail(findings.length, List.of(findings), Map.of(), List.of());
  }

  static Verdict unknown(Cause cause) {
    return new Verdict.Unknown(0, Map.of("reading", cause), List.of());
  }

  static Finding finding(String control, String region, String resource, Steps steps) {
    return new Finding(control, region, resource, "it is off", "it is on", Optional.empty(), steps);
  }

  static Finding owned(String control, String region, Owner owner) {
    return new Finding(
        control, region, ROOT, "it is off", "it is on", Optional.of(owner), Steps.none());
  }

  /** The result of having read the account. */
  CheckResult read() {
    List<ControlResult> results = new ArrayList<>();
    baseline()
        .controls()
        .values()
        .forEach(asked ->
            results.add(
                new ControlResult(
                    asked,
                    verdicts.getOrDefault(asked.control().id(), Map.of("us-east-1", pass())))));
    return with(
        new Outcome.Read(
            new Scan.Done(
                baseline(),
                new Evaluation(results, regions)
                    .accepting(
                        AcceptedRisks.of(
                            input.risks("security"), "111122223333", baseline(), START)),
                new Plan(List.of(), obstacles),
                NOTHING_READ,
                History.none(START),
                List.of(),
                Optional.empty(),
                Map.of(),
                42,
                1,
                START,
                START.plusSeconds(2))));
  }

  /** The result of not having read it. */
  CheckResult notRead(String reason, String message) {
    return with(new Outcome.NotRead(reason, message));
  }

  private CheckResult with(Outcome outcome) {
    Declared<AwsAccountSpec> account = input.accounts().getFirst();
    return new CheckResult(
        input,
        List.of(new CheckedAccount(account, baseline(), outcome)),
        START,
        START.plusSeconds(3));
  }

  private EffectiveBaseline baseline() {
    return switch (new Resolver(CATALOGUE)
        .resolve(input.accounts().getFirst().spec().baselineRef(), "security", input.lookup())) {
      case Resolution.Resolved(EffectiveBaseline found) -> found;
      case Resolution.Unresolved why -> throw new IllegalArgumentException(why.message());
    };
  }
}
