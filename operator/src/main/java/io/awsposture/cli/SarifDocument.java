package io.awsposture.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of SARIF 2.1.0 that a check writes, member by member as OASIS' "Static Analysis Results
 * Interchange Format" names them. A member that has nothing to say is left out.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SarifDocument(@JsonProperty("$schema") String schema, String version, List<Run> runs) {

  /** One run of the command. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Run(
      Tool tool,
      Automation automationDetails,
      List<Invocation> invocations,
      String columnKind,
      List<Result> results) {}

  /** What made the results. */
  record Tool(Driver driver) {}

  /** This program. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Driver(String name, String version, @Nullable String semanticVersion, List<Rule> rules) {}

  /** A control. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Rule(
      String id,
      String name,
      Text shortDescription,
      Text fullDescription,
      Text help,
      @Nullable String helpUri,
      Configuration defaultConfiguration,
      Map<String, Object> properties) {}

  /** A text, and perhaps the same in Markdown. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Text(String text, @Nullable String markdown) {
    Text(String text) {
      this(text, null);
    }
  }

  /** How grave a rule is. */
  record Configuration(String level) {}

  /** What tells runs of one kind from those of another. */
  record Automation(String id) {}

  /** How the run went. */
  record Invocation(
      boolean executionSuccessful,
      int exitCode,
      String startTimeUtc,
      String endTimeUtc,
      List<Notification> toolExecutionNotifications,
      List<Notification> toolConfigurationNotifications) {}

  /** Something about the run itself. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Notification(String level, Text message, @Nullable List<Location> locations) {}

  /** One finding, or one thing that somebody has to look at. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Result(
      String ruleId,
      int ruleIndex,
      String kind,
      String level,
      Text message,
      List<Location> locations,
      Map<String, String> partialFingerprints,
      List<Suppression> suppressions,
      Map<String, Object> properties) {}

  /** Where something is: in a file, in an account, or both. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Location(
      @Nullable PhysicalLocation physicalLocation,
      @Nullable List<LogicalLocation> logicalLocations) {}

  /** A place in a file. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PhysicalLocation(Artifact artifactLocation, @Nullable Region region) {}

  /** A file. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Artifact(String uri, @Nullable String uriBaseId) {}

  /** A line of a file. */
  record Region(int startLine) {}

  /** A resource. */
  record LogicalLocation(String name, String fullyQualifiedName, String kind) {}

  /** Why a result is not held against anybody. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Suppression(
      String kind, String status, String justification, @Nullable Location location) {}
}
