package io.awsposture.cli;

import static io.awsposture.cli.CheckSample.fail;
import static io.awsposture.cli.CheckSample.finding;
import static io.awsposture.cli.CheckSample.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.awsposture.aws.Cause;
import io.awsposture.control.Finding;
import io.awsposture.control.Verdict;
import io.awsposture.plan.Steps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** Accepted risks in every form of a check: shown, by whom and until when, and not held against. */
class SuppressedTest {
  private static final String GROUP = "arn:aws:ec2:us-east-1:111122223333:security-group/sg-1";
  private static final String OTHER = "arn:aws:ec2:us-east-1:111122223333:security-group/sg-2";
  private static final String OF_ONE =
      "edge-ssh controls: [EC2.19], resources: [\"" + GROUP + "\"], owner: edge, ticket: SEC-7\n";
  private static final String WORDS =
      "accepted by Suppression security/edge-ssh until 2027-01-01T00:00:00Z, owner edge, ticket"
          + " SEC-7: the bastion needs it";

  private final Path folder;

  SuppressedTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aControlOfWhichAllIsAcceptedIsSuppressed() {
    CheckResult result = sample("{controls: [{id: EC2.19}]}", OF_ONE, GROUP).read();
    assertThat(result.exitCode()).isEqualTo(ExitCode.COMPLIANT);
    assertThat(text(TableReport::write, result))
        .contains("score none   strict 0 %   weighted 0 %")
        .endsWith(
            """
              Critical  EC2.19  Security groups do not open high-risk ports to the whole internet     Suppressed
                        accepted risk security/edge-ssh: until 2027-01-01T00:00:00Z, owner edge, ticket SEC-7:
                          the bastion needs it
                          %s

              0 of 1 control pass, 1 suppressed
            """
                .formatted(GROUP));
    JsonNode json = json(result);
    assertThat(json.at("/rows/0/verdict").asText()).isEqualTo("Suppressed");
    assertThat(json.at("/rows/0/failing")).isEmpty();
    assertThat(json.at("/rows/0/suppressed/0/suppressedBy/name").asText()).isEqualTo("edge-ssh");
    assertThat(json.at("/rows/0/suppressed/0/suppressedBy/file").asText())
        .endsWith("suppression-edge-ssh.yaml");
    assertThat(json.at("/rows/0/suppressed/0/suppressedBy/line").asInt()).isEqualTo(4);
    assertThat(json.at("/suppressions/0/state").asText()).isEqualTo("Active");

    JsonNode sarif = ForeignSchemas.sarif(document(SarifReport::write, result));
    assertThat(sarif.at("/runs/0/results"))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.get("kind").asText()).isEqualTo("fail");
          assertThat(finding.at("/suppressions/0/status").asText()).isEqualTo("accepted");
          assertThat(finding.at("/suppressions/0/justification").asText()).isEqualTo(WORDS);
          assertThat(
                  finding
                      .at("/suppressions/0/location/physicalLocation/artifactLocation/uri")
                      .asText())
              .endsWith("suppression-edge-ssh.yaml");
        });

    Element suite =
        (Element)
            ForeignSchemas.junit(document(JUnitReport::write, result))
                .getElementsByTagName("testsuite")
                .item(0);
    assertThat(suite.getAttribute("failures") + suite.getAttribute("skipped")).isEqualTo("01");
    Element skipped = (Element) suite.getElementsByTagName("skipped").item(0);
    assertThat(skipped.getAttribute("message")).isEqualTo(WORDS);

    assertThat(document(MarkdownReport::write, result))
        .contains(
            "## AWS posture: compliant", "| Suppressed | us-east-1 | 1 |", "0 findings, 1 supp")
        .contains("- accepted by Suppression security/edge-ssh until");
  }

  @Test
  void whatIsNotAcceptedStillFails() {
    CheckResult result = sample("{controls: [{id: EC2.19}]}", OF_ONE, GROUP, OTHER).read();
    assertThat(result.exitCode()).isEqualTo(ExitCode.DRIFT);
    assertThat(text(TableReport::write, result))
        .contains("it is off -> it is on\n              " + OTHER)
        .contains("accepted risk security/edge-ssh")
        .contains("0 of 1 control pass, 1 fail");
    JsonNode sarif = ForeignSchemas.sarif(document(SarifReport::write, result));
    assertThat(sarif.at("/runs/0/results"))
        .extracting(finding -> finding.get("suppressions").size())
        .containsExactly(0, 1);
  }

  @Test
  void whatIsNotKnownCannotBeAccepted() {
    CheckResult result =
        new CheckSample(folder, "{controls: [{id: EC2.19}]}", OF_ONE)
            .says(
                "EC2.19",
                "us-east-1",
                new Verdict.Fail(
                    2,
                    List.of(finding("EC2.19", "us-east-1", GROUP, Steps.none())),
                    Map.of(OTHER, new Cause.DeadlinePassed()),
                    List.of()))
            .read();
    assertThat(result.exitCode()).isEqualTo(ExitCode.UNKNOWN);
    assertThat(json(result).at("/rows/0/cause/kind").asText()).isEqualTo("DeadlinePassed");
    assertThat(
            ForeignSchemas.junit(document(JUnitReport::write, result))
                .getDocumentElement()
                .getAttribute("errors"))
        .isEqualTo("1");
  }

  @Test
  void expiredRefusedPendingAndUnusedOnesAreToldAndFailNothing() {
    CheckResult result =
        sample(
                """
                {controls: [{id: EC2.19}, {id: IAM.9}],
                 suppressions: {forbiddenFor: [IAM.9], requireTicket: true}}\
                """,
                OF_ONE
                    + """
                    early controls: [EC2.19], ticket: T-1, grantedAt: 2026-12-01T00:00:00Z
                    elsewhere controls: [EC2.19], ticket: T-1, accountIds: ["444455556666"]
                    late controls: [EC2.19], ticket: T-1, expiresAt: 2026-11-02T00:00:00Z
                    root controls: [IAM.9], ticket: T-1
                    sloppy controls: [EC2.19]
                    unused controls: [EC2.19], ticket: T-1, regions: [eu-west-1]\
                    """,
                GROUP)
            .read();
    assertThat(result.exitCode()).isEqualTo(ExitCode.COMPLIANT);
    assertThat(text(TableReport::write, result).replaceAll("\n  ", " "))
        .endsWith(
            """

            Suppression security/early is Pending: it hides nothing before 2026-12-01T00:00:00Z
            Suppression security/elsewhere is Unused: no AwsAccount of namespace security in these files has one of its accountIds
            Suppression security/late is Expired: it expired at 2026-11-02T00:00:00Z and hides nothing any more
            Suppression security/root is Refused: baseline security/foundation forbids to accept findings of IAM.9: take it out of controls
            Suppression security/sloppy is Refused: baseline security/foundation requires a ticket: set spec.ticket
            Suppression security/unused is Unused: no finding is in its reach: delete it, or correct what it names
            """);
    assertThat(
            ForeignSchemas.sarif(document(SarifReport::write, result))
                .at("/runs/0/invocations/0/toolConfigurationNotifications"))
        .hasSize(6);
    assertThat(document(JUnitReport::write, result))
        .contains(
            "<testsuite name=\"suppressions\" tests=\"7\" failures=\"0\" errors=\"0\" skipped=\"6\"");
    assertThat(document(MarkdownReport::write, result))
        .contains("### Suppressions\n\n- security/early is Pending: it hides nothing before 2026");
  }

  @Test
  void nobodyCallsUnusedWhatCouldNotBeLookedAt() {
    CheckResult blind =
        new CheckSample(folder, "{controls: [{id: EC2.19}]}", OF_ONE)
            .says("EC2.19", "us-east-1", unknown(new Cause.DeadlinePassed()))
            .read();
    assertThat(blind.suppressions())
        .singleElement()
        .satisfies(suppression -> {
          assertThat(suppression.state()).isEqualTo(ReviewedSuppression.State.Active);
          assertThat(suppression.text()).contains("not all that it could cover could be read");
        });
    CheckResult notRead =
        new CheckSample(folder, "{controls: [{id: EC2.19}]}", OF_ONE).notRead("Suspended", "no");
    assertThat(notRead.suppressions().getFirst().state())
        .isEqualTo(ReviewedSuppression.State.Active);
  }

  private CheckSample sample(String baseline, String suppressions, String... failing) {
    return new CheckSample(folder, baseline, suppressions)
        .regions("us-east-1")
        .says(
            "EC2.19",
            "us-east-1",
            fail(
                List.of(failing).stream()
                    .map(arn -> finding("EC2.19", "us-east-1", arn, Steps.none()))
                    .toArray(Finding[]::new)));
  }

  private static JsonNode json(CheckResult result) {
    String json = text(JsonReport::write, result);
    OutputSchema.assertValid(json);
    try {
      return new JsonMapper().readTree(json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static String document(
      BiConsumer<CheckDocument, PrintStream> report, CheckResult result) {
    return text(report, JsonReport.document(result));
  }

  private static <T> String text(BiConsumer<T, PrintStream> report, T result) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    report.accept(result, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
