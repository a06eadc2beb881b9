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
 * @param byRegion one verdict for each Region looked at; for account-global controls the home
 *     Region only
 */
public record ControlResult(Asked asked, Map<String, Verdict> byRegion) {

  /** Its id. */
  public String id() {
    return asked.control().id();
  }

  /** Fail, then Unknown, then Pass, then NotApplicable. */
  public VerdictValue overall() {
    Set<VerdictValue> seen = new LinkedHashSet<>();
    byRegion.values().forEach(verdict -> seen.add(valueOf(verdict)));
    return Stream.of(VerdictValue.FAIL, VerdictValue.UNKNOWN, VerdictValue.PASS)
        .filter(seen::contains)
        .findFirst()
        .orElse(VerdictValue.NOT_APPLICABLE);
  }

  /** The API's word for a verdict. */
  public static VerdictValue valueOf(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Fail _ -> VerdictValue.FAIL;
      case Verdict.Unknown _ -> VerdictValue.UNKNOWN;
      case Verdict.Pass _ -> VerdictValue.PASS;
      case Verdict.NotApplicable _ -> VerdictValue.NOT_APPLICABLE;
    };
  }

  /** All findings, Region by Region. */
  public List<Finding> findings() {
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
