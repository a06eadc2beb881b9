package io.awsposture.evaluate;

import io.awsposture.control.Finding;
import io.awsposture.resolve.EffectiveBaseline;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The risks that are accepted in one account now. Pure.
 *
 * @param account 12 digits
 * @param active those that hide what they cover, by name
 */
public record AcceptedRisks(String account, List<AcceptedRisk> active) {

  /** Nothing is accepted anywhere. */
  public static final AcceptedRisks NONE = new AcceptedRisks("", List.of());

  /** Risks in an order that does not depend on how they were listed. */
  public AcceptedRisks {
    active = active.stream().sorted(Comparator.comparing(AcceptedRisk::place)).toList();
  }

  /**
   * Those of all that count in an account of this baseline at this time: active, and within the
   * baseline's policy.
   *
   * @param all the Suppressions of the account's namespace
   */
  public static AcceptedRisks of(
      Collection<AcceptedRisk> all, String account, EffectiveBaseline baseline, Instant now) {
    return new AcceptedRisks(
        account,
        all.stream()
            .filter(risk -> risk.concerns(account))
            .filter(risk -> risk.at(now) == AcceptedRisk.Phase.ACTIVE)
            .filter(risk -> risk.breaches(baseline).isEmpty())
            .toList());
  }

  /** The first risk that covers a finding; empty: nobody accepted it. */
  public Optional<AcceptedRisk> covering(Finding finding) {
    return active.stream()
        .filter(risk -> risk.cover(account, finding) == AcceptedRisk.Cover.COVERED)
        .findFirst();
  }

  /**
   * The first risk that forbids to mend a finding that looks like this: it covers it, or will as
   * soon as what it looks like is kept. Empty: nobody does.
   */
  public Optional<AcceptedRisk> protecting(Finding.Key finding, String observed) {
    return active.stream()
        .filter(risk ->
            switch (risk.cover(account, finding, observed)) {
              case COVERED, NOT_BOUND_YET -> true;
              case NONE, CHANGED -> false;
            })
        .findFirst();
  }

  /** True where some risk may speak of findings of this control. */
  public boolean mayCover(String control) {
    return active.stream().anyMatch(risk -> risk.spec().controls().contains(control));
  }
}
