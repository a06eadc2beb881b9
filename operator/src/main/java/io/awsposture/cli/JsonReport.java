package io.awsposture.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.cli.CheckedAccount.Outcome;
import io.awsposture.evaluate.RegionView;
import io.awsposture.evaluate.Score;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Writes a result as one JSON document. */
final class JsonReport {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .build();

  private JsonReport() {}

  /** Writes the document and a line end. */
  static void write(CheckResult result, PrintStream out) {
    print(document(result), out);
  }

  /** Writes any value as one JSON document, and a line end. */
  static void print(Object value, PrintStream out) {
    try {
      JSON.writeValue(out, value);
      out.println();
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** The result as a document, which every other form for programs is made of too. */
  static CheckDocument document(CheckResult result) {
    return new CheckDocument(
        CheckDocument.SCHEMA_VERSION,
        AwsPosture.Version.text(),
        result.start().truncatedTo(ChronoUnit.MILLIS).toString(),
        result.end().truncatedTo(ChronoUnit.MILLIS).toString(),
        result.exitCode().number(),
        result.input().errors(),
        result.input().notes(),
        result.accounts().stream().map(JsonReport::account).toList(),
        result.suppressions().stream().map(ReviewedSuppression::document).toList(),
        result.accounts().stream().flatMap(new JsonRows(result.input())::of).toList());
  }

  private static CheckDocument.Account account(CheckedAccount checked) {
    return switch (checked.outcome()) {
      case Outcome.Read(var scan) ->
          account(
              checked,
              CheckDocument.State.Read,
              null,
              new CheckDocument.Controls(
                  checked.results().size(),
                  checked.count(VerdictValue.PASS),
                  checked.count(VerdictValue.FAIL),
                  checked.count(VerdictValue.SUPPRESSED),
                  checked.count(VerdictValue.UNKNOWN),
                  checked.count(VerdictValue.NOT_APPLICABLE)),
              scan.evaluation().regions(),
              scan.calls(),
              scan.throttled());
      case Outcome.NotRead(String reason, String message) ->
          account(
              checked,
              CheckDocument.State.NotRead,
              new CheckDocument.Cause(reason, message),
              null,
              List.of(),
              0,
              0);
    };
  }

  private static CheckDocument.Account account(
      CheckedAccount checked,
      CheckDocument.State state,
      CheckDocument.@Nullable Cause cause,
      CheckDocument.@Nullable Controls controls,
      List<RegionView> regions,
      long calls,
      long throttled) {
    return new CheckDocument.Account(
        checked.declared().namespace(),
        checked.declared().name(),
        checked.declared().spec().accountId(),
        checked.declared().spec().partition(),
        checked.declared().file(),
        checked.declared().line("spec"),
        state,
        cause,
        baseline(checked.baseline()),
        checked.score().map(JsonReport::score).orElse(null),
        controls,
        regions.stream()
            .map(region ->
                new CheckDocument.Region(region.name(), word(region.state()), orNull(region.why())))
            .toList(),
        calls,
        throttled);
  }

  private static CheckDocument.Baseline baseline(EffectiveBaseline baseline) {
    return new CheckDocument.Baseline(
        baseline.namespace(),
        baseline.name(),
        baseline.revision(),
        baseline.mode(),
        baseline.disabled().stream()
            .map(off -> new CheckDocument.Disabled(off.id(), off.reason(), off.reviewBy()))
            .toList(),
        baseline.controls().values().stream()
            .flatMap(asked -> asked.severityReason().stream().map(reason -> changed(asked, reason)))
            .toList(),
        baseline.unknownControls().stream()
            .map(it -> new CheckDocument.UnknownControl(it.id(), it.nearest().orElse(null)))
            .toList(),
        baseline.notImplemented(),
        baseline.unknownFrameworks(),
        baseline.overruled());
  }

  private static CheckDocument.ChangedSeverity changed(Asked asked, String reason) {
    return new CheckDocument.ChangedSeverity(
        asked.control().id(), asked.control().info().severity(), asked.severity(), reason);
  }

  private static CheckDocument.Score score(Score score) {
    return new CheckDocument.Score(
        orNull(score.securityHub()), orNull(score.strict()), orNull(score.weighted()));
  }

  private static String word(RegionView.State state) {
    return switch (state) {
      case SCANNED -> "Scanned";
      case DISABLED, MISSING -> "Disabled";
      case DENIED_BY_ORGANIZATION -> "DeniedByOrganization";
      case EXCLUDED -> "Excluded";
      case UNREACHABLE -> "Unreachable";
    };
  }

  private static @Nullable Integer orNull(OptionalInt value) {
    return value.isPresent() ? Integer.valueOf(value.getAsInt()) : null;
  }

  /** Null for an empty text. */
  static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
