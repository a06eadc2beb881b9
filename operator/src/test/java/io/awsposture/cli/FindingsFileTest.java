package io.awsposture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.cli.input.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings as an operator reported them say the same as a check's. */
class FindingsFileTest {
  private static final String ACCOUNT =
      """
      {"kind": "AwsAccount", "metadata": {"namespace": "security", "name": "payments"},
       "spec": {"accountId": "111122223333"}, "status": {"controls": [
         {"id": "IAM.9", "severity": "Critical", "verdict": "Pass"},
         {"id": "S3.1", "severity": "Medium", "verdict": "Fail", "unknown": 1, "message": "m"}]}}\
      """;
  private final Path file;
  private final List<InputError> errors = new ArrayList<>();

  FindingsFileTest(@TempDir Path folder) {
    file = folder.resolve("list.json");
  }

  @Test
  void reportsOfAnOperatorAreFindingsWithTheirSteps() throws IOException {
    KnownFindings known = read(ACCOUNT + "," + report(1, 1));
    assertThat(errors).isEmpty();
    assertThat(known.of("111122223333"))
        .extracting(found ->
            found.row().region()
                + " "
                + found.failing().observed()
                + " "
                + found.failing().fix().stream().map(CheckDocument.Step::action).toList())
        .containsExactlyInAnyOrder(
            "eu-west-1 off [a:One, a:Two]", "us-east-1 off [a:Three, a:Elsewhere]");
    assertThat(known.sawAll("111122223333", "GuardDuty.1")).isTrue();
    assertThat(known.sawAll("111122223333", "IAM.9")).isTrue();
    assertThat(known.sawAll("111122223333", "S3.1")).isFalse();
    assertThat(known.lookedAt("111122223333", "KMS.4")).isFalse();
  }

  @Test
  void aReportThatLacksAPartIsNotTakenForAll() throws IOException {
    assertThat(read(report(1, 2)).sources()).isEmpty();
    assertThat(errors)
        .singleElement()
        .satisfies(error ->
            assertThat(error.text())
                .contains("not all parts of the AccountReport of security/pay"));
  }

  @Test
  void whatIsNoFindingsIsSaid() throws IOException {
    for (String text : List.of("", "{", "[]", "{\"kind\": \"Pod\"}")) {
      errors.clear();
      Files.writeString(file, text);
      FindingsFile.read(file, errors);
      assertThat(errors).as(text).hasSize(1);
    }
    errors.clear();
    FindingsFile.read(file.resolveSibling("nowhere"), errors);
    assertThat(errors.getFirst().text()).contains("cannot be read");
  }

  private KnownFindings read(String items) throws IOException {
    Files.writeString(
        file, "{\"kind\": \"List\", \"apiVersion\": \"v1\", \"items\": [" + items + "]}");
    return FindingsFile.read(file, errors);
  }

  private static String report(int part, int parts) {
    return """
    {"kind": "AccountReport", "metadata": {"namespace": "security", "name": "payments-1"}, "spec": {
      "account": "payments", "accountId": "111122223333", "part": %d, "parts": %d,
      "totalFindings": 2, "totalChanges": 4, "planHash": "p-1",
      "findings": [%s, %s], "changes": [%s, %s, %s, %s]}}\
    """
        .formatted(
            part,
            parts,
            finding("us-east-1"),
            finding("eu-west-1"),
            change("a:One", "eu-west-1", "Additive"),
            change("a:Two", "eu-west-1", "Restore\", \"Costs"),
            change("a:Three", "us-east-1", "Additive"),
            change("a:Elsewhere", "ap-south-1", "Additive"));
  }

  private static String finding(String region) {
    return """
    {"control": "GuardDuty.1", "region": "%s", "resource": "arn:root", "severity": "High",
     "observed": "off", "desired": "on", "since": "2026-11-22T10:00:00Z"}\
    """
        .formatted(region);
  }

  private static String change(String action, String region, String risks) {
    return """
    {"id": "c-0123456789ab", "control": "GuardDuty.1", "region": "%s", "resource": "arn:root",
     "action": "%s", "target": "t", "risks": ["%s"], "since": "2026-11-22T10:00:00Z"}\
    """
        .formatted(region, action, risks);
  }
}
