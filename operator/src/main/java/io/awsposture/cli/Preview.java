package io.awsposture.cli;

import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.cli.FolderVersion.AccountVersion;
import io.awsposture.cli.PreviewDocument.AccountChange;
import io.awsposture.cli.PreviewDocument.Aspect;
import io.awsposture.cli.PreviewDocument.BaselineChange;
import io.awsposture.cli.PreviewDocument.Breach;
import io.awsposture.cli.PreviewDocument.ControlChange;
import io.awsposture.cli.PreviewDocument.Field;
import io.awsposture.cli.input.InputChanges;
import io.awsposture.cli.input.InputError;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Holds two versions of the files against each other, and both against what is known of the
 * accounts. Pure.
 */
final class Preview {
  private final FolderVersion before;
  private final FolderVersion after;
  private final KnownFindings knownBefore;
  private final KnownFindings knownAfter;
  private final boolean looksAtAfter;
  private final Instant now;
  private final NotKnown notKnown = new NotKnown();
  private final List<Breach> breaches = new ArrayList<>();

  /**
   * A preview of files without errors.
   *
   * @param knownBefore what was found under the earlier files
   * @param knownAfter what was found under the later ones
   * @param looksAtAfter false where all that is known was found under earlier files
   */
  Preview(
      FolderVersion before,
      FolderVersion after,
      KnownFindings knownBefore,
      KnownFindings knownAfter,
      boolean looksAtAfter,
      Instant now) {
    this.before = before;
    this.after = after;
    this.knownBefore = knownBefore;
    this.knownAfter = knownAfter;
    this.looksAtAfter = looksAtAfter;
    this.now = now;
  }

  /** What is wrong with the files, and nothing else. */
  static PreviewDocument wrong(List<InputError> errors, Instant now) {
    return new PreviewDocument(
        PreviewDocument.SCHEMA_VERSION,
        AwsPosture.Version.text(),
        now.truncatedTo(ChronoUnit.SECONDS).toString(),
        ExitCode.BAD_INPUT.number(),
        List.of(),
        errors,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** What the change would do. */
  PreviewDocument document() {
    refusedChanges();
    weakenedLocks();
    SuppressionDifference suppressions =
        new SuppressionDifference(before, after, knownAfter, notKnown, now);
    breaches.addAll(suppressions.breaches());
    List<BaselineChange> baselines = BaselineDifference.of(before, after);
    baselines.forEach(this::tellUnseen);
    List<AccountChange> accounts =
        new AccountDifference(before, after, knownAfter, looksAtAfter, notKnown, now).changes();
    DueChanges old = DueChanges.of(before, knownBefore, now);
    DueChanges due = DueChanges.of(after, knownAfter, now);
    List<String> unknown = unknown();
    return new PreviewDocument(
        PreviewDocument.SCHEMA_VERSION,
        AwsPosture.Version.text(),
        now.truncatedTo(ChronoUnit.SECONDS).toString(),
        exitCode(unknown).number(),
        knownAfter.sources(),
        List.of(),
        warnings(),
        breaches,
        suppressions.changes(),
        baselines,
        accounts,
        due.without(old),
        old.without(due),
        unknown);
  }

  private ExitCode exitCode(List<String> unknown) {
    if (!breaches.isEmpty()) {
      return ExitCode.DRIFT;
    }
    return unknown.isEmpty() && before.input().errors().isEmpty()
        ? ExitCode.COMPLIANT
        : ExitCode.UNKNOWN;
  }

  /** Without any findings, one sentence says all that could be said of each. */
  private List<String> unknown() {
    List<String> sentences = notKnown.sentences();
    return knownAfter.sources().isEmpty() && !sentences.isEmpty()
        ? List.of(
            "no findings were given, so what is hidden and what is changed in AWS is not known:"
                + " give --findings FILE, or --live")
        : sentences;
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    before
        .input()
        .errors()
        .forEach(error ->
            warnings.add("the earlier files are wrong, and count without it: " + error.text()));
    for (AccountVersion account : after.accounts().values()) {
      Set<String> known =
          Optional.ofNullable(before.accounts().get(account.id()))
              .map(it -> Set.copyOf(unknownIds(it)))
              .orElse(Set.of());
      unknownIds(account).stream()
          .filter(id -> !known.contains(id))
          .map(
              id -> "baseline " + account.place() + " asks for " + id + ", unknown to this version")
          .filter(words -> !warnings.contains(words))
          .forEach(warnings::add);
    }
    return warnings;
  }

  private static List<String> unknownIds(AccountVersion account) {
    return Stream.concat(
            account.baseline().unknownControls().stream().map(unknown -> unknown.id()),
            account.baseline().unknownFrameworks().stream().map(name -> "framework " + name))
        .toList();
  }

  private void refusedChanges() {
    InputChanges.refused(before.input(), after.input())
        .forEach(error ->
            breaches.add(
                new Breach(
                    error.object(),
                    error.file(),
                    error.line(),
                    error.field() + ": " + error.message())));
  }

  /** What the earlier files tried in vain already is no news. */
  private void weakenedLocks() {
    Set<String> told = new HashSet<>();
    before.accounts().values().forEach(account -> told.addAll(account.baseline().overruled()));
    for (AccountVersion account : after.accounts().values()) {
      for (String words : account.baseline().overruled()) {
        if (told.add(words)) {
          after.input().baselines().stream()
              .filter(baseline -> words.contains(" " + baseline.id() + " "))
              .findFirst()
              .ifPresent(baseline ->
                  breaches.add(
                      new Breach(
                          "SecurityBaseline " + baseline.id(),
                          baseline.file(),
                          baseline.line("spec.controls"),
                          words)));
        }
      }
    }
  }

  /**
   * A control that is new, or that may change more than before, in accounts where nobody looked.
   */
  private void tellUnseen(BaselineChange change) {
    for (String id : change.accounts()) {
      AccountVersion account = after.accounts().get(id);
      if (account == null) {
        continue;
      }
      for (ControlChange control : change.controls()) {
        boolean matters =
            switch (control.aspect()) {
              case Added -> true;
              case Mode, Consent -> !control.weakens();
              case Removed, Disabled, Severity, Lock -> false;
            };
        if (matters && !knownAfter.sawAll(account.accountId(), control.id())) {
          notKnown.add(
              control.aspect() == Aspect.Added
                  ? "what is off by " + control.id() + ", which was not looked at"
                  : "what is changed for " + control.id() + ", which was not read everywhere",
              id);
        }
      }
      boolean judgedAnew =
          change.settings().stream().map(Field::field).anyMatch(Preview::changesJudgement);
      if (judgedAnew && !looksAtAfter) {
        notKnown.add(
            "what the changed settings find and change, for nobody looked under them (--live does)",
            id);
      }
    }
  }

  private static boolean changesJudgement(String setting) {
    return !setting.startsWith("suppressions") && !setting.startsWith("changeBudget");
  }
}
