package io.awsposture.cli;

import static io.awsposture.cli.CheckSample.ROOT;
import static io.awsposture.cli.CheckSample.fail;
import static io.awsposture.cli.CheckSample.finding;
import static io.awsposture.cli.CheckSample.pass;
import static io.awsposture.cli.CheckSample.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.aws.Cause;
import io.awsposture.cli.input.InputError;
import io.awsposture.control.Verdict;
import io.awsposture.plan.Steps;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers that scripts go by. */
class ExitCodeTest {
  private static final Verdict OFF = fail(finding("S3.1", "us-east-1", ROOT, Steps.none()));

  private final Path folder;

  ExitCodeTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void numbersAreAsDocumented() {
    assertThat(ExitCode.COMPLIANT.number()).isZero();
    assertThat(ExitCode.DRIFT.number()).isEqualTo(1);
    assertThat(ExitCode.UNKNOWN.number()).isEqualTo(2);
    assertThat(ExitCode.BAD_INPUT.number()).isEqualTo(3);
  }

  @Test
  void threeOverOneOverTwoOverZero() {
    assertThat(ExitCode.worst(List.of())).isEqualTo(ExitCode.COMPLIANT);
    assertThat(ExitCode.worst(List.of(ExitCode.COMPLIANT, ExitCode.UNKNOWN)))
        .isEqualTo(ExitCode.UNKNOWN);
    assertThat(ExitCode.worst(List.of(ExitCode.DRIFT, ExitCode.UNKNOWN))).isEqualTo(ExitCode.DRIFT);
    assertThat(ExitCode.worst(List.of(ExitCode.BAD_INPUT, ExitCode.DRIFT)))
        .isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void compliantIsOnlyWhatIsKnownToBe() {
    assertThat(sample().read().exitCode()).isEqualTo(ExitCode.COMPLIANT);
    assertThat(
            sample()
                .says("S3.1", "us-east-1", new Verdict.NotApplicable("a reason"))
                .read()
                .exitCode())
        .isEqualTo(ExitCode.COMPLIANT);
    assertThat(sample().says("S3.1", "us-east-1", OFF).read().exitCode()).isEqualTo(ExitCode.DRIFT);
    assertThat(
            sample()
                .says("S3.1", "us-east-1", unknown(new Cause.DeadlinePassed()))
                .read()
                .exitCode())
        .isEqualTo(ExitCode.UNKNOWN);
    assertThat(sample().notRead("NoAnswer", "later").exitCode()).isEqualTo(ExitCode.UNKNOWN);
  }

  @Test
  void oneRegionThatIsNotKnownIsEnough() {
    assertThat(
            sample()
                .says("S3.1", "us-east-1", pass())
                .says("S3.1", "eu-west-1", unknown(new Cause.DeadlinePassed()))
                .read()
                .exitCode())
        .isEqualTo(ExitCode.UNKNOWN);
  }

  @Test
  void aControlOrFrameworkThatNobodyKnowsIsNotCompliant() {
    assertThat(new CheckSample(folder, "{controls: [{id: S3.99}]}").read().exitCode())
        .isEqualTo(ExitCode.UNKNOWN);
    assertThat(new CheckSample(folder, "{frameworks: [cis-aws-9.0]}").read().exitCode())
        .isEqualTo(ExitCode.UNKNOWN);
  }

  @Test
  void aBaselineThatAsksForNothingIsNotCompliant() {
    CheckResult nothing = new CheckSample(folder, "{}").regions("us-east-1").read();
    assertThat(nothing.accounts().getFirst().results()).isEmpty();
    assertThat(nothing.exitCode()).isEqualTo(ExitCode.UNKNOWN);
  }

  @Test
  void errorsInTheFilesAreMoreSeriousThanDrift() {
    CheckResult drift = sample().says("S3.1", "us-east-1", OFF).read();
    CheckResult both =
        new CheckResult(
            drift.input().and(List.of(new InputError("a.yaml", 1, 1, "", "", "wrong"))),
            drift.accounts(),
            drift.start(),
            drift.end());
    assertThat(both.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
  }

  private CheckSample sample() {
    return new CheckSample(folder, "{controls: [{id: S3.1}]}").regions("us-east-1");
  }
}
