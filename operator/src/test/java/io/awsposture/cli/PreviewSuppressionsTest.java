package io.awsposture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.awsposture.cli.PullRequest.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pull request with Suppressions would hide, without AWS and without a cluster. */
class PreviewSuppressionsTest {
  private final PullRequest change;
  private final Path base;
  private final Path head;

  PreviewSuppressionsTest(@TempDir Path folder) throws IOException {
    change = new PullRequest(folder);
    base = change.base();
    head = change.head();
  }

  @Test
  void whatDoesNotChangeIsNothingToSay() {
    Run run = change.preview();
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("preview: no change of what is asked for\nfindings from ");
  }

  @Test
  void aNewSuppressionTellsWhatItWouldHide() throws IOException {
    PullRequest.suppression(
        head,
        "edge-ssh",
        "controls: [EC2.19], resources: [\"" + PullRequest.GROUP + "\"], owner: edge");
    Run run = change.preview();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains(
            """

            Suppressions
              security/edge-ssh, added
                from 2026-11-01T00:00:00Z until 2027-01-01T00:00:00Z, owner edge
                reason: the bastion needs it
                hides 1 finding (1 Critical) in security/payments-prod
                  Critical EC2.19 111122223333 us-east-1 %s:
                    it is off
            """
                .formatted(PullRequest.GROUP));
    JsonNode hides = run.json().at("/suppressions/0/hides");
    assertThat(hides)
        .singleElement()
        .satisfies(hidden -> {
          assertThat(hidden.get("resource").asText()).isEqualTo(PullRequest.GROUP);
          assertThat(hidden.get("hiddenBefore").asBoolean()).isFalse();
        });
    assertThat(change.run("-o", "markdown").out())
        .startsWith(PreviewMarkdown.MARK)
        .contains("**security/edge-ssh, added**", "<details><summary>1 findings</summary>");
  }

  @Test
  void reachThatGrowsAndATimeThatMovesFurtherAreBreaches() throws IOException {
    PullRequest.suppression(
        base, "edge-ssh", "controls: [EC2.19], resources: [\"" + PullRequest.GROUP + "\"]");
    PullRequest.suppression(
        head,
        "edge-ssh",
        "controls: [EC2.19], resources: [\""
            + PullRequest.GROUP
            + "\", \""
            + PullRequest.OTHER
            + "\"],"
            + " expiresAt: 2027-02-01T00:00:00Z");
    Run run = change.preview();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.json().at("/breaches"))
        .hasSize(2)
        .allSatisfy(breach -> {
          assertThat(breach.get("object").asText()).isEqualTo("Suppression security/edge-ssh");
          assertThat(breach.get("file").asText()).startsWith(head.toString());
          assertThat(breach.get("line").asInt()).isPositive();
        })
        .extracting(breach -> breach.get("message").asText())
        .anyMatch(
            message -> message.startsWith("spec.resources: Invalid value: resources may lose"))
        .anyMatch(
            message -> message.startsWith("spec.expiresAt: Invalid value: expiresAt may move"));
    assertThat(run.json().at("/suppressions/0/hides"))
        .extracting(hidden -> hidden.get("hiddenBefore").asBoolean())
        .containsExactly(true, false);
  }

  @Test
  void reachThatShrinksShowsWhatComesBack() throws IOException {
    PullRequest.suppression(base, "edge-ssh", "controls: [EC2.19]");
    PullRequest.suppression(
        head, "edge-ssh", "controls: [EC2.19], resources: [\"" + PullRequest.GROUP + "\"]");
    PullRequest.suppression(base, "gone", "controls: [GuardDuty.1]");
    Run run = change.preview();
    assertThat(run.code()).isZero();
    assertThat(run.json().at("/suppressions/0/shows"))
        .extracting(hidden -> hidden.get("resource").asText())
        .containsExactly(PullRequest.OTHER);
    assertThat(run.out())
        .contains(
            "security/edge-ssh, changed",
            "    resources: none -> [" + PullRequest.GROUP + "]",
            "security/gone, removed",
            "    2 findings it hid show again");
  }

  @Test
  void whatThePolicyForbidsIsABreach() throws IOException {
    for (Path folder : List.of(base, head)) {
      PullRequest.baseline(
          folder,
          """
          {controls: [{id: EC2.19}, {id: GuardDuty.1}],
           suppressions: {maxDays: 30, forbiddenFor: [EC2.19], requireTicket: true}}\
          """);
    }
    PullRequest.suppression(head, "edge-ssh", "controls: [EC2.19]");
    Run run = change.preview();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.json().at("/breaches"))
        .extracting(breach -> breach.get("message").asText())
        .containsExactly(
            "baseline security/foundation forbids to accept findings of EC2.19: take it out of"
                + " controls",
            "baseline security/foundation allows 30 days and it asks for more: move expiresAt"
                + " nearer",
            "baseline security/foundation requires a ticket: set spec.ticket");
    assertThat(run.out())
        .contains("edge-ssh, added, refused", "2 findings in its reach; it hides none");
  }

  @Test
  void aStricterPolicyIsNoBreachOfWhatItRefuses() throws IOException {
    PullRequest.suppression(base, "edge-ssh", "controls: [EC2.19]");
    PullRequest.suppression(head, "edge-ssh", "controls: [EC2.19]");
    assertThat(change.preview().json().at("/suppressions")).isEmpty();
    PullRequest.baseline(
        head, "{controls: [{id: EC2.19}, {id: GuardDuty.1}], suppressions: {requireTicket: true}}");
    Run run = change.preview();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains(
            "security/edge-ssh, unchanged, refused", "suppressions.requireTicket: false -> true");
  }

  @Test
  void expiredOnesAreToldAndHideNothing() throws IOException {
    PullRequest.suppression(base, "old", "controls: [EC2.19], expiresAt: 2026-11-02T00:00:00Z");
    PullRequest.suppression(head, "old", "controls: [EC2.19], expiresAt: 2026-11-02T00:00:00Z");
    Run run = change.preview();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("security/old, unchanged, expired", "it expired at 2026-11-02T00:00:00Z");
    assertThat(run.json().at("/suppressions/0/hides")).isEmpty();
  }

  @Test
  void aControlThatNobodyAsksForHasNothingToHide() throws IOException {
    PullRequest.suppression(head, "edge-ssh", "controls: [KMS.4]");
    Run run = change.preview();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("no baseline of its accounts asks for KMS.4, so there is nothing to hide");
  }

  @Test
  void withoutFindingsOneSentenceSaysSo() throws IOException {
    PullRequest.suppression(head, "edge-ssh", "controls: [EC2.19]");
    Run run = change.run("-o", "text", "without findings");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).contains("what it hides is not known").doesNotContain("hides 0");
    assertThat(run.json().at("/notKnown"))
        .singleElement()
        .satisfies(words -> assertThat(words.asText()).startsWith("no findings were given"));
  }

  @Test
  void aCommentIsNeverTooLong() throws IOException {
    for (int number = 0; number < 150; number++) {
      PullRequest.suppression(
          head, "s-" + number, "controls: [EC2.19], owner: \"<b>@team | " + number + "\"");
    }
    change.findings(
        "{controls: [{id: EC2.19}, {id: GuardDuty.1}]}",
        "",
        IntStream.range(0, 300)
            .mapToObj(index -> PullRequest.OTHER + index)
            .toArray(String[]::new));
    String page = change.run("-o", "markdown").out();
    assertThat(page).hasSizeLessThanOrEqualTo(65_000).hasSizeGreaterThan(20_000);
    assertThat(page).doesNotContain("<b>", "@team |");
    assertThat(page.split("<details>", -1)).hasSameSizeAs(page.split("</details>", -1));
    assertThat(page.strip().lines().toList().getLast()).startsWith("**Left out, for a comment");
  }
}
