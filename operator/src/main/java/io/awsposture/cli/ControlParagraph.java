package io.awsposture.cli;

import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.aws.Cause;
import io.awsposture.control.Finding;
import io.awsposture.control.Owner;
import io.awsposture.control.Verdict;
import io.awsposture.evaluate.AcceptedRisk;
import io.awsposture.evaluate.ControlResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One control that fails or is not known, with findings, causes and fixes that are alike said once.
 */
final class ControlParagraph {
  /** Where the text of a control begins. */
  private static final int INDENT = 12;

  private static final int DEEPER = INDENT + 2;
  private static final int RESOURCES_NAMED = 5;
  private static final int FINDINGS_SHOWN = 8;
  private static final String IN_JSON = ": -o json lists all";

  private final CheckedAccount account;
  private final ControlResult result;

  ControlParagraph(CheckedAccount account, ControlResult result) {
    this.account = account;
    this.result = result;
  }

  /** Findings that read alike. */
  private record Alike(String observed, String desired, Optional<Owner> owner) {}

  /** Changes that read alike. */
  private record AlikeFix(
      String action, Risk risk, String before, String after, String cost, List<String> needs) {
    static AlikeFix of(Fix fix) {
      return new AlikeFix(
          fix.change().action(),
          fix.change().risk(),
          fix.change().before(),
          fix.change().after(),
          fix.change().cost(),
          fix.needs());
    }
  }

  void write(Lines lines) {
    lines
        .blank()
        .between(
            "  %-10s%s  %s"
                .formatted(
                    ApiWord.of(result.asked().severity()),
                    result.id(),
                    result.asked().control().info().title()),
            verdict());
    findings(lines);
    accepted(lines);
    unread(lines);
    notes(lines);
    fixes(lines);
    String byHand = result.asked().control().info().byHand();
    if (!byHand.isEmpty() && !result.findings().isEmpty()) {
      lines.text(INDENT, 2, "by hand: " + byHand);
    }
  }

  private String verdict() {
    String word = ApiWord.of(result.overall());
    Set<String> concerned =
        switch (result.overall()) {
          case FAIL -> regions(result.findings());
          case SUPPRESSED -> regions(result.suppressed().keySet());
          case UNKNOWN, PASS, NOT_APPLICABLE -> unreadRegions();
        };
    return result.byRegion().size() == 1
        ? word
        : word + " in " + concerned.size() + " of " + result.byRegion().size() + " Regions";
  }

  private static Set<String> regions(Collection<Finding> findings) {
    Set<String> regions = new LinkedHashSet<>();
    findings.forEach(finding -> regions.add(finding.region()));
    return regions;
  }

  private Set<String> unreadRegions() {
    Set<String> regions = new LinkedHashSet<>();
    result
        .byRegion()
        .forEach((region, verdict) -> {
          if (!causes(verdict).isEmpty()) {
            regions.add(region);
          }
        });
    return regions;
  }

  private void findings(Lines lines) {
    Map<Alike, List<Finding>> groups = new LinkedHashMap<>();
    result
        .findings()
        .forEach(finding ->
            groups
                .computeIfAbsent(
                    new Alike(finding.observed(), finding.desired(), finding.managedBy()),
                    _ -> new ArrayList<>())
                .add(finding));
    int shown = 0;
    for (Map.Entry<Alike, List<Finding>> group : groups.entrySet()) {
      if (shown == FINDINGS_SHOWN) {
        int left = groups.values().stream().skip(FINDINGS_SHOWN).mapToInt(List::size).sum();
        lines.text(INDENT, 2, "and " + left + " more findings" + IN_JSON);
        break;
      }
      shown++;
      Alike alike = group.getKey();
      lines.text(INDENT, 2, alike.observed() + " -> " + alike.desired());
      places(group.getValue(), lines);
      alike
          .owner()
          .ifPresent(owner ->
              lines.text(
                  DEEPER,
                  2,
                  "managed by " + owner.kind() + ", so never changed here: " + owner.detail()));
    }
  }

  /** The Regions, where a control is about the account; else the resources. */
  private void places(List<Finding> findings, Lines lines) {
    boolean ofAccount = findings.stream().allMatch(finding -> isAccount(finding.resource()));
    if (ofAccount) {
      if (result.byRegion().size() > 1) {
        Set<String> regions = new LinkedHashSet<>();
        findings.forEach(finding -> regions.add(finding.region()));
        lines.text(DEEPER, 2, Regions.phrase(regions, result.byRegion().keySet()));
      }
      return;
    }
    resources(findings.stream().map(Finding::resource).toList(), lines);
  }

  private static void resources(Collection<String> resources, Lines lines) {
    resources.stream().limit(RESOURCES_NAMED).forEach(name -> lines.text(DEEPER, 2, name));
    if (resources.size() > RESOURCES_NAMED) {
      lines.text(DEEPER, 2, "and " + (resources.size() - RESOURCES_NAMED) + " more" + IN_JSON);
    }
  }

  private void accepted(Lines lines) {
    Map<AcceptedRisk, List<Finding>> byRisk = new LinkedHashMap<>();
    result
        .suppressed()
        .forEach(
            (finding, risk) -> byRisk.computeIfAbsent(risk, _ -> new ArrayList<>()).add(finding));
    byRisk.forEach((risk, findings) -> {
      lines.text(
          INDENT,
          2,
          "accepted risk " + risk.place() + ": " + ReviewedSuppression.terms(risk.spec()));
      places(findings, lines);
    });
  }

  private void unread(Lines lines) {
    Map<String, Set<String>> regionsByCause = new LinkedHashMap<>();
    Map<String, Set<String>> resourcesByCause = new LinkedHashMap<>();
    result
        .byRegion()
        .forEach((region, verdict) ->
            causes(verdict)
                .forEach((thing, cause) -> {
                  regionsByCause
                      .computeIfAbsent(cause.text(), _ -> new LinkedHashSet<>())
                      .add(region);
                  if (thing.startsWith("arn:") && !isAccount(thing)) {
                    resourcesByCause
                        .computeIfAbsent(cause.text(), _ -> new LinkedHashSet<>())
                        .add(thing);
                  }
                }));
    regionsByCause.forEach((cause, regions) -> {
      lines.text(INDENT, 2, "not known: " + cause);
      if (resourcesByCause.containsKey(cause)) {
        resources(resourcesByCause.get(cause), lines);
      } else if (result.byRegion().size() > 1) {
        lines.text(DEEPER, 2, Regions.phrase(regions, result.byRegion().keySet()));
      }
    });
  }

  private void notes(Lines lines) {
    Set<String> notes = new LinkedHashSet<>();
    result.byRegion().values().forEach(verdict -> notes.addAll(verdict.notes()));
    notes.stream().limit(RESOURCES_NAMED).forEach(note -> lines.text(INDENT, 2, "note: " + note));
    if (notes.size() > RESOURCES_NAMED) {
      lines.text(INDENT, 2, "and " + (notes.size() - RESOURCES_NAMED) + " more notes" + IN_JSON);
    }
  }

  private void fixes(Lines lines) {
    Map<AlikeFix, Set<Fix>> alike = new LinkedHashMap<>();
    Set<String> obstacles = new LinkedHashSet<>();
    for (Finding finding : result.findings()) {
      Fix.of(finding, result.asked(), account.declared().spec().modeLimit())
          .forEach(
              fix -> alike.computeIfAbsent(AlikeFix.of(fix), _ -> new LinkedHashSet<>()).add(fix));
      account.obstacle(finding).ifPresent(obstacles::add);
    }
    alike.forEach((fix, changes) -> {
      lines.text(
          INDENT,
          2,
          "fix: "
              + fix.action()
              + (changes.size() == 1 ? "" : " x " + changes.size())
              + " ("
              + ApiWord.of(fix.risk())
              + "): "
              + fix.before()
              + " -> "
              + fix.after());
      if (!fix.cost().isEmpty()) {
        lines.text(DEEPER, 2, "cost: " + fix.cost());
      }
      if (!fix.needs().isEmpty()) {
        lines.text(DEEPER, 2, "needs " + String.join(", ", fix.needs()));
      }
    });
    obstacles.forEach(obstacle -> lines.text(INDENT, 2, "blocked: " + obstacle));
  }

  /** True for the ARN that stands for the account as a whole. */
  private boolean isAccount(String arn) {
    return arn.endsWith(":iam::" + account.declared().spec().accountId() + ":root");
  }

  private static Map<String, Cause> causes(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Fail fail -> fail.unread();
      case Verdict.Unknown unknown -> unknown.unread();
      case Verdict.Pass _, Verdict.NotApplicable _ -> Map.of();
    };
  }
}
