package io.awsposture.cli;

import io.awsposture.api.v1alpha1.SuppressionSpec;
import io.awsposture.cli.FolderVersion.AccountVersion;
import io.awsposture.cli.KnownFindings.Found;
import io.awsposture.cli.PreviewDocument.Breach;
import io.awsposture.cli.PreviewDocument.Hidden;
import io.awsposture.cli.PreviewDocument.How;
import io.awsposture.cli.PreviewDocument.SuppressionChange;
import io.awsposture.cli.ReviewedSuppression.State;
import io.awsposture.cli.input.Declared;
import io.awsposture.cli.input.Input;
import io.awsposture.evaluate.AcceptedRisk;
import io.awsposture.evaluate.AcceptedRisk.Cover;
import io.awsposture.evaluate.AcceptedRisks;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the Suppressions of two versions of the files hide and no longer hide. */
final class SuppressionDifference {
  private final FolderVersion before;
  private final FolderVersion after;
  private final KnownFindings known;
  private final NotKnown notKnown;
  private final Instant now;
  private final Map<String, AcceptedRisks> hiddenBefore;
  private final Map<String, AcceptedRisks> hiddenAfter;
  private final List<Breach> breaches = new ArrayList<>();
  private final List<SuppressionChange> changes = new ArrayList<>();

  /**
   * Compares.
   *
   * @param known what the later files are held against
   * @param notKnown told what nobody looked at
   */
  SuppressionDifference(
      FolderVersion before,
      FolderVersion after,
      KnownFindings known,
      NotKnown notKnown,
      Instant now) {
    this.before = before;
    this.after = after;
    this.known = known;
    this.notKnown = notKnown;
    this.now = now;
    this.hiddenBefore = risks(before, now);
    this.hiddenAfter = risks(after, now);
    Map<String, Declared<SuppressionSpec>> old = new TreeMap<>();
    before.input().suppressions().forEach(it -> old.put(it.id(), it));
    after
        .input()
        .suppressions()
        .forEach(suppression -> compare(old.remove(suppression.id()), suppression));
    old.values().forEach(this::removed);
    changes.sort(Comparator.comparing(SuppressionChange::id));
  }

  List<SuppressionChange> changes() {
    return List.copyOf(changes);
  }

  /** What policies of baselines forbid of those that are new or changed. */
  List<Breach> breaches() {
    return List.copyOf(breaches);
  }

  private void compare(
      @Nullable Declared<SuppressionSpec> old, Declared<SuppressionSpec> suppression) {
    How how =
        old == null
            ? How.Added
            : old.spec().equals(suppression.spec()) ? How.Unchanged : How.Changed;
    AcceptedRisk risk = Input.risk(suppression);
    List<AccountVersion> accounts = accounts(after, risk);
    Set<String> refusals = refusals(accounts, risk);
    boolean refused =
        !accounts.isEmpty()
            && accounts.stream().noneMatch(it -> risk.breaches(it.baseline()).isEmpty());
    State phase = phase(risk);
    State state = refused && phase != State.Expired ? State.Refused : phase;
    List<String> why = new ArrayList<>(refusals);
    if (state == State.Expired) {
      why.add("it expired at " + risk.end() + " and hides nothing");
    } else if (state == State.Pending) {
      why.add("it hides nothing before " + risk.spec().grantedAt());
    }
    suppression.spec().controls().stream()
        .filter(_ -> !accounts.isEmpty())
        .filter(id -> accounts.stream().noneMatch(it -> it.baseline().controls().containsKey(id)))
        .map(id -> "no baseline of its accounts asks for " + id + ", so there is nothing to hide")
        .forEach(why::add);
    if (how == How.Unchanged) {
      // A policy that got stricter refuses what nobody touched; what was refused before is no news.
      boolean refusedNow = !refusals.isEmpty() && refusals(accounts(before, risk), risk).isEmpty();
      if (state != State.Expired && !refusedNow) {
        return;
      }
    }
    if (how != How.Unchanged && state != State.Expired) {
      refusals.forEach(words ->
          breaches.add(
              new Breach(
                  "Suppression " + suppression.id(),
                  suppression.file(),
                  suppression.line("spec"),
                  words)));
      tellUnseen(suppression, accounts);
    }
    changes.add(
        change(
            suppression,
            how,
            state,
            why,
            old == null ? List.of() : RecordDifference.between("", old.spec(), suppression.spec()),
            state == State.Expired ? List.of() : hides(risk),
            old == null ? List.of() : shown(Input.risk(old))));
  }

  private void removed(Declared<SuppressionSpec> old) {
    AcceptedRisk risk = Input.risk(old);
    changes.add(
        change(old, How.Removed, phase(risk), List.of(), List.of(), List.of(), shown(risk)));
  }

  private State phase(AcceptedRisk risk) {
    return switch (risk.at(now)) {
      case EXPIRED -> State.Expired;
      case PENDING -> State.Pending;
      case ACTIVE -> State.Active;
    };
  }

  private static Set<String> refusals(List<AccountVersion> accounts, AcceptedRisk risk) {
    Set<String> refusals = new LinkedHashSet<>();
    accounts.forEach(account -> refusals.addAll(risk.breaches(account.baseline())));
    return refusals;
  }

  private static SuppressionChange change(
      Declared<SuppressionSpec> of,
      How how,
      State state,
      List<String> why,
      List<PreviewDocument.Field> fields,
      List<Hidden> hides,
      List<Hidden> shows) {
    SuppressionSpec spec = of.spec();
    return new SuppressionChange(
        of.namespace(),
        of.name(),
        how,
        of.file(),
        of.line("spec"),
        state,
        why,
        fields,
        spec.reason(),
        JsonReport.orNull(spec.owner()),
        JsonReport.orNull(spec.ticket()),
        spec.approval() == null ? null : spec.approval().pullRequest(),
        spec.grantedAt().toString(),
        spec.expiresAt().toString(),
        hides,
        shows);
  }

  private static List<AccountVersion> accounts(FolderVersion version, AcceptedRisk risk) {
    return version.accounts(risk.namespace(), risk.spec().accountIds());
  }

  /** A known finding in the reach of a risk. */
  private record Reached(AccountVersion account, Found found) {}

  private List<Reached> reach(FolderVersion version, AcceptedRisk risk) {
    List<Reached> reached = new ArrayList<>();
    for (AccountVersion account : accounts(version, risk)) {
      for (Found found : known.of(account.accountId())) {
        if (risk.cover(account.accountId(), found.finding()) == Cover.COVERED) {
          reached.add(new Reached(account, found));
        }
      }
    }
    return reached;
  }

  private List<Hidden> hides(AcceptedRisk risk) {
    return reach(after, risk).stream().map(it -> hidden(it, isHidden(hiddenBefore, it))).toList();
  }

  /**
   * Known findings that the earlier files hid by this risk, and that the later ones do not hide.
   */
  private List<Hidden> shown(AcceptedRisk old) {
    return reach(before, old).stream()
        .filter(it -> isHidden(hiddenBefore, it) && !isHidden(hiddenAfter, it))
        .map(it -> hidden(it, true))
        .toList();
  }

  private static Map<String, AcceptedRisks> risks(FolderVersion version, Instant now) {
    Map<String, AcceptedRisks> risks = new HashMap<>();
    version.accounts().forEach((id, account) -> risks.put(id, version.risks(account, now)));
    return risks;
  }

  private static boolean isHidden(Map<String, AcceptedRisks> risks, Reached reached) {
    return risks
        .getOrDefault(reached.account().id(), AcceptedRisks.NONE)
        .covering(reached.found().finding())
        .isPresent();
  }

  private static Hidden hidden(Reached reached, boolean hiddenBefore) {
    AccountVersion account = reached.account();
    Found found = reached.found();
    Asked asked = account.baseline().controls().get(found.row().control());
    return new Hidden(
        account.accountId(),
        account.id(),
        found.row().control(),
        asked == null ? found.row().severity() : asked.severity(),
        found.finding().region(),
        found.failing().resource(),
        found.failing().observed(),
        hiddenBefore);
  }

  /** What it may hide beyond what is known. */
  private void tellUnseen(Declared<SuppressionSpec> suppression, List<AccountVersion> accounts) {
    String what = "what Suppression " + suppression.id() + " hides";
    List<String> here = accounts.stream().map(AccountVersion::accountId).toList();
    suppression.spec().accountIds().stream()
        .filter(id -> !here.contains(id))
        .forEach(id ->
            notKnown.add(
                what
                    + " in accounts that are no AwsAccount of namespace "
                    + suppression.namespace(),
                id));
    for (AccountVersion account : accounts) {
      for (String control : suppression.spec().controls()) {
        if (account.baseline().controls().containsKey(control)
            && !known.sawAll(account.accountId(), control)) {
          notKnown.add(
              what
                  + ", for "
                  + control
                  + (known.lookedAt(account.accountId(), control)
                      ? " could not be read everywhere"
                      : " was not looked at"),
              account.id());
        }
      }
    }
  }
}
