package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a baseline says of one control; what it does not say comes from the parent baseline, then
 * from the catalogue.
 *
 * @param reviewBy a date like 2027-06-30, only together with mode Disabled
 * @param accept null where the entry says nothing, so that the parent's consent holds; an empty
 *     list takes the consent back
 */
@ValidationRule(
    value = "self.id.matches('" + ControlEntry.ID + "')",
    fieldPath = ".id",
    message = "id is the permanent id of a control, like GuardDuty.1 or EC2.19")
@ValidationRule(
    value = "!has(self.mode) || self.mode != 'Disabled' || has(self.reason)",
    fieldPath = ".mode",
    message =
        "a Disabled control needs a reason, so that its absence is explained wherever it "
            + "counts")
@ValidationRule(
    value = "!has(self.mode) || self.mode != 'Disabled' || has(self.reviewBy)",
    fieldPath = ".mode",
    message =
        "a Disabled control needs reviewBy, the date by which somebody looks at it again, "
            + "like 2027-06-30")
@ValidationRule(
    value = "!has(self.severity) || has(self.reason)",
    fieldPath = ".severity",
    message = "a changed severity needs a reason, for it changes the score of every account")
@ValidationRule(
    value = "!has(self.reason) || self.reason.trim().size() >= 10",
    fieldPath = ".reason",
    message =
        "reason says in at least 10 characters why the control is disabled or its severity "
            + "changed")
@ValidationRule(
    value = "!has(self.reviewBy) || (has(self.mode) && self.mode == 'Disabled')",
    fieldPath = ".reviewBy",
    message = "reviewBy belongs to a control with mode: Disabled; nothing else is reviewed by date")
@ValidationRule(
    value = "!has(self.reviewBy) || self.reviewBy.matches('" + ControlEntry.DATE + "')",
    fieldPath = ".reviewBy",
    message = "reviewBy is a day of the calendar written like 2027-06-30")
@ValidationRule(
    value = "!has(self.accept) || !has(self.mode) || self.mode != 'Disabled'",
    fieldPath = ".accept",
    message = "accept has no meaning for a Disabled control: nothing of it is ever changed")
@ValidationRule(
    value = "!has(self.accept) || self.accept.all(r, r != 'Restore' && r != 'Additive')",
    fieldPath = ".accept",
    message =
        "accept takes Costs, AltersForeign, Disrupts and Irreversible; Restore and Additive "
            + "need no consent, mode: Enforce covers them")
public record ControlEntry(
    @Required
        @Size(max = 64)
        @JsonPropertyDescription(
            "Permanent id of the control, like GuardDuty.1; that of AWS Security Hub where one "
                + "exists.")
        String id,
    @JsonPropertyDescription(
            "Mode of this control; absent: that of the parent's entry, else the baseline's mode.")
        @Nullable ControlMode mode,
    @JsonPropertyDescription("Severity in place of the catalogue's; takes a reason.")
        @Nullable Severity severity,
    @Size(max = 1024)
        @JsonPropertyDescription(
            "Why the control is disabled or its severity changed; at least 10 characters.")
        @Nullable String reason,
    @Size(max = 32)
        @JsonPropertyDescription(
            "Date like 2027-06-30 by which a disabled control is looked at again; past it the "
                + "baseline warns.")
        @Nullable String reviewBy,
    @Size(max = 4)
        @JsonPropertyDescription(
            "Risks consented to beyond Restore and Additive, which mode Enforce covers by itself:"
                + " Costs, AltersForeign, Disrupts, Irreversible.")
        @Nullable List<Risk> accept,
    @Default("false")
        @JsonPropertyDescription(
            "true: a baseline that extends this one cannot weaken the control.")
        boolean locked) {

  /** The shape of a control's id, as a regular expression for CEL. */
  static final String ID = "^[A-Z][A-Za-z0-9]*[.][0-9]+$";

  /** A day of the calendar, as a regular expression for CEL. */
  static final String DATE = "^" + CalendarTime.DAY + "$";

  public ControlEntry(
      String id,
      @Nullable ControlMode mode,
      @Nullable Severity severity,
      @Nullable String reason,
      @Nullable String reviewBy,
      @Nullable List<Risk> accept,
      boolean locked) {
    this.id = id;
    this.mode = mode;
    this.severity = severity;
    this.reason = reason;
    this.reviewBy = reviewBy;
    this.accept = Canonical.inheritable(accept);
    this.locked = locked;
  }
}
