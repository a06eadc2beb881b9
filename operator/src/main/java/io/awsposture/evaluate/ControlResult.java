package io.awsposture.evaluate;

import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.aws.Cause;
import io.awsposture.control.Finding;
import io.awsposture.control.Owner;
import io.awsposture.control.Verdict;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A control over all places of an account.
 *
 * @param byRegion one verdict for each Region looked at, whatever risks are accepted; for
 *     account-global controls the home Region only
 * @param accepted the findings that are an accepted risk, and by which
 */
public record ControlResult(
    Asked asked, Map<String, Verdict> byRegion, Map<Finding.Key, AcceptedRisk> accepted) {

  /** A result of which no risk is accepted. */
  public ControlResult(Asked asked, Map<String, Verdict> byRegion) {
    this(asked, byRegion, Map.of());
  }

  /** The same result under these accepted risks, whatever it was under before. */
  public ControlResult accepting(AcceptedRisks risks) {
    Map<Finding.Key, AcceptedRisk> covered = new LinkedHashMap<>();
    allFindings()
        .forEach(
            finding -> risks.covering(finding).ifPresent(risk -> covered.put(finding.key(), risk)));
    return new ControlResult(asked, byRegion, covered);
  }

  /** Its id. */
  public String id() {
    return asked.control().id();
  }

  /** Fail, then Unknown, then Suppressed, then Pass, then NotApplicable. */
  public VerdictValue overall() {
    Set<VerdictValue> seen = new LinkedHashSet<>();
    byRegion.values().forEach(verdict -> seen.add(valueOf(verdict)));
    return Stream.of(
            VerdictValue.FAIL, VerdictValue.UNKNOWN, VerdictValue.SUPPRESSED, VerdictValue.PASS)
        .filter(seen::contains)
        .findFirst()
        .orElse(VerdictValue.NOT_APPLICABLE);
  }

  /** The API's word for a verdict of one of this result's Regions, under the accepted risks. */
  public VerdictValue valueOf(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Fail fail -> valueOf(fail);
      case Verdict.Unknown _ -> VerdictValue.UNKNOWN;
      case Verdict.Pass _ -> VerdictValue.PASS;
      case Verdict.NotApplicable _ -> VerdictValue.NOT_APPLICABLE;
    };
  }

  private VerdictValue valueOf(Verdict.Fail fail) {
    if (fail.findings().isEmpty() || !fail.findings().stream().allMatch(this::isAccepted)) {
      return VerdictValue.FAIL;
    }
    // What could not be read may fail as well, and nobody can accept what nobody knows.
    return fail.unread().isEmpty() ? VerdictValue.SUPPRESSED : VerdictValue.UNKNOWN;
  }

  private boolean isAccepted(Finding finding) {
    return accepted.containsKey(finding.key());
  }

  /** The findings that are no accepted risk, Region by Region. */
  public List<Finding> findings() {
    return allFindings().stream().filter(finding -> !isAccepted(finding)).toList();
  }

  /** The findings that are an accepted risk, and by which, Region by Region. */
  public Map<Finding, AcceptedRisk> suppressed() {
    Map<Finding, AcceptedRisk> suppressed = new LinkedHashMap<>();
    allFindings()
        .forEach(finding -> {
          AcceptedRisk risk = accepted.get(finding.key());
          if (risk != null) {
            suppressed.put(finding, risk);
          }
        });
    return suppressed;
  }

  /** All findings, accepted or not, Region by Region. */
  public List<Finding> allFindings() {
    return byRegion.values().stream()
        .flatMap(verdict ->
            verdict instanceof Verdict.Fail fail ? fail.findings().stream() : Stream.empty())
        .toList();
  }

  /** In how many Regions it fails. */
  public int failingRegions() {
    return (int)
        byRegion.values().stream().filter(verdict -> valueOf(verdict) == VerdictValue.FAIL).count();
  }

  /** What could not be read: its name (an ARN or a reading's place) and why. */
  public Map<String, Cause> unread() {
    Map<String, Cause> all = new LinkedHashMap<>();
    byRegion.forEach((region, verdict) ->
        unreadOf(verdict)
            .forEach((thing, cause) ->
                all.put(thing.startsWith("arn:") ? thing : thing + " in " + region, cause)));
    return all;
  }

  /** How many things were looked at. */
  public int examined() {
    return byRegion.values().stream().mapToInt(Verdict::examined).sum();
  }

  /** Everybody else who owns a setting that this control is about. */
  public Set<Owner> owners() {
    Set<Owner> owners = new LinkedHashSet<>();
    for (Verdict verdict : byRegion.values()) {
      switch (verdict) {
        case Verdict.Fail fail ->
            fail.findings().forEach(finding -> finding.managedBy().ifPresent(owners::add));
        case Verdict.Pass pass -> owners.addAll(pass.owners());
        case Verdict.Unknown _, Verdict.NotApplicable _ -> {}
      }
    }
    return owners;
  }

  private static Map<String, Cause> unreadOf(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Fail fail -> fail.unread();
      case Verdict.Unknown unknown -> unknown.unread();
      case Verdict.Pass _, Verdict.NotApplicable _ -> Map.of();
    };
  }
}
