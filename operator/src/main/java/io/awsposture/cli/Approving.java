package io.awsposture.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.api.v1alpha1.ApprovedPlan;
import io.awsposture.api.v1alpha1.PlanApprovalSpec;
import io.awsposture.api.v1alpha1.ReportedChange;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.cli.ReportedPlans.OfAccount;
import io.awsposture.plan.Hold;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The changes that are approved, and the PlanApprovals that say so. */
final class Approving {
  private static final String APPROVAL = Hold.Kind.APPROVAL.word();
  private static final String CONSENT = Hold.Kind.CONSENT.word();
  private static final String EARLIER_STEP = Hold.Kind.EARLIER_STEP.word();

  private final Set<String> controls;
  private final Set<Risk> risks;
  private final String namespace;
  private final List<Chosen> chosen;
  private final int left;

  /** What is approved of one account, in the order in which it is made. */
  private record Chosen(OfAccount account, List<ReportedChange> changes) {}

  /**
   * Chooses what is approved.
   *
   * @param controls whose changes alone are approved; empty: of all controls
   * @param risks of which alone changes are approved; empty: all, but nothing that lacks consent
   */
  Approving(List<OfAccount> accounts, Set<String> controls, Set<Risk> risks, String namespace) {
    this.controls = controls;
    this.risks = risks;
    this.namespace = namespace;
    this.chosen =
        accounts.stream()
            .map(account -> new Chosen(account, chosen(account)))
            .filter(it -> !it.changes().isEmpty())
            .toList();
    int waiting =
        accounts.stream()
            .mapToInt(account ->
                (int) account.changes().stream().filter(Approving::waitsForApproval).count())
            .sum();
    this.left =
        waiting
            - (int)
                chosen.stream()
                    .flatMap(it -> it.changes().stream())
                    .filter(Approving::waitsForApproval)
                    .count();
  }

  boolean isEmpty() {
    return chosen.isEmpty();
  }

  private static boolean waitsForApproval(ReportedChange change) {
    return change.waitsFor().equals(APPROVAL);
  }

  private List<ReportedChange> chosen(OfAccount account) {
    List<ReportedChange> changes = new ArrayList<>();
    Set<List<String>> consented = new LinkedHashSet<>();
    for (ReportedChange change : account.changes()) {
      boolean isChosen =
          (controls.isEmpty() || controls.contains(change.control()))
              && (risks.isEmpty() || risks.containsAll(change.risks()));
      List<String> finding = List.of(change.control(), change.resource());
      boolean lacksConsent = change.waitsFor().equals(CONSENT) && !risks.isEmpty();
      boolean follows = change.waitsFor().equals(EARLIER_STEP) && consented.contains(finding);
      if (isChosen && (waitsForApproval(change) || lacksConsent || follows)) {
        changes.add(change);
        if (lacksConsent) {
          consented.add(finding);
        }
      }
    }
    return changes;
  }

  /** Writes one PlanApproval, or several where one has no room for all. */
  void write(String name, String reason, Instant end, PrintStream out) {
    List<List<Chosen>> documents = documents();
    for (int index = 0; index < documents.size(); index++) {
      out.print(index == 0 ? "" : "---\n");
      out.print("apiVersion: awsposture.io/v1alpha1\nkind: PlanApproval\nmetadata:\n");
      out.print("  name: " + name + (index == 0 ? "" : "-" + (index + 1)) + "\n");
      out.print("  namespace: " + namespace + "\n");
      out.print("spec:\n  reason: " + quoted(reason) + "\n");
      out.print("  expiresAt: " + quoted(end.toString()) + "\n  plans:\n");
      for (Chosen plan : documents.get(index)) {
        out.print("  - accountId: " + quoted(plan.account().id()));
        out.print("  # " + line(plan.account().name()) + "\n    changes:\n");
        plan.changes().forEach(change -> out.print("    - " + change.id() + words(change) + "\n"));
      }
    }
  }

  /** As many accounts and changes as each PlanApproval has room for. */
  private List<List<Chosen>> documents() {
    List<List<Chosen>> documents = new ArrayList<>();
    for (Chosen account : chosen) {
      for (int from = 0; from < account.changes().size(); from += ApprovedPlan.MOST_CHANGES) {
        int to = Math.min(from + ApprovedPlan.MOST_CHANGES, account.changes().size());
        Chosen piece = new Chosen(account.account(), account.changes().subList(from, to));
        documents.stream()
            .filter(document -> hasRoom(document, piece))
            .findFirst()
            .orElseGet(() -> {
              documents.add(new ArrayList<>());
              return documents.getLast();
            })
            .add(piece);
      }
    }
    return documents;
  }

  private static boolean hasRoom(List<Chosen> document, Chosen piece) {
    int changes = document.stream().mapToInt(it -> it.changes().size()).sum();
    return document.size() < PlanApprovalSpec.MOST_PLANS
        && changes + piece.changes().size() <= PlanApprovalSpec.MOST_CHANGES
        && document.stream().noneMatch(it -> it.account().id().equals(piece.account().id()));
  }

  /** What a reviewer reads beside an id. */
  private static String words(ReportedChange change) {
    return "  # "
        + line(
            change.control()
                + " in "
                + change.region()
                + ": "
                + change.action()
                + " on "
                + change.target()
                + " ("
                + change.before()
                + " -> "
                + change.after()
                + "), "
                + words(change.risks())
                + (change.cost().isEmpty() ? "" : "; " + change.cost()));
  }

  /** Tells what is approved. */
  void tell(Instant end, PrintStream err) {
    int changes = chosen.stream().mapToInt(it -> it.changes().size()).sum();
    err.println(
        "approves "
            + counted(changes, "change")
            + " in "
            + counted(chosen.size(), "account")
            + " of namespace "
            + namespace
            + " until "
            + end
            + ": "
            + byRisk(chosen.stream().flatMap(it -> it.changes().stream()).toList()));
    for (Chosen plan : chosen) {
      err.println(
          "  "
              + plan.account().name()
              + " ("
              + plan.account().id()
              + "): "
              + counted(plan.changes().size(), "change")
              + ": "
              + byRisk(plan.changes()));
    }
    costs(err);
    if (left > 0) {
      err.println(
          "not approved, for they were not selected: "
              + counted(left, "change")
              + " that "
              + (left == 1 ? "waits" : "wait"));
    }
  }

  private void costs(PrintStream err) {
    Map<String, Integer> costs = new TreeMap<>();
    chosen.stream()
        .flatMap(it -> it.changes().stream())
        .filter(change -> !change.cost().isEmpty())
        .forEach(
            change -> costs.merge(change.action() + ": " + line(change.cost()), 1, Integer::sum));
    costs.forEach(
        (cost, count) -> err.println("  costs, " + counted(count, "change") + " of " + cost));
  }

  private static String byRisk(List<ReportedChange> changes) {
    Map<Risk, Integer> counts = new TreeMap<>();
    changes.forEach(change -> counts.merge(new TreeSet<>(change.risks()).last(), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + ApiWord.of(entry.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static String words(List<Risk> risks) {
    return risks.stream().map(ApiWord::of).collect(Collectors.joining(" and "));
  }

  private static String counted(int count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  /** A comment ends with its line, whatever a text holds. */
  private static String line(String text) {
    return text.replaceAll("[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}]+", " ").strip();
  }

  private static String quoted(String text) {
    try {
      return new JsonMapper().writeValueAsString(text);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
