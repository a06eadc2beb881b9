package io.awsposture.cli;

import io.awsposture.api.v1alpha1.SuppressionSpec;
import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.aws.Cause;
import io.awsposture.cli.CheckedAccount.Outcome;
import io.awsposture.cli.input.Declared;
import io.awsposture.cli.input.Input;
import io.awsposture.control.Finding;
import io.awsposture.control.Owner;
import io.awsposture.control.Verdict;
import io.awsposture.evaluate.AcceptedRisk;
import io.awsposture.evaluate.ControlResult;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of the JSON document. */
final class JsonRows {
  private final Input input;

  /** Rows of accounts of this input. */
  JsonRows(Input input) {
    this.input = input;
  }

  /** One row for each control and Region; for an account that was not read one for each control. */
  Stream<CheckDocument.Row> of(CheckedAccount checked) {
    return switch (checked.outcome()) {
      case Outcome.Read _ ->
          checked.results().stream()
              .flatMap(result ->
                  result.byRegion().entrySet().stream()
                      .map(place -> row(checked, result, place.getKey(), place.getValue())));
      case Outcome.NotRead(String reason, String message) ->
          checked.baseline().controls().values().stream()
              .map(asked ->
                  row(
                      checked,
                      asked,
                      null,
                      VerdictValue.UNKNOWN,
                      new CheckDocument.Cause(reason, message),
                      List.of(),
                      0,
                      List.of(),
                      List.of(),
                      List.of(),
                      List.of()));
    };
  }

  private CheckDocument.Row row(
      CheckedAccount checked, ControlResult result, String region, Verdict verdict) {
    Asked asked = result.asked();
    VerdictValue value = result.valueOf(verdict);
    return switch (verdict) {
      case Verdict.Pass pass ->
          row(
              checked,
              asked,
              region,
              value,
              null,
              owners(pass.owners()),
              pass.examined(),
              List.of(),
              List.of(),
              List.of(),
              pass.notes());
      case Verdict.Fail fail ->
          row(
              checked,
              asked,
              region,
              value,
              value == VerdictValue.UNKNOWN ? firstCause(fail.unread()) : null,
              owners(fail.findings().stream().flatMap(it -> it.managedBy().stream()).toList()),
              fail.examined(),
              fail.findings().stream()
                  .filter(finding -> !result.accepted().containsKey(finding.key()))
                  .map(finding -> failing(checked, asked, finding, null))
                  .toList(),
              fail.findings().stream()
                  .flatMap(finding ->
                      Optional.ofNullable(result.accepted().get(finding.key())).stream()
                          .map(risk -> failing(checked, asked, finding, acceptance(risk))))
                  .toList(),
              unread(fail.unread()),
              fail.notes());
      case Verdict.Unknown unknown ->
          row(
              checked,
              asked,
              region,
              value,
              firstCause(unknown.unread()),
              List.of(),
              unknown.examined(),
              List.of(),
              List.of(),
              unread(unknown.unread()),
              unknown.notes());
      case Verdict.NotApplicable(String why) ->
          row(
              checked,
              asked,
              region,
              value,
              new CheckDocument.Cause("NotApplicable", why),
              List.of(),
              0,
              List.of(),
              List.of(),
              List.of(),
              List.of());
    };
  }

  private static CheckDocument.Row row(
      CheckedAccount checked,
      Asked asked,
      @Nullable String region,
      VerdictValue verdict,
      CheckDocument.@Nullable Cause cause,
      List<CheckDocument.Owner> managedBy,
      int examined,
      List<CheckDocument.Failing> failing,
      List<CheckDocument.Failing> suppressed,
      List<CheckDocument.Unread> unknown,
      List<String> notes) {
    return new CheckDocument.Row(
        checked.declared().spec().accountId(),
        checked.declared().namespace(),
        checked.declared().name(),
        asked.control().id(),
        asked.control().info().title(),
        asked.severity(),
        region,
        verdict,
        cause,
        managedBy,
        examined,
        failing,
        suppressed,
        unknown,
        notes,
        failing.isEmpty() ? null : JsonReport.orNull(asked.control().info().byHand()));
  }

  private static CheckDocument.Failing failing(
      CheckedAccount checked,
      Asked asked,
      Finding finding,
      CheckDocument.@Nullable Acceptance suppressedBy) {
    return new CheckDocument.Failing(
        finding.resource(),
        finding.observed(),
        finding.desired(),
        finding.managedBy().map(JsonRows::owner).orElse(null),
        checked.obstacle(finding).orElse(null),
        suppressedBy,
        Fix.of(finding, asked, checked.declared().spec().modeLimit()).stream()
            .map(JsonRows::step)
            .toList());
  }

  private static CheckDocument.Step step(Fix fix) {
    return new CheckDocument.Step(
        fix.change().action(),
        fix.region(),
        fix.change().target(),
        fix.change().risk(),
        List.copyOf(fix.change().risks()),
        fix.change().before(),
        fix.change().after(),
        JsonReport.orNull(fix.change().cost()),
        fix.needs());
  }

  private CheckDocument.Acceptance acceptance(AcceptedRisk risk) {
    SuppressionSpec spec = risk.spec();
    Optional<Declared<SuppressionSpec>> declared =
        input.suppressions().stream().filter(it -> it.id().equals(risk.place())).findFirst();
    return new CheckDocument.Acceptance(
        risk.namespace(),
        risk.name(),
        declared.map(Declared::file).orElse(""),
        declared.map(it -> it.line("spec")).orElse(0),
        spec.reason(),
        JsonReport.orNull(spec.owner()),
        JsonReport.orNull(spec.ticket()),
        spec.approval() == null ? null : spec.approval().pullRequest(),
        spec.grantedAt().toString(),
        spec.expiresAt().toString(),
        spec.isBound());
  }

  private static CheckDocument.@Nullable Cause firstCause(Map<String, Cause> unread) {
    return unread(unread).stream().findFirst().map(CheckDocument.Unread::cause).orElse(null);
  }

  private static List<CheckDocument.Unread> unread(Map<String, Cause> unread) {
    return unread.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(it ->
            new CheckDocument.Unread(
                it.getKey(), new CheckDocument.Cause(it.getValue().kind(), it.getValue().text())))
        .toList();
  }

  private static List<CheckDocument.Owner> owners(List<Owner> owners) {
    Set<Owner> each = new LinkedHashSet<>(owners);
    return each.stream().map(JsonRows::owner).toList();
  }

  private static CheckDocument.Owner owner(Owner owner) {
    return new CheckDocument.Owner(owner.kind(), owner.detail());
  }
}
