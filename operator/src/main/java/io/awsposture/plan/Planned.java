package io.awsposture.plan;

import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.control.Finding;
import java.time.Instant;
import java.util.Optional;

/**
 * A change of a plan.
 *
 * @param id a hash of what it is and of the drift it mends: drift that comes back has another
 * @param finding the drift it mends
 * @param observed how that drift looks
 * @param since when that drift was first seen
 * @param approval under which it may be made; empty: it takes none, or nobody gave it
 * @param hold why it is not made now; empty: it is due
 */
public record Planned(
    String id,
    Finding.Key finding,
    String observed,
    Severity severity,
    String region,
    Change change,
    Instant since,
    Optional<Approval> approval,
    Optional<Hold> hold) {

  /** The id of a change that mends a finding seen since then. */
  static String idOf(Finding.Key finding, String region, Change change, Instant since) {
    return Fingerprint.of(
        "c-",
        finding.control(),
        region,
        finding.resource(),
        change.target(),
        change.action(),
        change.before(),
        change.after(),
        since.toString());
  }

  /** The setting that it changes, whatever its value: what somebody else may keep changing back. */
  public String setting() {
    return settingOf(finding.control(), region, change.target(), change.action());
  }

  /** The setting that such a change is about, as {@link #setting} names it. */
  public static String settingOf(String control, String region, String target, String action) {
    return Fingerprint.of("s-", control, region, target, action);
  }

  /** True for a change that would carry this one's id. */
  public boolean isSameAs(Change other) {
    return idOf(finding, other.region().orElse(finding.region()), other, since).equals(id);
  }

  /** True for a change that is as risky as this one was when it was consented to. */
  public boolean isAsRiskyAs(Change other) {
    return change.risks().equals(other.risks());
  }

  /** True for a change of the very setting that this one is about, whatever its value. */
  boolean isOfSameSetting(Change other) {
    String place = other.region().orElse(finding.region());
    return settingOf(finding.control(), place, other.target(), other.action()).equals(setting());
  }

  /** True when it may be made now. */
  public boolean isDue() {
    return hold.isEmpty();
  }

  Planned held(Hold why) {
    return new Planned(
        id, finding, observed, severity, region, change, since, approval, Optional.of(why));
  }
}
