package io.awsposture.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What {@code awsposture iam-policy} prints; it never asks AWS. */
record PrintedPolicy(int exitCode, String out, String err) {

  /** Runs the command with these arguments. */
  static PrintedPolicy of(String... arguments) {
    return in(Map.of(), arguments);
  }

  /** Runs it in this environment. */
  static PrintedPolicy in(Map<String, String> variables, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> all = new ArrayList<>(List.of("iam-policy"));
    all.addAll(List.of(arguments));
    int code =
        AwsPosture.run(
            new CommandEnvironment(
                () -> {
                  throw new AssertionError("AWS was asked");
                },
                Clock.systemUTC(),
                variables,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Progress.NONE),
            all.toArray(String[]::new));
    return new PrintedPolicy(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  JsonNode json() throws IOException {
    return new JsonMapper().readTree(out);
  }

  /** All actions that statements of this effect name. */
  Set<String> actions(String effect) throws IOException {
    Set<String> actions = new TreeSet<>();
    for (JsonNode statement : json().get("Statement")) {
      if (statement.get("Effect").asText().equals(effect)) {
        actions.addAll(PolicyGrammar.texts(statement.get("Action")));
      }
    }
    return actions;
  }

  /** The statements that allow an action. */
  List<JsonNode> allowing(String action) throws IOException {
    List<JsonNode> statements = new ArrayList<>();
    for (JsonNode statement : json().get("Statement")) {
      if (statement.get("Effect").asText().equals("Allow")
          && PolicyGrammar.texts(statement.get("Action")).contains(action)) {
        statements.add(statement);
      }
    }
    return statements;
  }
}
