package io.awsposture.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.awsposture.aws.AwsSettings;
import io.awsposture.aws.CallListener;
import io.awsposture.aws.Connector;
import io.awsposture.emulator.AwsProxy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command line as a process would run it, on a folder that tests fill. */
final class CommandUnderTest {
  /** The account of the caller's own credentials. */
  static final String CALLER = "999999999999";

  /** What the environment says is sent with AssumeRole. */
  static final String EXTERNAL_ID = "shared-with-nobody";

  private final AwsProxy aws;
  private final Path folder;
  private final Map<String, String> variables;

  CommandUnderTest(AwsProxy aws, Path folder) {
    this(aws, folder, Map.of("AWSPOSTURE_EXTERNAL_ID", EXTERNAL_ID));
  }

  private CommandUnderTest(AwsProxy aws, Path folder, Map<String, String> variables) {
    this.aws = aws;
    this.folder = folder;
    this.variables = variables;
  }

  /** The same in an environment that lacks a variable. */
  CommandUnderTest without(String variable) {
    Map<String, String> fewer = new HashMap<>(variables);
    fewer.remove(variable);
    return new CommandUnderTest(aws, folder, fewer);
  }

  /** What a run left behind; paths are relative to the folder. */
  record Run(int exitCode, String out, String err) {
    /** The result as JSON, proven to be as documented. */
    JsonNode json() throws IOException {
      OutputSchema.assertValid(out);
      return new JsonMapper().readTree(out);
    }
  }

  /** Runs a check of the folder. */
  Run check(String... more) {
    List<String> arguments = new ArrayList<>(List.of("check", "-f", folder.toString()));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  Run run(String... arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Run run = run(new PrintStream(err, true, StandardCharsets.UTF_8), Progress.NONE, arguments);
    return new Run(
        run.exitCode(), run.out(), err.toString(StandardCharsets.UTF_8).replace(folder + "/", ""));
  }

  /** Runs with this stream in place of the process' error output. */
  Run run(PrintStream err, Progress progress, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code =
        AwsPosture.run(
            new CommandEnvironment(
                () ->
                    new Connector(
                        AwsSettings.defaults().at(aws.endpoint()),
                        CallListener.NONE,
                        Clock.systemUTC(),
                        aws.credentials(CALLER)),
                Clock.systemUTC(),
                variables,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                err,
                progress),
            arguments);
    return new Run(code, out.toString(StandardCharsets.UTF_8), "");
  }

  /** Writes the baseline {@code security/foundation}. */
  void baseline(String spec) throws IOException {
    Files.writeString(
        folder.resolve("baseline.yaml"),
        """
        apiVersion: awsposture.io/v1alpha1
        kind: SecurityBaseline
        metadata: {name: foundation, namespace: security}
        spec: %s
        """
            .formatted(spec.strip().replace("\n", "\n  ")));
  }

  /** Writes an AwsAccount that is reached by roles. */
  void account(String name, String id, String more) throws IOException {
    account(name, id, more, "access: {readRoleName: posture/read, writeRoleName: posture/write}");
  }

  /** Writes an AwsAccount. */
  void account(String name, String id, String more, String access) throws IOException {
    Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        apiVersion: awsposture.io/v1alpha1
        kind: AwsAccount
        metadata: {name: %s, namespace: security}
        spec:
          accountId: "%s"
          baselineRef: {name: foundation}
          %s
          %s
        """
            .formatted(name, id, access, more));
  }
}
