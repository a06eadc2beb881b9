package io.awsposture.cli;

import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.cli.CheckDocument.Failing;
import io.awsposture.cli.CheckDocument.Row;
import io.awsposture.control.Finding;
import io.awsposture.plan.Steps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody found in accounts, and which controls of them were looked at at all. */
final class KnownFindings {
  /** Nobody looked at anything. */
  static final KnownFindings NONE = new KnownFindings(List.of(), List.of());

  private final List<String> sources;
  private final Map<String, List<Row>> rows = new HashMap<>();

  /**
   * What these rows say.
   *
   * @param sources where they come from, for a person
   */
  KnownFindings(List<String> sources, List<Row> all) {
    this.sources = List.copyOf(sources);
    all.forEach(row -> rows.computeIfAbsent(row.account(), _ -> new ArrayList<>()).add(row));
  }

  /** A finding, whether it is an accepted risk or not. */
  record Found(Row row, Failing failing) {
    /** As the matcher of accepted risks takes it. */
    Finding finding() {
      return new Finding(
          row.control(),
          row.region() == null ? "" : row.region(),
          failing.resource(),
          failing.observed(),
          failing.desired(),
          Optional.empty(),
          Steps.none());
    }
  }

  /** Where it comes from; empty: nobody looked. */
  List<String> sources() {
    return sources;
  }

  /** These and others. */
  KnownFindings and(KnownFindings other) {
    return new KnownFindings(
        Stream.concat(sources.stream(), other.sources.stream()).toList(),
        Stream.of(this, other)
            .flatMap(known -> known.rows.values().stream())
            .flatMap(List::stream)
            .toList());
  }

  /** These, and of accounts that these do not speak of what the other says. */
  KnownFindings or(KnownFindings other) {
    List<Row> all = new ArrayList<>();
    rows.values().forEach(all::addAll);
    other.rows.forEach((account, theirs) -> {
      if (!rows.containsKey(account)) {
        all.addAll(theirs);
      }
    });
    return new KnownFindings(sources, all);
  }

  /** All findings of an account. */
  List<Found> of(String account) {
    return rows.getOrDefault(account, List.of()).stream()
        .flatMap(row ->
            Stream.concat(row.failing().stream(), row.suppressed().stream())
                .map(failing -> new Found(row, failing)))
        .toList();
  }

  /** Why nothing of an account is known; empty where something is. */
  Optional<String> whyNothing(String account) {
    List<Row> known = rows.getOrDefault(account, List.of());
    if (known.isEmpty()) {
      return Optional.of("nobody looked at it");
    }
    return known.stream().anyMatch(row -> row.region() != null)
        ? Optional.empty()
        : known.stream()
            .flatMap(row -> Stream.ofNullable(row.cause()))
            .map(cause -> "it was not read: " + cause.kind() + ": " + cause.text())
            .findFirst()
            .or(() -> Optional.of("it was not read"));
  }

  /** True where a control was looked at in an account, and everything in it could be read. */
  boolean sawAll(String account, String control) {
    List<Row> seen =
        rows.getOrDefault(account, List.of()).stream()
            .filter(row -> row.control().equals(control))
            .toList();
    return !seen.isEmpty()
        && seen.stream()
            .allMatch(row -> row.verdict() != VerdictValue.UNKNOWN && row.unknown().isEmpty());
  }

  /** True where a control was looked at in an account, though perhaps not everything was read. */
  boolean lookedAt(String account, String control) {
    return rows.getOrDefault(account, List.of()).stream()
        .anyMatch(row -> row.control().equals(control) && row.region() != null);
  }
}
