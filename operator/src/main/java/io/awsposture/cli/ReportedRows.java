package io.awsposture.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.awsposture.api.v1alpha1.AccountReportSpec;
import io.awsposture.api.v1alpha1.ReportedChange;
import io.awsposture.api.v1alpha1.ReportedFinding;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.cli.CheckDocument.Cause;
import io.awsposture.cli.CheckDocument.Failing;
import io.awsposture.cli.CheckDocument.Owner;
import io.awsposture.cli.CheckDocument.Row;
import io.awsposture.cli.CheckDocument.Step;
import io.awsposture.cli.CheckDocument.Unread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an operator reported, as rows of a check: the AccountReports of a List that {@code kubectl}
 * printed, and the AwsAccounts in it, which tell the controls that have no finding.
 */
final class ReportedRows {
  /** Reports do not tell the Region of what has no finding. */
  private static final String ANY_REGION = "";

  private final ObjectMapper json;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Set<Integer>> parts = new LinkedHashMap<>();
  private final Map<String, Set<String>> expected = new LinkedHashMap<>();

  private ReportedRows(ObjectMapper json) {
    this.json = json;
  }

  /**
   * The rows of a List; those of other kinds are passed over.
   *
   * @throws JsonProcessingException for an object that is none of its kind
   * @throws IllegalArgumentException where parts of a report are missing, and says which
   */
  static List<Row> of(JsonNode list, ObjectMapper json) throws JsonProcessingException {
    ReportedRows reported = new ReportedRows(json);
    for (JsonNode item : list.path("items")) {
      switch (item.path("kind").asText()) {
        case "AccountReport" -> reported.addReport(item);
        case "AwsAccount" -> reported.addAccount(item);
        default -> {}
      }
    }
    reported.requireWhole();
    return reported.rows;
  }

  private void requireWhole() {
    expected.forEach((report, wholes) -> {
      int count = parts.getOrDefault(report, Set.of()).size();
      if (wholes.size() != 1 || !wholes.iterator().next().startsWith(count + " ")) {
        throw new IllegalArgumentException(
            "holds not all parts of the AccountReport of "
                + report
                + ", or of several scans: get them all at once");
      }
    });
  }

  private void addReport(JsonNode item) throws JsonProcessingException {
    AccountReportSpec spec = json.treeToValue(item.path("spec"), AccountReportSpec.class);
    String namespace = item.path("metadata").path("namespace").asText();
    String report = namespace + "/" + spec.account();
    parts.computeIfAbsent(report, _ -> new TreeSet<>()).add(spec.part());
    expected
        .computeIfAbsent(report, _ -> new LinkedHashSet<>())
        .add(spec.parts() + " of " + spec.planHash() + " " + spec.totalFindings());
    Map<String, List<Step>> steps = new LinkedHashMap<>();
    for (ReportedChange change : spec.changes()) {
      steps.computeIfAbsent(key(spec, change), _ -> new ArrayList<>()).add(step(change));
    }
    for (ReportedFinding finding : spec.findings()) {
      String key = finding.control() + " " + finding.resource() + " ";
      List<Step> own = new ArrayList<>(steps.getOrDefault(key + finding.region(), List.of()));
      rows.add(row(spec, namespace, finding, own));
    }
  }

  /**
   * A change is of the finding in its Region, or else of the only place that the control failed.
   */
  private static String key(AccountReportSpec spec, ReportedChange change) {
    List<String> regions =
        spec.findings().stream()
            .filter(finding -> finding.control().equals(change.control()))
            .filter(finding -> finding.resource().equals(change.resource()))
            .map(ReportedFinding::region)
            .toList();
    String region =
        regions.contains(change.region()) || regions.isEmpty()
            ? change.region()
            : regions.getFirst();
    return change.control() + " " + change.resource() + " " + region;
  }

  private static Step step(ReportedChange change) {
    return new Step(
        change.action(),
        change.region(),
        change.target(),
        change.risks().getLast(),
        change.risks(),
        change.before(),
        change.after(),
        JsonReport.orNull(change.cost()),
        List.of());
  }

  private static Row row(
      AccountReportSpec spec, String namespace, ReportedFinding finding, List<Step> steps) {
    Failing failing =
        new Failing(
            finding.resource(),
            finding.observed(),
            finding.desired(),
            finding.managedBy().isEmpty() ? null : new Owner(finding.managedBy(), ""),
            JsonReport.orNull(finding.obstacle()),
            null,
            steps);
    return new Row(
        spec.accountId(),
        namespace,
        spec.account(),
        finding.control(),
        finding.control(),
        finding.severity(),
        finding.region(),
        VerdictValue.FAIL,
        null,
        List.of(),
        1,
        List.of(failing),
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  private void addAccount(JsonNode item) throws JsonProcessingException {
    for (JsonNode control : item.at("/status/controls")) {
      boolean unread =
          control.path("unknown").asInt() > 0 || control.path("verdict").asText().equals("Unknown");
      String id = control.path("id").asText();
      rows.add(
          new Row(
              item.at("/spec/accountId").asText(),
              item.at("/metadata/namespace").asText(),
              item.at("/metadata/name").asText(),
              id,
              id,
              json.treeToValue(control.path("severity"), Severity.class),
              ANY_REGION,
              unread ? VerdictValue.UNKNOWN : VerdictValue.PASS,
              null,
              List.of(),
              0,
              List.of(),
              List.of(),
              unread
                  ? List.of(new Unread(id, new Cause("Unknown", control.path("message").asText())))
                  : List.of(),
              List.of(),
              null));
    }
  }
}
