package io.awsposture.cli;

import static io.awsposture.cli.CheckSample.ROOT;
import static io.awsposture.cli.CheckSample.fail;
import static io.awsposture.cli.CheckSample.finding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.control.Finding;
import io.awsposture.plan.Steps;
import io.awsposture.plan.Write;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A pull request on two folders that begin alike: an account in two Regions, where two security
 * groups are open and GuardDuty is off. AWS is not there.
 */
final class PullRequest {
  static final String GROUP = "arn:aws:ec2:us-east-1:111122223333:security-group/sg-1";
  static final String OTHER = "arn:aws:ec2:us-east-1:111122223333:security-group/sg-2";
  private static final Write<String> CREATE =
      write("guardduty:CreateDetector", Risk.ADDITIVE, "no detector", "suspended");
  private static final Write<String> ENABLE =
      write("guardduty:UpdateDetector", Risk.COSTS, "suspended", "enabled");

  private final Path base;
  private final Path head;
  private final Path findings;
  private final Path elsewhere;

  PullRequest(Path folder) throws IOException {
    base = Files.createDirectory(folder.resolve("base"));
    head = Files.createDirectory(folder.resolve("head"));
    elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    findings = folder.resolve("findings.json");
    for (Path side : List.of(base, head)) {
      baseline(side, "{controls: [{id: EC2.19}, {id: GuardDuty.1}]}");
      account(side, "payments-prod", "111122223333", "");
    }
    findings("{controls: [{id: EC2.19}, {id: GuardDuty.1}]}", "");
  }

  Path base() {
    return base;
  }

  Path head() {
    return head;
  }

  Path findingsFile() {
    return findings;
  }

  private static Write<String> write(String action, Risk risk, String before, String after) {
    return Write.<String>of(action)
        .risk(risk)
        .target(_ -> "detector")
        .turns(before, after)
        .by((_, _) -> {});
  }

  /** A check of the account: two Regions without a detector, and these open groups. */
  void findings(String baseline, String suppressions, String... groups) throws IOException {
    List<Finding> open = new ArrayList<>();
    for (String group : groups.length == 0 ? new String[] {GROUP, OTHER} : groups) {
      open.add(finding("EC2.19", "us-east-1", group, Steps.none()));
    }
    Steps steps = Steps.of(CREATE.on(""), ENABLE.on(""));
    CheckResult result =
        new CheckSample(elsewhere, baseline, suppressions)
            .says("EC2.19", "us-east-1", fail(open.toArray(Finding[]::new)))
            .says(
                "GuardDuty.1", "eu-west-1", fail(finding("GuardDuty.1", "eu-west-1", ROOT, steps)))
            .says(
                "GuardDuty.1", "us-east-1", fail(finding("GuardDuty.1", "us-east-1", ROOT, steps)))
            .read();
    try (PrintStream file = new PrintStream(Files.newOutputStream(findings))) {
      JsonReport.write(result, file);
    }
  }

  static void baseline(Path folder, String spec) throws IOException {
    file(folder, "foundation", "SecurityBaseline", spec);
  }

  static void account(Path folder, String name, String id, String more) throws IOException {
    file(
        folder,
        name,
        "AwsAccount",
        "\n  accountId: \"" + id + "\"\n  baselineRef: {name: foundation}\n  " + more);
  }

  static void suppression(Path folder, String name, String fields) throws IOException {
    Files.writeString(folder.resolve(name + ".yaml"), CheckSample.suppression(name, fields));
  }

  static void file(Path folder, String name, String kind, String spec) throws IOException {
    Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        apiVersion: awsposture.io/v1alpha1
        kind: %s
        metadata: {name: %s, namespace: security}
        spec: %s
        """
            .formatted(kind, name, spec.strip().equals(spec) ? spec.replace("\n", "\n  ") : spec));
  }

  record Run(int code, String out, String err, PullRequest test) {
    /** The same as JSON. */
    JsonNode json() throws IOException {
      boolean known = out.contains("findings from ");
      Run run = known ? test.run("-o", "json") : test.run("-o", "json", "without findings");
      return new JsonMapper().readTree(run.out());
    }
  }

  Run preview() {
    return run("-o", "text");
  }

  Run run(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("preview", "--base", base.toString(), "--head", head.toString()));
    List<String> rest = new ArrayList<>(List.of(more));
    if (!rest.remove("without findings")) {
      arguments.addAll(List.of("--findings", findings.toString()));
    }
    arguments.addAll(rest);
    return execute(arguments.toArray(String[]::new));
  }

  Run execute(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        AwsPosture.run(
            new CommandEnvironment(
                () -> {
                  throw new IllegalStateException("AWS is not asked");
                },
                Clock.fixed(Instant.parse("2026-11-22T06:00:00Z"), ZoneOffset.UTC),
                Map.of(),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Progress.NONE),
            arguments);
    return new Run(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), this);
  }
}
