package io.awsposture.report;

import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.AccountReport;
import io.awsposture.api.v1alpha1.AccountReportSpec;
import io.awsposture.api.v1alpha1.ReportedChange;
import io.awsposture.api.v1alpha1.ReportedFinding;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.control.Catalogue;
import io.awsposture.control.Finding;
import io.awsposture.control.Owner;
import io.awsposture.evaluate.AcceptedRisk;
import io.awsposture.evaluate.ControlResult;
import io.awsposture.plan.Approval;
import io.awsposture.plan.Change;
import io.awsposture.plan.Hold;
import io.awsposture.plan.Planned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the report of an account: every finding and every planned change, with nothing left out and
 * no text cut, in as many parts as the API server's limit on an object asks for.
 */
public final class AccountReportBuilder {
  /** A part is well below the 1.5 MiB that etcd takes, also where each character takes bytes. */
  private static final int MOST_CHARACTERS = 350_000;

  /** What an entry takes besides its texts: names of fields, quotes, times. */
  private static final int FRAME = 400;

  private AccountReportBuilder() {}

  /** The parts in order, one at least; none where the account was not scanned yet. */
  public static List<AccountReportSpec> parts(AccountView view) {
    return view.last().map(last -> parts(view, last)).orElse(List.of());
  }

  private static List<AccountReportSpec> parts(AccountView view, Scan.Done last) {
    List<ReportedFinding> findings = findings(view, last);
    List<ReportedChange> changes =
        last.plan().changes().stream().map(AccountReportBuilder::change).toList();
    List<Part> parts = new ArrayList<>(List.of(new Part()));
    for (ReportedFinding finding : findings) {
      withRoom(parts, size(finding)).findings.add(finding);
    }
    for (ReportedChange change : changes) {
      withRoom(parts, size(change)).changes.add(change);
    }
    List<AccountReportSpec> specs = new ArrayList<>();
    for (Part part : parts) {
      specs.add(
          new AccountReportSpec(
              view.account().getMetadata().getName(),
              view.account().getSpec().accountId(),
              specs.size() + 1,
              parts.size(),
              findings.size(),
              changes.size(),
              last.plan().hash(),
              part.findings,
              part.changes));
    }
    return specs;
  }

  /** A part being filled. */
  private static final class Part {
    private final List<ReportedFinding> findings = new ArrayList<>();
    private final List<ReportedChange> changes = new ArrayList<>();
    private int characters;

    boolean hasRoom(int more) {
      int entries = findings.size() + changes.size();
      return entries == 0
          || entries < AccountReport.MOST_ENTRIES && characters + more <= MOST_CHARACTERS;
    }
  }

  private static Part withRoom(List<Part> parts, int more) {
    if (!parts.getLast().hasRoom(more)) {
      parts.add(new Part());
    }
    Part part = parts.getLast();
    part.characters += more;
    return part;
  }

  private static int size(ReportedFinding it) {
    return FRAME
        + it.resource().length()
        + it.observed().length()
        + it.desired().length()
        + it.managedBy().length()
        + it.obstacle().length();
  }

  private static int size(ReportedChange it) {
    return FRAME
        + it.resource().length()
        + it.target().length()
        + it.before().length()
        + it.after().length()
        + it.cost().length()
        + it.hold().length();
  }

  private static List<ReportedFinding> findings(AccountView view, Scan.Done last) {
    List<ReportedFinding> findings = new ArrayList<>();
    for (ControlResult result : last.evaluation().controls()) {
      Map<Finding, AcceptedRisk> suppressed = result.suppressed();
      for (Finding finding : result.allFindings()) {
        findings.add(
            new ReportedFinding(
                finding.control(),
                finding.region(),
                finding.resource(),
                result.asked().severity(),
                finding.observed(),
                finding.desired(),
                since(view, last, finding),
                Optional.ofNullable(suppressed.get(finding)).map(AcceptedRisk::name).orElse(""),
                finding.managedBy().map(Owner::kind).orElse(""),
                Optional.ofNullable(last.plan().obstacles().get(finding.key())).orElse("")));
      }
    }
    findings.sort(
        Comparator.comparing(ReportedFinding::severity, Comparator.<Severity>naturalOrder())
            .thenComparing(ReportedFinding::since)
            .thenComparing(ReportedFinding::control, Catalogue::byServiceThenNumber)
            .thenComparing(ReportedFinding::region)
            .thenComparing(ReportedFinding::resource));
    return findings;
  }

  private static Instant since(AccountView view, Scan.Done last, Finding finding) {
    return view.history().since().getOrDefault(finding.key(), last.end());
  }

  private static ReportedChange change(Planned planned) {
    Change change = planned.change();
    return new ReportedChange(
        planned.id(),
        planned.finding().control(),
        planned.region(),
        planned.finding().resource(),
        change.action(),
        change.target(),
        List.copyOf(change.risks()),
        change.before(),
        change.after(),
        change.cost(),
        planned.hold().map(hold -> hold.kind().word()).orElse(""),
        planned.hold().map(Hold::words).orElse(""),
        planned.approval().map(Approval::name).orElse(""),
        planned.since());
  }
}
