package io.awsposture.cli;

import static io.awsposture.cli.CheckSample.ROOT;
import static io.awsposture.cli.CheckSample.fail;
import static io.awsposture.cli.CheckSample.finding;
import static io.awsposture.cli.CheckSample.owned;
import static io.awsposture.cli.CheckSample.pass;
import static io.awsposture.cli.CheckSample.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.aws.Cause;
import io.awsposture.control.Owner;
import io.awsposture.control.Verdict;
import io.awsposture.evaluate.RegionView;
import io.awsposture.plan.Steps;
import io.awsposture.plan.Write;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program reads: it is as the schema says, and says what was found. */
class JsonReportTest {
  private static final Write<String> TURN =
      Write.<String>of("kms:EnableKeyRotation")
          .risk(Risk.ALTERS_FOREIGN)
          .target(key -> key)
          .turns("rotation off", "rotation every 365 days")
          .by((_, _) -> {});

  private final Path folder;

  JsonReportTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void everyVerdictHasARowOfItsOwn() throws JsonProcessingException {
    JsonNode json =
        json(
            new CheckSample(
                    folder,
                    "{mode: Enforce, controls: [{id: GuardDuty.1}, {id: KMS.4}, {id: S3.99}]}")
                .regions("eu-west-1", "us-east-1")
                .region("eu-west-2", RegionView.State.EXCLUDED, "denied by SCP p-regions")
                .says("KMS.4", "eu-west-1", new Verdict.NotApplicable("kms is not offered"))
                .says(
                    "KMS.4",
                    "us-east-1",
                    fail(
                        finding(
                            "KMS.4",
                            "us-east-1",
                            "arn:aws:kms:us-east-1:111122223333:key/1",
                            Steps.of(TURN.on("arn:aws:kms:us-east-1:111122223333:key/1")))))
                .says("GuardDuty.1", "eu-west-1", unknown(new Cause.ThrottledOut("a:B")))
                .says("GuardDuty.1", "us-east-1", pass())
                .read());
    assertThat(json.at("/exitCode").asInt()).isEqualTo(1);
    assertThat(json.at("/accounts/0/score/securityHubPercent").asInt()).isZero();
    assertThat(json.at("/accounts/0/controls/fail").asInt()).isEqualTo(1);
    assertThat(json.at("/accounts/0/regions/2/state").asText()).isEqualTo("Excluded");
    assertThat(json.at("/accounts/0/baseline/unknownControls/0/nearest").asText())
        .isEqualTo("S3.1");
    assertThat(json.at("/rows"))
        .extracting(row ->
            row.get("control").asText()
                + " "
                + row.get("region").asText()
                + " "
                + row.get("verdict").asText()
                + " "
                + row.at("/cause/kind").asText())
        .containsExactly(
            "GuardDuty.1 eu-west-1 Unknown ThrottledOut",
            "GuardDuty.1 us-east-1 Pass ",
            "KMS.4 eu-west-1 NotApplicable NotApplicable",
            "KMS.4 us-east-1 Fail ");
    assertThat(json.at("/rows/3/failing/0"))
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"resource": "arn:aws:kms:us-east-1:111122223333:key/1",
                     "observed": "it is off", "desired": "it is on",
                     "managedBy": null, "obstacle": null, "suppressedBy": null,
                     "fix": [{"action": "kms:EnableKeyRotation", "region": "us-east-1",
                       "target": "arn:aws:kms:us-east-1:111122223333:key/1",
                       "risk": "AltersForeign", "risks": ["AltersForeign"], "before": "rotation off",
                       "after": "rotation every 365 days", "cost": null,
                       "needs": ["accept: [AltersForeign]"]}]}
                    """));
  }

  @Test
  void whoElseOwnsASettingAndWhatAPersonMustDoIsSaid() throws JsonProcessingException {
    JsonNode json =
        json(
            new CheckSample(folder, "{controls: [{id: S3.1}, {id: IAM.9}]}")
                .regions("us-east-1")
                .says(
                    "S3.1",
                    "us-east-1",
                    fail(owned("S3.1", "us-east-1", new Owner("organization", "its S3 policy"))))
                .says("IAM.9", "us-east-1", fail(finding("IAM.9", "us-east-1", ROOT, Steps.none())))
                .read());
    assertThat(json.at("/rows/0/byHand").asText()).contains("root");
    assertThat(json.at("/rows/1/managedBy/0/kind").asText()).isEqualTo("organization");
    assertThat(json.at("/rows/1/failing/0/managedBy/detail").asText()).isEqualTo("its S3 policy");
  }

  @Test
  void anAccountThatWasNotReadHasUnknownRowsAndNoScore() throws JsonProcessingException {
    JsonNode json =
        json(
            new CheckSample(folder, "{controls: [{id: S3.1}, {id: IAM.9}]}")
                .notRead("AssumeRoleDenied", "create the role"));
    assertThat(json.at("/exitCode").asInt()).isEqualTo(2);
    assertThat(json.at("/accounts/0/score").isNull()).isTrue();
    assertThat(json.at("/accounts/0/cause/kind").asText()).isEqualTo("AssumeRoleDenied");
    assertThat(json.at("/rows"))
        .hasSize(2)
        .allSatisfy(row -> {
          assertThat(row.get("region").isNull()).isTrue();
          assertThat(row.get("verdict").asText()).isEqualTo("Unknown");
          assertThat(row.at("/cause/text").asText()).isEqualTo("create the role");
        });
  }

  @Test
  void theSchemaRefusesWhatItDoesNotDescribe() throws JsonProcessingException {
    String good = text(new CheckSample(folder, "{controls: [{id: S3.1}]}").read());
    assertThat(OutputSchema.errors(good)).isEmpty();
    assertThat(OutputSchema.errors(good.replace("\"Pass\"", "\"Passed\""))).isNotEmpty();
    assertThat(OutputSchema.errors(good.replace("\"byHand\"", "\"other\""))).isNotEmpty();
    assertThat(OutputSchema.errors(good.replace("\"notes\"", "\"remarks\""))).isNotEmpty();
  }

  private static JsonNode json(CheckResult result) throws JsonProcessingException {
    String text = text(result);
    OutputSchema.assertValid(text);
    return new JsonMapper().readTree(text);
  }

  private static String text(CheckResult result) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JsonReport.write(result, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
