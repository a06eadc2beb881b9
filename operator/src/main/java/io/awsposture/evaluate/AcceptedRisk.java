package io.awsposture.evaluate;

import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.api.v1alpha1.SuppressionPolicy;
import io.awsposture.api.v1alpha1.SuppressionSpec;
import io.awsposture.control.Finding;
import io.awsposture.plan.Fingerprint;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A risk that somebody accepts, as a Suppression states it. The one matcher of operator, command
 * line and tests. Pure.
 *
 * @param createdAt when the Suppression came into being; empty for one in a file
 * @param bound what the findings looked like when they were first covered, by {@link #nameOf} of
 *     the finding: counts only for one that binds; empty: nobody keeps it, so that each look is the
 *     first
 */
public record AcceptedRisk(
    String namespace,
    String name,
    Optional<Instant> createdAt,
    SuppressionSpec spec,
    Optional<Map<String, String>> bound) {
  private static final Duration LONGEST = Duration.ofDays(SuppressionPolicy.MOST_DAYS);

  /** Where a risk stands in its time. */
  public enum Phase {
    /** It is granted from a later time on. */
    PENDING,
    /** It hides what it covers. */
    ACTIVE,
    /** It is over. */
    EXPIRED
  }

  /** What a risk says of a finding. */
  public enum Cover {
    /** The finding is not in its reach. */
    NONE,
    /** The finding is accepted. */
    COVERED,
    /** The finding is in its reach, and what it looks like is not kept yet. */
    NOT_BOUND_YET,
    /** The finding is in its reach, and looks different from when it was first covered. */
    CHANGED
  }

  /** Namespace and name, as {@code kubectl} users write them. */
  public String place() {
    return namespace + "/" + name;
  }

  /** From when on it is over: its expiry, but never later than 366 days after its creation. */
  public Instant end() {
    Instant latest = createdAt.map(created -> created.plus(LONGEST)).orElse(Instant.MAX);
    return spec.expiresAt().isBefore(latest) ? spec.expiresAt() : latest;
  }

  /** Where it stands at this time. */
  public Phase at(Instant now) {
    if (!now.isBefore(end())) {
      return Phase.EXPIRED;
    }
    return now.isBefore(spec.grantedAt()) ? Phase.PENDING : Phase.ACTIVE;
  }

  /** When it begins or ends by itself next; empty where it is over. */
  public Optional<Instant> nextTurn(Instant now) {
    return switch (at(now)) {
      case PENDING -> Optional.of(spec.grantedAt().isBefore(end()) ? spec.grantedAt() : end());
      case ACTIVE -> Optional.of(end());
      case EXPIRED -> Optional.empty();
    };
  }

  /** True for an account that it names. */
  public boolean concerns(String account) {
    return spec.accountIds().contains(account);
  }

  /** What it says of a finding of this account, whatever the time and the baseline's policy. */
  public Cover cover(String account, Finding finding) {
    return cover(account, finding.key(), finding.observed());
  }

  /** What it says of a finding of this account that looks like this. */
  Cover cover(String account, Finding.Key finding, String observed) {
    if (!concerns(account) || !reaches(finding)) {
      return Cover.NONE;
    }
    if (!spec.isBound() || bound.isEmpty()) {
      return Cover.COVERED;
    }
    String look = bound.get().get(nameOf(account, finding));
    if (look == null) {
      return Cover.NOT_BOUND_YET;
    }
    return look.equals(lookOf(observed)) ? Cover.COVERED : Cover.CHANGED;
  }

  /** True where the finding was there to be reviewed by name: an entry is its whole ARN. */
  public boolean names(Finding finding) {
    return spec.resources().contains(finding.resource());
  }

  /** What a finding is kept under, of this account, in a Suppression that binds. */
  public static String nameOf(String account, Finding.Key finding) {
    return Fingerprint.of("", account, finding.control(), finding.region(), finding.resource());
  }

  /** What a finding looks like. */
  public static String lookOf(String observed) {
    return Fingerprint.of("", observed);
  }

  /**
   * Why the owner of a baseline does not let it hide anything in that baseline's accounts, as
   * sentences that say what to do; empty: it may.
   */
  public List<String> breaches(EffectiveBaseline baseline) {
    SuppressionPolicy policy = baseline.suppressions();
    String by = "baseline " + baseline.namespace() + "/" + baseline.name();
    Stream<String> controls =
        spec.controls().stream()
            .filter(policy.forbiddenFor()::contains)
            .map(id -> by + " forbids to accept findings of " + id + ": take it out of controls");
    Stream<String> severities =
        spec.controls().stream()
            .flatMap(id -> severity(id, baseline).stream().map(severity -> id + " is " + severity))
            .map(words ->
                by
                    + " forbids to accept findings of this severity ("
                    + words
                    + "): take it out of controls");
    return Stream.of(controls, severities, terms(policy, by)).flatMap(it -> it).toList();
  }

  private static Optional<String> severity(String id, EffectiveBaseline baseline) {
    return Optional.ofNullable(baseline.controls().get(id))
        .map(Asked::severity)
        .filter(baseline.suppressions().forbiddenSeverities()::contains)
        .map(ApiWord::of);
  }

  private Stream<String> terms(SuppressionPolicy policy, String by) {
    Duration lasts = Duration.between(spec.grantedAt(), spec.expiresAt());
    return Stream.of(
            Optional.of(policy.days())
                .filter(days -> lasts.compareTo(Duration.ofDays(days)) > 0)
                .map(days ->
                    by + " allows " + days + " days and it asks for more: move expiresAt nearer"),
            Optional.of("ticket")
                .filter(_ -> policy.requireTicket() && spec.ticket().isBlank())
                .map(field -> by + " requires a ticket: set spec." + field),
            Optional.of("approval.pullRequest")
                .filter(_ -> policy.requirePullRequest() && spec.approval() == null)
                .map(
                    field -> by + " requires the pull request that approved it: set spec." + field))
        .flatMap(Optional::stream);
  }

  /** True for a finding in its reach, whatever it looks like. */
  boolean reaches(Finding.Key finding) {
    return spec.controls().contains(finding.control())
        && (spec.regions().isEmpty() || spec.regions().contains(finding.region()))
        && (spec.resources().isEmpty()
            || spec.resources().stream()
                .anyMatch(pattern -> new Glob(pattern).matches(finding.resource())));
  }
}
