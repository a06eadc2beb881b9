package io.awsposture.resolve;

import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.api.v1alpha1.SuppressionPolicy;
import io.awsposture.control.Control;
import io.awsposture.control.Desired;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a baseline and all it extends come to.
 *
 * @param revision changes whenever anything in the chain does
 * @param frameworks the known ones that it names, {@code all} among them
 * @param controls the controls asked for, by id, in the catalogue's order
 * @param disabled the controls switched off, with reason and date of review
 * @param unknownControls ids that nobody knows, each with the nearest known one
 * @param notImplemented ids that a framework names and this version does not have
 * @param unknownFrameworks names that nobody knows
 * @param suppressions the strictest that the chain asks of Suppressions
 * @param overruled attempts of a baseline to weaken what its parent locks, in words
 */
public record EffectiveBaseline(
    String namespace,
    String name,
    String revision,
    Mode mode,
    List<Framework> frameworks,
    Map<String, Asked> controls,
    List<Disabled> disabled,
    List<UnknownId> unknownControls,
    List<String> notImplemented,
    List<String> unknownFrameworks,
    List<String> overruled,
    Desired desired,
    boolean deniedRegionsAreUnknown,
    SuppressionPolicy suppressions,
    int changesPerHour,
    int changesPerDay) {

  /**
   * A control that is asked for.
   *
   * @param accept risks consented to beyond Restore and Additive
   * @param severityReason why the severity is not the catalogue's; empty: it is
   */
  public record Asked(
      Control<?> control,
      Severity severity,
      Mode mode,
      Set<Risk> accept,
      Optional<String> severityReason) {

    /** True where a change of this risk may be made without asking again. */
    public boolean consentsTo(Risk risk) {
      return risk == Risk.RESTORE || risk == Risk.ADDITIVE || accept.contains(risk);
    }

    /**
     * The risks of changes that may ever be made for it: those that are consented to, or in mode
     * Propose all that somebody may approve.
     */
    public Set<Risk> risks() {
      return switch (mode) {
        case OBSERVE -> Set.of();
        case PROPOSE -> Set.of(Risk.values());
        case ENFORCE ->
            Stream.of(Risk.values()).filter(this::consentsTo).collect(Collectors.toSet());
      };
    }
  }

  /** A control that is switched off. */
  public record Disabled(String id, String reason, String reviewBy) {}

  /** An id that nobody knows. */
  public record UnknownId(String id, Optional<String> nearest) {}
}
