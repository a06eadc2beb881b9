package io.awsposture.cli;

import static io.awsposture.cli.CheckSample.ROOT;
import static io.awsposture.cli.CheckSample.fail;
import static io.awsposture.cli.CheckSample.finding;
import static io.awsposture.cli.CheckSample.pass;
import static io.awsposture.cli.CheckSample.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.aws.Cause;
import io.awsposture.cli.CheckDocument.Row;
import io.awsposture.cli.input.InputError;
import io.awsposture.control.Finding;
import io.awsposture.plan.Steps;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reviewer reads in a comment: short, complete or saying what is missing, and harmless. */
class MarkdownReportTest {
  private final Path folder;

  MarkdownReportTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void anAccountIsATableWithItsFindingsFolded() {
    CheckSample sample =
        new CheckSample(folder, "{controls: [{id: GuardDuty.1}, {id: IAM.9}, {id: S3.1}]}")
            .regions("eu-west-1", "us-east-1")
            .says("GuardDuty.1", "eu-west-1", pass())
            .says(
                "GuardDuty.1",
                "us-east-1",
                fail(finding("GuardDuty.1", "us-east-1", ROOT, Steps.blocked("set x"))))
            .says("IAM.9", "us-east-1", unknown(new Cause.DeadlinePassed()));
    assertThat(markdown(sample.read()))
        .isEqualTo(
            """
            <!-- awsposture check -->
            ## AWS posture: not compliant

            ### security/payments-prod

            account <code>111122223333</code>, baseline security/foundation, mode Observe, score 33 %, strict 33 %

            | Severity | Control | Verdict | Where | Findings |
            |---|---|---|---|--:|
            | High | GuardDuty.1 GuardDuty is enabled | Fail | us-east-1 | 1 |
            | Critical | IAM.9 The root user has an MFA device | Unknown | us-east-1 | 0 |

            <details><summary>GuardDuty.1 GuardDuty is enabled: 1 finding</summary>

            | Region | Resource | Is | Should be |
            |---|---|---|---|
            | us-east-1 | <code>arn:aws:iam::111122223333:root</code> | it is off | it is on |

            - blocked: set x

            </details>

            <details><summary>IAM.9 The root user has an MFA device: 0 findings, 1 not known</summary>

            | Region | Resource | Is | Should be |
            |---|---|---|---|
            | us-east-1 | <code>reading</code> | not known | no answer within the time given to this Region |


            </details>
            """);
  }

  @Test
  void goodNewsIsShortAndNoNewsIsNotGood() {
    assertThat(markdown(new CheckSample(folder, "{controls: [{id: S3.1}]}").read()))
        .contains("## AWS posture: compliant", "Everything that is asked for is as it should be.");
    assertThat(markdown(new CheckSample(folder, "{}").read()))
        .contains("## AWS posture: not known", "nothing is known")
        .doesNotContain("as it should be");
    assertThat(
            markdown(
                new CheckSample(folder, "{controls: [{id: S3.1}]}")
                    .notRead("AssumeRoleDenied", "create the role")))
        .contains("Not read, so nothing is known. AssumeRoleDenied: create the role")
        .doesNotContain("as it should be");
  }

  @Test
  void wrongFilesAreListed() {
    CheckResult read = new CheckSample(folder, "{controls: [{id: S3.1}]}").read();
    assertThat(
            markdown(
                new CheckResult(
                    read.input()
                        .and(List.of(new InputError("a.yaml", 3, 1, "", "", "wrong | bad"))),
                    List.of(),
                    read.start(),
                    read.end())))
        .contains("the files are wrong", "- a.yaml:3 (document 1): wrong &#124; bad");
  }

  @ParameterizedTest
  @CsvSource({"1, 100, 60", "40, 8, 60", "3000, 1, 1", "300, 40, 0"})
  void thePageIsNeverTooLongAndSaysWhatIsLeftOut(int accounts, int findings, int regions) {
    CheckDocument many = many(accounts, findings, regions);
    String page = markdown(many);
    assertThat(page).hasSizeLessThanOrEqualTo(65_000).hasSizeGreaterThan(10_000);
    assertThat(page.split("<details>", -1)).hasSameSizeAs(page.split("</details>", -1));
    if (regions > 0) {
      assertThat(page.strip().lines().toList().getLast())
          .startsWith("**Left out, for a comment has no room for more: ")
          .endsWith("`awsposture check -o json` lists all.");
    }
  }

  @Test
  void whatIsNotListedIsCounted() {
    String page = markdown(many(1, 150, 1));
    assertThat(page).contains(": 150 findings</summary>", "\nand 50 more\n");
    assertThat(markdown(many(250, 1, 1))).contains("\nand 50 more accounts\n");
  }

  @Test
  void hostileTextStaysInItsCell() {
    String evil =
        "a | b </details><script>alert(1)</script> `x` ![i](https://evil.example/i.png) @everyone"
            + " #1 *b* _u_ ~s~ $x$ \\| \u202Eabc \u001b[31m\n## heading\n<!-- www.evil.example";
    String page =
        markdown(
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
    String line =
        page.lines().filter(it -> it.startsWith("| us-east-1 | <code>")).findFirst().orElseThrow();
    assertThat(line.split("\\|", -1)).as("four cells").hasSize(6);
    assertThat(line.replace("<code>", "").replace("</code>", ""))
        .doesNotContainPattern("[<>`*_~$@\\[\\]\\\\\u202E\u001b!]")
        .doesNotContain("https://", "www.evil");
    assertThat(page.lines()).doesNotContain("## heading");
    assertThat(line).contains("&#64;\u200Beveryone", "heading");
  }

  private CheckDocument many(int accounts, int findings, int regions) {
    CheckDocument one =
        JsonReport.document(
            new CheckSample(folder, "{controls: [{id: KMS.4}]}")
                .says("KMS.4", "us-east-1", fail(finding("KMS.4", "us-east-1", ROOT, Steps.none())))
                .read());
    CheckDocument.Account account = one.accounts().getFirst();
    Row row = one.rows().getFirst();
    List<CheckDocument.Account> all = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (int number = 0; number < accounts; number++) {
      String name = "account-with-a-rather-long-name-" + number;
      all.add(
          new CheckDocument.Account(
              account.namespace(),
              name,
              account.accountId(),
              account.partition(),
              account.file(),
              account.line(),
              account.state(),
              account.cause(),
              account.baseline(),
              account.score(),
              account.controls(),
              account.regions(),
              account.calls(),
              account.throttled()));
      for (int region = 0; region < regions; region++) {
        rows.add(
            new Row(
                row.account(),
                row.namespace(),
                name,
                "KMS." + region,
                row.title(),
                row.severity(),
                row.region(),
                VerdictValue.FAIL,
                null,
                List.of(),
                1,
                IntStream.range(0, findings)
                    .mapToObj(index ->
                        new CheckDocument.Failing(
                            "arn:aws:kms:us-east-1:111122223333:key/" + index,
                            "rotation off",
                            "rotation on",
                            null,
                            null,
                            null,
                            List.of()))
                    .toList(),
                List.of(),
                List.of(),
                List.of(),
                null));
      }
    }
    return new CheckDocument(
        one.schemaVersion(),
        one.version(),
        one.startTime(),
        one.completionTime(),
        1,
        List.of(),
        List.of(),
        all,
        List.of(),
        rows);
  }

  private static String markdown(CheckResult result) {
    return markdown(JsonReport.document(result));
  }

  private static String markdown(CheckDocument document) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    MarkdownReport.write(document, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
