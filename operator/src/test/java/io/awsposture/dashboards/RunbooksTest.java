package io.awsposture.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is woken by an alert finds a page that begins with a command that works. */
class RunbooksTest {
  static List<String> runbooks() {
    return KubectlCommand.runbooks();
  }

  static List<KubectlCommand> commands() {
    return KubectlCommand.shown();
  }

  private static String page(String runbook) {
    return KnownMetrics.read("docs/runbooks/" + runbook + ".md");
  }

  @Test
  void everyAlertHasARunbookAndEveryRunbookAnAlert() {
    assertThat(runbooks()).containsExactlyInAnyOrderElementsOf(RuleFile.read().names());
  }

  /** The list of the pages is complete, in the order of the alert's subjects. */
  @Test
  void theListOfRunbooksIsComplete() {
    List<String> linked =
        Pattern.compile("\\[(AwsPosture\\w+)]\\(AwsPosture\\w+\\.md\\)")
            .matcher(page("README"))
            .results()
            .map((MatchResult it) -> it.group(1))
            .toList();
    assertThat(linked).containsExactlyInAnyOrderElementsOf(RuleFile.read().names());
  }

  @ParameterizedTest
  @MethodSource("runbooks")
  void everyRunbookBeginsWithTheCommandAndAnswersTheSameQuestions(String runbook) {
    String page = page(runbook);

    assertThat(page).startsWith("# " + runbook + "\n\n```sh\nkubectl get ");
    assertThat(page.lines().filter(line -> line.startsWith("## ")))
        .containsExactly(
            "## What it means", "## What to look at", "## What to do", "## When it is harmless");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whatCommandsNameExists(KubectlCommand command) {
    assertThat(command.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "kubectl get awsacount A -n N                                              | no resource awsacount",
        "kubectl get awsaccount A -o jsonpath='{.status.scores.strictPercent}'     | no field scores in .status.scores.strictPercent",
        "kubectl get awsacct A -o jsonpath='{range .status.findings[*]}{.arn}{end}' | no field arn in .arn",
        "kubectl get awsaccounts -o jsonpath='{range .items[*]}{.status.plan.sum}{end}' | no field sum in .status.plan.sum",
        "kubectl get awsaccount A -o jsonpath='{.status.controls[?(@.name==\"x\")].id}' | no field name in .status.controls[?(@.name==\"x\")].id",
        "kubectl get awsaccount A -o jsonpath='{.status.score[*].strictPercent}'   | no list at .status.score[*].strictPercent",
        "kubectl get awsaccounts -A --sort-by=.status.nextScan                     | no field nextScan in .status.nextScan"
      })
  void whatDoesNotExistIsFound(String line, String problem) {
    assertThat(KubectlCommand.in(line).getFirst().problems()).containsExactly(problem);
  }
}
