package io.awsposture.cli;

import static io.awsposture.cli.CheckSample.ROOT;
import static io.awsposture.cli.CheckSample.fail;
import static io.awsposture.cli.CheckSample.finding;
import static io.awsposture.cli.CheckSample.pass;
import static io.awsposture.cli.CheckSample.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.aws.Cause;
import io.awsposture.control.Catalogue;
import io.awsposture.control.Finding;
import io.awsposture.control.Verdict;
import io.awsposture.plan.Steps;
import io.awsposture.plan.Write;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What code scanning reads: SARIF by its schema, a result for each finding and none for a pass. */
class SarifReportTest {
  private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/1";
  private static final Write<String> TURN =
      Write.<String>of("kms:EnableKeyRotation")
          .risk(Risk.ALTERS_FOREIGN)
          .target(key -> key)
          .turns("rotation off", "rotation every 365 days")
          .by((_, _) -> {});

  private final Path folder;

  SarifReportTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aFindingIsAResultWithItsResourceAndTheFileOfItsAccount() {
    JsonNode sarif =
        sarif(
            sample(
                    "{controls: [{id: KMS.4, severity: Low, reason: \"keys are watched\"}, {id: S3.1}]}")
                .says("KMS.4", "us-east-1", fail(finding("KMS.4", "us-east-1", KEY, turn())))
                .says("S3.1", "us-east-1", pass())
                .read());
    assertThat(sarif.at("/runs/0/results"))
        .singleElement()
        .satisfies(result -> {
          assertThat(result.get("ruleId").asText()).isEqualTo("KMS.4");
          assertThat(rule(sarif, result).get("id").asText()).isEqualTo("KMS.4");
          assertThat(result.get("kind").asText()).isEqualTo("fail");
          assertThat(result.get("level").asText()).as("the baseline's severity").isEqualTo("note");
          assertThat(result.at("/message/text").asText())
              .isEqualTo(
                  "Customer managed symmetric KMS keys rotate automatically: it is off -> it is on. fix:"
                      + " kms:EnableKeyRotation (AltersForeign, needs mode: Enforce, accept:"
                      + " [AltersForeign]) (account 111122223333, us-east-1, "
                      + KEY
                      + ")");
          JsonNode place = result.at("/locations/0");
          assertThat(place.at("/physicalLocation/artifactLocation/uri").asText())
              .isEqualTo(folder.resolve("all.yaml").toUri().toString());
          assertThat(place.at("/physicalLocation/region/startLine").asInt()).isEqualTo(9);
          assertThat(place.at("/logicalLocations/0/fullyQualifiedName").asText()).isEqualTo(KEY);
          assertThat(place.at("/logicalLocations/0/name").asText()).isEqualTo("1");
        });
    assertThat(sarif.at("/runs/0/invocations/0/executionSuccessful").asBoolean()).isTrue();
    assertThat(sarif.at("/runs/0/invocations/0/exitCode").asInt()).isEqualTo(1);
  }

  @Test
  void fingerprintsTellFindingsApartAndNotRuns() {
    List<String> first = fingerprints("us-east-1", KEY, "it is off");
    assertThat(fingerprints("us-east-1", KEY, "it is even more off")).isEqualTo(first);
    assertThat(fingerprints("eu-west-1", KEY, "it is off")).doesNotContainAnyElementsOf(first);
    assertThat(fingerprints("us-east-1", ROOT, "it is off")).doesNotContainAnyElementsOf(first);
    assertThat(first).hasSize(2).anyMatch(print -> print.matches("[0-9a-f]{12}:1"));
  }

  @Test
  void whatIsNotKnownAsksForReview() {
    JsonNode sarif =
        sarif(
            sample("{controls: [{id: GuardDuty.1}, {id: KMS.4}]}")
                .says("GuardDuty.1", "us-east-1", unknown(new Cause.DeadlinePassed()))
                .says("KMS.4", "us-east-1", new Verdict.NotApplicable("no keys"))
                .read());
    assertThat(sarif.at("/runs/0/results"))
        .singleElement()
        .satisfies(result -> {
          assertThat(result.get("kind").asText()).isEqualTo("review");
          assertThat(result.get("level").asText()).isEqualTo("none");
          assertThat(result.at("/message/text").asText()).contains("not known, so not passed");
          assertThat(result.at("/properties/cause").asText()).isEqualTo("DeadlinePassed");
        });
  }

  @Test
  void anAccountThatWasNotReadMakesTheRunAFailedOne() {
    JsonNode run =
        sarif(sample("{controls: [{id: S3.1}]}").notRead("AssumeRoleDenied", "create the role"))
            .at("/runs/0");
    assertThat(run.at("/invocations/0/executionSuccessful").asBoolean()).isFalse();
    assertThat(run.at("/invocations/0/toolExecutionNotifications/0/level").asText())
        .isEqualTo("error");
    assertThat(run.at("/invocations/0/toolExecutionNotifications/0/message/text").asText())
        .isEqualTo(
            "AwsAccount security/payments-prod (account 111122223333) was not read:"
                + " AssumeRoleDenied: create the role");
    assertThat(run.get("results")).as("there, and empty").isNotNull().isEmpty();
  }

  @Test
  void whatCannotBeJudgedIsANotification() {
    JsonNode sarif = sarif(sample("{controls: [{id: S3.1}, {id: S3.99}]}").read());
    assertThat(
            sarif
                .at("/runs/0/invocations/0/toolConfigurationNotifications/0/message/text")
                .asText())
        .isEqualTo(
            "AwsAccount security/payments-prod: S3.99 is asked for and no control of this version:"
                + " is S3.1 meant?");
  }

  @Test
  void everyControlOfTheCatalogueIsARuleWithHelp() {
    JsonNode rules =
        sarif(sample("{controls: [{id: S3.1}]}").read()).at("/runs/0/tool/driver/rules");
    assertThat(rules).hasSameSizeAs(Catalogue.load().all());
    assertThat(rules)
        .allSatisfy(rule -> {
          assertThat(rule.at("/help/text").asText()).isNotBlank();
          assertThat(rule.at("/help/markdown").asText()).isNotBlank();
        });
    assertThat(rules)
        .filteredOn(rule -> rule.get("id").asText().equals("CloudTrail.2"))
        .singleElement()
        .satisfies(rule -> {
          assertThat(rule.get("helpUri").asText())
              .isEqualTo(
                  "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-2");
          assertThat(rule.at("/properties/security-severity").asText()).isEqualTo("5.5");
          assertThat(rule.at("/defaultConfiguration/level").asText()).isEqualTo("warning");
        });
  }

  @Test
  void hostileTextMakesNoLinkAndNoControlCharacter() {
    String evil = "[click](https://evil.example) \u0000\u001b[31m\n\ud83d\ude00 \"quoted\"";
    JsonNode sarif =
        sarif(
            sample("{controls: [{id: S3.1}]}")
                .says(
                    "S3.1",
                    "us-east-1",
                    fail(
                        new Finding(
                            "S3.1", "us-east-1", ROOT, evil, evil, Optional.empty(), Steps.none())))
                .read());
    assertThat(sarif.at("/runs/0/results/0/message/text").asText())
        .contains("[click] (https://evil.example)", "\ud83d\ude00 \"quoted\"")
        .doesNotContain("](")
        .matches("\\P{Cntrl}*");
  }

  @Test
  void wrongFilesAreNotificationsAtTheirLine() throws IOException {
    Files.writeString(
        folder.resolve("wrong.yaml"), "apiVersion: awsposture.io/v1alpha1\nkind: X\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code =
        AwsPosture.run(
            new CommandEnvironment(
                () -> {
                  throw new IllegalStateException("AWS is not asked");
                },
                Clock.systemUTC(),
                Map.of(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                Progress.NONE),
            "check",
            "-f",
            folder.toString(),
            "-o",
            "sarif");
    assertThat(code).isEqualTo(3);
    JsonNode invocation =
        ForeignSchemas.sarif(out.toString(StandardCharsets.UTF_8)).at("/runs/0/invocations/0");
    assertThat(invocation.get("executionSuccessful").asBoolean()).isFalse();
    JsonNode place =
        invocation.at("/toolConfigurationNotifications/0/locations/0/physicalLocation");
    assertThat(place.at("/artifactLocation/uri").asText()).endsWith("/wrong.yaml");
    assertThat(place.at("/region/startLine").asInt()).isEqualTo(2);
  }

  @Test
  void filesBelowTheWorkingFolderAreRelativeToTheSource() {
    assertThat(uri("accounts/./team a/ä:b.yaml")).isEqualTo("accounts/team%20a/%C3%A4%3Ab.yaml");
    assertThat(uri(Path.of("").toAbsolutePath().resolve("x/y.yaml").toString()))
        .isEqualTo("x/y.yaml");
    assertThat(uri("/elsewhere/y.yaml")).isEqualTo("file:///elsewhere/y.yaml");
    assertThat(SarifPlace.of("x.yaml", 0).physicalLocation())
        .satisfies(place -> {
          assertThat(place.region()).as("no line is meant").isNull();
          assertThat(place.artifactLocation().uriBaseId()).isEqualTo("%SRCROOT%");
        });
  }

  @Test
  void theSchemaTakesNotEverything() {
    assertThatThrownBy(() -> ForeignSchemas.sarif("{\"version\": \"2.1.0\", \"runs\": [{}]}"))
        .isInstanceOf(AssertionError.class);
  }

  private static String uri(String file) {
    return Objects.requireNonNull(SarifPlace.of(file, 1).physicalLocation())
        .artifactLocation()
        .uri();
  }

  private List<String> fingerprints(String region, String resource, String observed) {
    JsonNode prints =
        sarif(
                sample("{controls: [{id: KMS.4}]}")
                    .says(
                        "KMS.4",
                        region,
                        fail(
                            new Finding(
                                "KMS.4",
                                region,
                                resource,
                                observed,
                                "it is on",
                                Optional.empty(),
                                Steps.none())))
                    .read())
            .at("/runs/0/results/0/partialFingerprints");
    return prints.properties().stream().map(print -> print.getValue().asText()).sorted().toList();
  }

  private static Steps turn() {
    return Steps.of(TURN.on(KEY));
  }

  private static JsonNode rule(JsonNode sarif, JsonNode result) {
    return sarif.at("/runs/0/tool/driver/rules").get(result.get("ruleIndex").asInt());
  }

  private CheckSample sample(String baseline) {
    return new CheckSample(folder, baseline).regions("us-east-1");
  }

  private static JsonNode sarif(CheckResult result) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SarifReport.write(
        JsonReport.document(result), new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return ForeignSchemas.sarif(bytes.toString(StandardCharsets.UTF_8));
  }
}
