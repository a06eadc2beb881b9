package io.awsposture.kube;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a real API server with our CRDs installed: {@code @ExtendWith(KubeApiServer.class)},
 * then a parameter of type {@link RunningApiServer} or {@link KubernetesClient}.
 *
 * <p>One server serves all test classes of a JVM, so a test works in a namespace of its own ({@link
 * RunningApiServer#newNamespace}). It has no nodes and no controllers: nothing is garbage collected
 * and a deleted namespace never goes. Where its programs are missing the tests are skipped with the
 * reason, except under {@code CI=true}, where they fail.
 */
public final class KubeApiServer implements ExecutionCondition, ParameterResolver {

  private static @Nullable RunningApiServer running;

  /**
   * The server of this JVM, started by the first call; it stops when the JVM ends, however it ends.
   *
   * @throws IllegalStateException when its programs are missing or it does not get ready
   */
  public static synchronized RunningApiServer running() {
    RunningApiServer server = running;
    if (server == null) {
      KubeTools tools = KubeTools.find();
      if (!tools.missing().isEmpty()) {
        throw new IllegalStateException(missing(tools));
      }
      server = RunningApiServer.start(tools);
      running = server;
    }
    return server;
  }

  private static String missing(KubeTools tools) {
    List<String> names =
        tools.missing().stream().map(program -> program.getFileName().toString()).toList();
    return "no "
        + String.join(", ", names)
        + " in "
        + tools.folder()
        + ": run `make tools`, or set AWSPOSTURE_TOOLS to a folder that has them";
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    KubeTools tools = KubeTools.find();
    if (tools.missing().isEmpty()) {
      return ConditionEvaluationResult.enabled("the programs are there");
    }
    if ("true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(missing(tools));
    }
    return ConditionEvaluationResult.disabled(missing(tools));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == RunningApiServer.class || type == KubernetesClient.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    RunningApiServer server = running();
    return parameter.getParameter().getType() == KubernetesClient.class ? server.client() : server;
  }
}
