package io.awsposture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.cli.PullRequest.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pull request with baselines and accounts would ask for and change, without AWS. */
class PreviewBaselinesTest {
  private final PullRequest change;
  private final Path base;
  private final Path head;

  PreviewBaselinesTest(@TempDir Path folder) throws IOException {
    change = new PullRequest(folder);
    base = change.base();
    head = change.head();
  }

  @Test
  void aChildThatWeakensALockedControlBreaches() throws IOException {
    for (Path folder : List.of(base, head)) {
      PullRequest.file(
          folder,
          "parent",
          "SecurityBaseline",
          "{controls: [{id: EC2.19, locked: true}, {id: GuardDuty.1}]}");
      PullRequest.baseline(folder, "{extends: {name: parent}}");
    }
    PullRequest.baseline(
        head,
        """
        {extends: {name: parent}, controls: [
          {id: EC2.19, mode: Disabled, reason: "we know better", reviewBy: "2027-06-30"}]}\
        """);
    Run run = change.preview();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.json().at("/breaches/0/object").asText())
        .isEqualTo("SecurityBaseline security/foundation");
    assertThat(run.json().at("/breaches/0/message").asText())
        .isEqualTo("EC2.19 is locked: security/foundation cannot set its mode to Disabled");
  }

  @Test
  void aModeAndItsConsentsTellTheWritesTheyLeadTo() throws IOException {
    PullRequest.baseline(head, "{controls: [{id: EC2.19}, {id: GuardDuty.1, mode: Enforce}]}");
    Run additive = change.preview();
    assertThat(additive.code()).isZero();
    assertThat(additive.out())
        .contains(
            """
            Baselines
              security/foundation
                for security/payments-prod
                GuardDuty.1 GuardDuty is enabled: mode Observe -> Enforce

            AWS writes that this leads to
              security/payments-prod (account 111122223333)
                GuardDuty.1: guardduty:CreateDetector x 2 (Additive): no detector -> suspended
                  guardduty:CreateDetector in eu-west-1 on detector
                  guardduty:CreateDetector in us-east-1 on detector
            """);

    PullRequest.baseline(
        head, "{controls: [{id: EC2.19}, {id: GuardDuty.1, mode: Enforce, accept: [Costs]}]}");
    assertThat(change.preview().json().at("/changes"))
        .extracting(change -> change.get("action").asText() + " " + change.get("risk").asText())
        .containsExactlyInAnyOrder(
            "guardduty:CreateDetector Additive",
            "guardduty:UpdateDetector Costs",
            "guardduty:CreateDetector Additive",
            "guardduty:UpdateDetector Costs");

    PullRequest.baseline(head, "{controls: [{id: EC2.19}, {id: GuardDuty.1, mode: Propose}]}");
    assertThat(change.preview().out())
        .contains("guardduty:UpdateDetector x 2 (Costs): suspended -> enabled; waits for approval");

    PullRequest.suppression(head, "accepted", "controls: [GuardDuty.1]");
    assertThat(change.preview().json().at("/changes"))
        .as("accepted risks are not mended")
        .isEmpty();

    PullRequest.account(head, "payments-prod", "111122223333", "modeLimit: Observe");
    Files.delete(head.resolve("accepted.yaml"));
    assertThat(change.preview().json().at("/changes")).isEmpty();
  }

  @Test
  void whatIsSwitchedOffOrLoweredIsCalledWeaker() throws IOException {
    PullRequest.baseline(
        head,
        """
        {controls: [{id: EC2.19, severity: Low, reason: "nobody scans us"},
          {id: GuardDuty.1, mode: Disabled, reason: "another tool does it", reviewBy: "2027-06-30"}]}\
        """);
    Run run = change.preview();
    assertThat(run.code()).isZero();
    assertThat(run.out().replaceAll("\n +", " "))
        .contains(
            "WEAKER EC2.19 Security groups do not open high-risk ports to the whole internet:"
                + " severity Critical -> Low, reason: nobody scans us",
            "WEAKER GuardDuty.1 GuardDuty is enabled: disabled, review by 2027-06-30: was High,"
                + " mode Observe, reason: another tool does it");
  }

  @Test
  void controlsAndSettingsThatNobodyLookedAtAreNotKnown() throws IOException {
    PullRequest.baseline(
        head,
        "{controls: [{id: EC2.19}, {id: GuardDuty.1}, {id: IAM.9}], cloudTrail: {bucket: logs}}");
    Run run = change.preview();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out().replaceAll("\n +", " "))
        .contains(
            "IAM.9 The root user has an MFA device: asked for now: Critical, mode Observe",
            "cloudTrail.bucket: none -> logs",
            "what is off by IAM.9, which was not looked at: security/payments-prod",
            "what the changed settings find and change, for nobody looked under them (--live does)");
  }

  @Test
  void accountsThatComeChangeAndGoAreTold() throws IOException {
    PullRequest.account(head, "audit", "444455556666", "");
    PullRequest.account(base, "old", "777788889999", "");
    PullRequest.account(
        head, "payments-prod", "111122223333", "suspend: true\n  regions: {include: [us-east-1]}");
    Run run = change.preview();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out().replaceAll("\n      ", " "))
        .contains(
            "security/audit (account 444455556666), added\n"
                + "    baseline security/foundation asks for 2 controls, of which 0 are enforced"
                + " and 0 proposed\n    what is off in it is not known",
            "security/old (account 777788889999), removed",
            "suspend: false -> true",
            "regions.include: none -> [us-east-1]",
            "what is off in new accounts, for nobody looked at it: security/audit");
    PullRequest.account(head, "payments-prod", "222233334444", "");
    assertThat(change.preview().json().at("/breaches/0/message").asText())
        .contains("accountId cannot be changed");
  }

  @Test
  void wrongFilesAndArgumentsAreBadInput() throws IOException {
    Files.writeString(change.findingsFile(), "{\"apiVersion\": \"v1\"}");
    Run run = change.preview();
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("findings.json: holds no findings");
    change.findings("{controls: [{id: EC2.19}]}", "");
    PullRequest.baseline(head, "{mode: Never}");
    assertThat(change.preview().code()).isEqualTo(3);
    assertThat(change.preview().err()).contains("spec.mode: Unsupported value");
    PullRequest.baseline(head, "{extends: {name: nowhere}}");
    assertThat(change.preview().err()).contains("SecurityBaseline security/nowhere does not exist");
    assertThat(
            change
                .execute(
                    "preview", "--base", base.resolve("x").toString(), "--head", head.toString())
                .code())
        .isEqualTo(3);
    assertThat(change.execute("preview", "--head", head.toString()).code()).isEqualTo(3);
    assertThat(
            change
                .execute("preview", "--base", "a", "--head", "b", "--live", "--findings", "c")
                .err())
        .contains("--live");
  }

  @Test
  void wrongFilesThatAreThereAlreadyDoNotKeepAnybodyFromMendingThem() throws IOException {
    PullRequest.baseline(base, "{mode: Never}");
    Run run = change.preview();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).contains("the earlier files are wrong, and count without it:");
  }
}
