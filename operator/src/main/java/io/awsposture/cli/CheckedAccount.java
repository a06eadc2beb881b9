package io.awsposture.cli;

import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.AwsAccountSpec;
import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.cli.input.Declared;
import io.awsposture.control.Finding;
import io.awsposture.evaluate.ControlResult;
import io.awsposture.evaluate.Score;
import io.awsposture.resolve.EffectiveBaseline;
import java.util.List;
import java.util.Optional;

/** What came of checking one account. */
record CheckedAccount(
    Declared<AwsAccountSpec> declared, EffectiveBaseline baseline, Outcome outcome) {

  /** Whether it was read. */
  sealed interface Outcome {
    /** It was. */
    record Read(Scan.Done scan) implements Outcome {}

    /**
     * It was not, so nothing is known of it.
     *
     * @param reason a CamelCase word
     * @param message what to do now
     */
    record NotRead(String reason, String message) implements Outcome {}
  }

  /** What the controls came to; nothing where the account was not read. */
  List<ControlResult> results() {
    return switch (outcome) {
      case Outcome.Read(Scan.Done scan) -> scan.evaluation().controls();
      case Outcome.NotRead _ -> List.of();
    };
  }

  /** What a person must add before a finding can be mended, as a sentence; empty: nothing. */
  Optional<String> obstacle(Finding finding) {
    return switch (outcome) {
      case Outcome.Read(Scan.Done scan) ->
          finding
              .steps()
              .obstacle()
              .or(() -> Optional.ofNullable(scan.plan().obstacles().get(finding.key())));
      case Outcome.NotRead _ -> Optional.empty();
    };
  }

  /** How many controls came to this. */
  long count(VerdictValue verdict) {
    return results().stream().filter(result -> result.overall() == verdict).count();
  }

  /** The scores; empty where the account was not read, which is not 0. */
  Optional<Score> score() {
    return switch (outcome) {
      case Outcome.Read _ ->
          Optional.of(
              Score.of(
                  results().stream()
                      .map(result -> new Score.Entry(result.asked().severity(), result.overall()))
                      .toList()));
      case Outcome.NotRead _ -> Optional.empty();
    };
  }

  /** How the command ends as far as this account goes. */
  ExitCode exitCode() {
    return switch (outcome) {
      case Outcome.Read _ -> {
        if (count(VerdictValue.FAIL) > 0) {
          yield ExitCode.DRIFT;
        }
        boolean anyUnknown =
            results().stream()
                .anyMatch(result ->
                    result.byRegion().values().stream()
                        .anyMatch(verdict -> result.valueOf(verdict) == VerdictValue.UNKNOWN));
        // Who asks for nothing is told nothing, which must not read as compliant.
        boolean allJudged =
            !results().isEmpty()
                && baseline.unknownControls().isEmpty()
                && baseline.unknownFrameworks().isEmpty();
        yield anyUnknown || !allJudged ? ExitCode.UNKNOWN : ExitCode.COMPLIANT;
      }
      case Outcome.NotRead _ -> ExitCode.UNKNOWN;
    };
  }
}
