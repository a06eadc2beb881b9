package io.awsposture.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What service accounts asked of the API server, each of them from its first request on. */
public record AuditLog(Path file) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Has the API server write down what service accounts ask for, and nothing else. */
  static final String POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived]
      rules:
      - {level: Metadata, userGroups: ["system:serviceaccounts"]}
      - {level: None}
      """;

  /**
   * A request for objects.
   *
   * @param resource with its subresource, like {@code awsaccounts/status}
   * @param namespace empty: all of them
   * @param name empty: none is named
   * @param code of the answer
   * @param authorized whether RBAC let it through
   */
  public record Request(
      String verb,
      String group,
      String resource,
      String namespace,
      String name,
      int code,
      boolean authorized) {}

  /** All requests of a user so far that are about objects. */
  public List<Request> of(String user) {
    try (var lines = Files.lines(file)) {
      return lines
          .map(AuditLog::parsed)
          .filter(it -> it.at("/user/username").asText().equals(user))
          .filter(it -> it.has("objectRef"))
          .map(AuditLog::request)
          .distinct()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  private static Request request(JsonNode event) {
    JsonNode object = event.get("objectRef");
    String subresource = object.path("subresource").asText();
    return new Request(
        event.get("verb").asText(),
        object.path("apiGroup").asText(),
        object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
        object.path("namespace").asText(),
        object.path("name").asText(),
        event.at("/responseStatus/code").asInt(),
        event.path("annotations").path("authorization.k8s.io/decision").asText().equals("allow"));
  }
}
