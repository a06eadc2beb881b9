package io.awsposture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.awsposture.cli.CommandUnderTest.Run;
import io.awsposture.emulator.AwsProxy;
import io.awsposture.emulator.Emulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A preview that reads the accounts itself, against the emulated AWS. */
@ExtendWith(Emulator.class)
class PreviewLiveTest {
  private final AwsProxy aws;
  private final Path base;
  private final Path head;

  PreviewLiveTest(AwsProxy aws, @TempDir Path folder) throws IOException {
    this.aws = aws;
    this.base = Files.createDirectory(folder.resolve("base"));
    this.head = Files.createDirectory(folder.resolve("head"));
  }

  @BeforeEach
  void anAccountInTwoRegions() throws IOException {
    aws.regions("eu-west-1", "us-east-1");
    for (Path folder : new Path[] {base, head}) {
      new CommandUnderTest(aws, folder)
          .account("payments-prod", "111122223333", "", "access: {readRoleName: posture/read}");
      baseline(folder, "{mode: Observe, controls: [{id: GuardDuty.1}]}");
    }
  }

  @Test
  void aNewControlAndAModeAreLookedAt() throws IOException {
    baseline(head, "{mode: Enforce, controls: [{id: GuardDuty.1}, {id: S3.1}]}");
    Run run = preview("text");
    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out())
        .contains(
            "findings from AWS, read at ",
            "S3.1 ",
            "GuardDuty.1: guardduty:CreateDetector x 2 (Additive)");
    assertThat(aws.writes()).isEmpty();
  }

  @Test
  void whatASettingChangesIsToldByLookingUnderBoth() throws IOException {
    baseline(base, "{mode: Enforce, controls: [{id: GuardDuty.1}]}");
    baseline(
        head,
        """
        {mode: Enforce, controls: [{id: GuardDuty.1}],
         guardDuty: {findingPublishingFrequency: ONE_HOUR}}\
        """);
    Run run = preview("json");
    JsonNode json = new JsonMapper().readTree(run.out());
    assertThat(json.at("/baselines/0/settings/0/after").asText()).isEqualTo("ONE_HOUR");
    assertThat(json.at("/notKnown")).isEmpty();
    assertThat(aws.calls().stream().filter(call -> call.operation().equals("AssumeRole")))
        .as("once for each look, or with kept credentials")
        .isNotEmpty();
  }

  @Test
  void anAccountThatIsNotReachedIsNotKnown() throws IOException {
    new CommandUnderTest(aws, head).account("audit", "444455556666", "", "access: {}");
    Run run = preview("text");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out().replaceAll("\\s+", " "))
        .contains("what is off in new accounts, for it was not read: WrongAccount:");
  }

  private Run preview(String format) {
    return new CommandUnderTest(aws, base)
        .run(
            "preview",
            "--base",
            base.toString(),
            "--head",
            head.toString(),
            "--live",
            "-o",
            format);
  }

  private void baseline(Path folder, String spec) throws IOException {
    new CommandUnderTest(aws, folder).baseline(spec);
  }
}
