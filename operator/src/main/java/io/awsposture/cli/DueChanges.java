package io.awsposture.cli;

import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.cli.CheckDocument.Step;
import io.awsposture.cli.FolderVersion.AccountVersion;
import io.awsposture.cli.KnownFindings.Found;
import io.awsposture.cli.PreviewDocument.Change;
import io.awsposture.cli.PreviewDocument.Way;
import io.awsposture.control.Catalogue;
import io.awsposture.evaluate.AcceptedRisks;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The AWS writes that a version of the files makes of what is known of the accounts. */
final class DueChanges {
  private final Map<Call, Change> calls = new LinkedHashMap<>();

  private DueChanges() {}

  /** What tells one write from another; what it is done for does not matter. */
  private record Call(
      String account, String region, String action, String target, String after, Way way) {}

  /** The writes of all accounts of a version. */
  static DueChanges of(FolderVersion version, KnownFindings known, Instant now) {
    DueChanges due = new DueChanges();
    for (AccountVersion account : version.accounts().values()) {
      if (!account.declared().spec().suspend()) {
        AcceptedRisks risks = version.risks(account, now);
        known.of(account.accountId()).stream()
            .filter(found -> risks.covering(found.finding()).isEmpty())
            .forEach(found -> due.add(account, found));
      }
    }
    return due;
  }

  /** Those that the other version does not make, worst first. */
  List<Change> without(DueChanges other) {
    return calls.entrySet().stream()
        .filter(call -> !other.calls.containsKey(call.getKey()))
        .map(Map.Entry::getValue)
        .sorted(
            Comparator.comparing(Change::awsAccount)
                .thenComparing(Change::severity)
                .thenComparing(Change::control, Catalogue::byServiceThenNumber))
        .toList();
  }

  /** A finding's steps, up to the first that is not allowed: what follows it waits for it. */
  private void add(AccountVersion account, Found found) {
    Asked asked = account.baseline().controls().get(found.row().control());
    if (asked == null) {
      return;
    }
    Mode mode = asked.mode().atMost(account.declared().spec().modeLimit());
    for (Step step : found.failing().fix()) {
      Optional<Way> way = way(mode, asked, step.risks());
      if (way.isEmpty()) {
        return;
      }
      calls.putIfAbsent(
          new Call(
              account.accountId(),
              step.region(),
              step.action(),
              step.target(),
              step.after(),
              way.get()),
          new Change(
              account.accountId(),
              account.id(),
              found.row().control(),
              asked.severity(),
              step.region(),
              step.action(),
              step.target(),
              step.risk(),
              step.risks(),
              step.before(),
              step.after(),
              step.cost(),
              found.failing().obstacle(),
              way.get()));
    }
  }

  private static Optional<Way> way(Mode mode, Asked asked, Collection<Risk> risks) {
    return switch (mode) {
      case OBSERVE -> Optional.empty();
      case PROPOSE -> Optional.of(Way.Proposed);
      case ENFORCE ->
          risks.stream().allMatch(asked::consentsTo) ? Optional.of(Way.Made) : Optional.empty();
    };
  }
}
