package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One part of a report.
 *
 * @param part from 1
 * @param parts how many there are
 * @param totalFindings of all parts
 * @param totalChanges of all parts
 * @param planHash as in the status of the AwsAccount; empty for an empty plan; the same in all
 *     parts of one report
 */
@ValidationRule(
    value = "self.accountId.matches('^[0-9]{12}$')",
    fieldPath = ".accountId",
    message = "accountId is the 12 digits of an AWS account, in quotes and without dashes")
@ValidationRule(
    value = "self.part >= 1 && self.part <= self.parts",
    fieldPath = ".part",
    message = "part counts from 1 to parts")
@ValidationRule(
    value =
        "(has(self.findings) ? self.findings.size() : 0)"
            + " + (has(self.changes) ? self.changes.size() : 0) <= "
            + AccountReport.MOST_ENTRIES,
    message = "a part holds at most 400 findings and changes together")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AccountReportSpec(
    @Required
        @Size(max = 253)
        @JsonPropertyDescription("metadata.name of the AwsAccount that the report is of.")
        String account,
    @Required @Size(max = 32) @JsonPropertyDescription("The 12 digits of the AWS account.")
        String accountId,
    @Required @JsonPropertyDescription("Which part of the report this is, from 1.") int part,
    @Required @JsonPropertyDescription("How many parts the report has.") int parts,
    @Required @JsonPropertyDescription("Number of findings in all parts.") int totalFindings,
    @Required @JsonPropertyDescription("Number of planned changes in all parts.") int totalChanges,
    @Size(max = 64)
        @JsonPropertyDescription(
            "Hash over the ids of all planned changes; parts that differ in it are not of one"
                + " report.")
        String planHash,
    @Size(max = AccountReport.MOST_ENTRIES)
        @JsonPropertyDescription("What is off, the worst first.")
        List<ReportedFinding> findings,
    @Size(max = AccountReport.MOST_ENTRIES)
        @JsonPropertyDescription("What would mend it, in the order in which it is made.")
        List<ReportedChange> changes) {

  public AccountReportSpec(
      String account,
      String accountId,
      int part,
      int parts,
      int totalFindings,
      int totalChanges,
      @Nullable String planHash,
      @Nullable List<ReportedFinding> findings,
      @Nullable List<ReportedChange> changes) {
    this.account = account;
    this.accountId = accountId;
    this.part = part;
    this.parts = parts;
    this.totalFindings = totalFindings;
    this.totalChanges = totalChanges;
    this.planHash = Canonical.text(planHash);
    this.findings = Canonical.list(findings);
    this.changes = Canonical.list(changes);
  }
}
