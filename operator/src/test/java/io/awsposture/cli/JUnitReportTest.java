package io.awsposture.cli;

import static io.awsposture.cli.CheckSample.ROOT;
import static io.awsposture.cli.CheckSample.fail;
import static io.awsposture.cli.CheckSample.finding;
import static io.awsposture.cli.CheckSample.pass;
import static io.awsposture.cli.CheckSample.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.awsposture.aws.Cause;
import io.awsposture.cli.input.InputError;
import io.awsposture.control.Finding;
import io.awsposture.control.Verdict;
import io.awsposture.plan.Steps;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What Jenkins and GitLab read: JUnit XML by its schema, in which nothing unknown passes. */
class JUnitReportTest {
  private final Path folder;

  JUnitReportTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void everyControlAndRegionIsATestCase() {
    Document xml =
        junit(
            new CheckSample(
                    folder, "{controls: [{id: GuardDuty.1}, {id: IAM.9}, {id: KMS.4}, {id: S3.1}]}")
                .regions("eu-west-1", "us-east-1")
                .says("GuardDuty.1", "eu-west-1", pass())
                .says(
                    "GuardDuty.1",
                    "us-east-1",
                    new Verdict.Fail(
                        3,
                        List.of(
                            finding("GuardDuty.1", "us-east-1", ROOT, Steps.blocked("set x")),
                            finding("GuardDuty.1", "us-east-1", "arn:two", Steps.none())),
                        Map.of("arn:three", new Cause.DeadlinePassed()),
                        List.of("mind the gap")))
                .says("IAM.9", "us-east-1", unknown(new Cause.DeadlinePassed()))
                .says("KMS.4", "us-east-1", new Verdict.NotApplicable("kms is not offered"))
                .read());
    Element suite = elements(xml, "testsuite").getFirst();
    assertThat(suite.getAttribute("name")).isEqualTo("security/payments-prod");
    assertThat(suite.getAttribute("file")).endsWith("all.yaml");
    assertThat(counts(suite)).containsExactly("5", "1", "1", "1");
    assertThat(counts(xml.getDocumentElement())).startsWith("5", "1", "1");
    assertThat(elements(xml, "testcase"))
        .extracting(test -> test.getAttribute("classname") + ": " + test.getAttribute("name"))
        .contains(
            "security.payments-prod: GuardDuty.1 GuardDuty is enabled (eu-west-1)",
            "security.payments-prod: GuardDuty.1 GuardDuty is enabled (us-east-1)")
        .doesNotHaveDuplicates();
    Element failure = elements(xml, "failure").getFirst();
    assertThat(failure.getAttribute("type")).isEqualTo("High");
    assertThat(failure.getAttribute("message")).isEqualTo("it is off -> it is on, and 1 more");
    assertThat(failure.getTextContent())
        .isEqualTo(
            """

            %s
              it is off -> it is on
              blocked: set x
            arn:two
              it is off -> it is on
            arn:three
              not known: no answer within the time given to this Region
            note: mind the gap
            """
                .formatted(ROOT));
    Element error = elements(xml, "error").getFirst();
    assertThat(error.getAttribute("type")).isEqualTo("DeadlinePassed");
    Element skipped = elements(xml, "skipped").getFirst();
    assertThat(skipped.getAttribute("message")).isEqualTo("kms is not offered");
  }

  @Test
  void anAccountThatWasNotReadIsAllErrors() {
    Document xml =
        junit(
            new CheckSample(folder, "{controls: [{id: GuardDuty.1}, {id: S3.1}]}")
                .notRead("AssumeRoleDenied", "create the role"));
    assertThat(elements(xml, "testcase")).hasSize(2);
    assertThat(elements(xml, "error"))
        .hasSize(2)
        .allSatisfy(error -> {
          assertThat(error.getAttribute("type")).isEqualTo("AssumeRoleDenied");
          assertThat(error.getTextContent()).contains("create the role");
        });
  }

  @Test
  void aBaselineThatAsksForNothingOrForWhatNobodyHasPassesNothing() {
    assertThat(elements(junit(new CheckSample(folder, "{}").regions("us-east-1").read()), "error"))
        .singleElement()
        .satisfies(error -> assertThat(error.getAttribute("message")).contains("nothing is known"));
    assertThat(
            elements(
                junit(new CheckSample(folder, "{controls: [{id: S3.1}, {id: S3.99}]}").read()),
                "error"))
        .singleElement()
        .satisfies(error -> assertThat(error.getAttribute("message")).contains("is S3.1 meant?"));
  }

  @Test
  void wrongFilesAreErrors() {
    CheckResult read = new CheckSample(folder, "{controls: [{id: S3.1}]}").read();
    Document xml =
        junit(
            new CheckResult(
                read.input()
                    .and(List.of(new InputError("a.yaml", 3, 1, "", "spec.mode", "no such mode"))),
                List.of(),
                read.start(),
                read.end()));
    assertThat(elements(xml, "testcase"))
        .singleElement()
        .satisfies(test -> assertThat(test.getAttribute("name")).isEqualTo("a.yaml:3"));
    assertThat(elements(xml, "error").getFirst().getAttribute("message")).isEqualTo("no such mode");
  }

  @Test
  void hostileTextIsTextAndWhatXmlForbidsIsGone() {
    String evil = "]]> <b a=\"1\"> & \u0000\u0001\u001b\uFFFE\ud800 \ud83d\ude00 ä\nnext";
    Document xml =
        junit(
            new CheckSample(folder, "{controls: [{id: S3.1}]}")
                .says(
                    "S3.1",
                    "us-east-1",
                    fail(
                        new Finding(
                            "S3.1",
                            "us-east-1",
                            "arn:" + evil,
                            evil,
                            evil,
                            Optional.empty(),
                            Steps.none())))
                .read());
    Element failure = elements(xml, "failure").getFirst();
    assertThat(failure.getAttribute("message"))
        .startsWith("]]> <b a=\"1\"> &  \uFFFD\uFFFD \ud83d\ude00 ä next -> ]]>");
    assertThat(failure.getTextContent())
        .contains("]]> <b a=\"1\"> & \uFFFD\uFFFD\uFFFD\uFFFD\uFFFD \ud83d\ude00 ä\nnext");
  }

  @Test
  void theSchemaTakesNotEverything() {
    assertThatThrownBy(() -> ForeignSchemas.junit("<testsuites><testcase/></testsuites>"))
        .isInstanceOf(AssertionError.class);
  }

  private static List<String> counts(Element element) {
    return List.of("tests", "failures", "errors", "skipped").stream()
        .map(element::getAttribute)
        .toList();
  }

  private static List<Element> elements(Document xml, String name) {
    List<Element> all = new ArrayList<>();
    for (int index = 0; index < xml.getElementsByTagName(name).getLength(); index++) {
      all.add((Element) xml.getElementsByTagName(name).item(index));
    }
    return all;
  }

  private static Document junit(CheckResult result) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JUnitReport.write(
        JsonReport.document(result), new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return ForeignSchemas.junit(bytes.toString(StandardCharsets.UTF_8));
  }
}
