package io.awsposture.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests an {@link AwsProxy} with an empty AWS behind it. One emulator and one proxy serve all
 * test classes of the JVM, so the endpoint stays the same; before each test both forget everything.
 */
public final class Emulator implements ExecutionCondition, BeforeEachCallback, ParameterResolver {
  private static final Object LOCK = new Object();
  private static @Nullable AwsProxy shared;

  /**
   * The proxy of this JVM, started when it is first asked for. For code that runs before any test,
   * such as a test resource.
   */
  public static AwsProxy proxy() {
    synchronized (LOCK) {
      AwsProxy proxy = shared;
      if (proxy == null) {
        proxy = start();
        shared = proxy;
      }
      return proxy;
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (MotoPython.find().isPresent()) {
      return ConditionEvaluationResult.enabled("moto is there");
    }
    if ("true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(missing());
    }
    return ConditionEvaluationResult.disabled(missing());
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    proxy().reset();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == AwsProxy.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return proxy();
  }

  private static String missing() {
    return "no AWS emulator: "
        + MotoPython.pinned()
        + " is missing; run `make tools`, or name a Python in AWSPOSTURE_EMULATOR_PYTHON";
  }

  private static AwsProxy start() {
    try {
      String python = MotoPython.find().orElseThrow(() -> new IllegalStateException(missing()));
      return AwsProxy.inFrontOf(MotoProcess.start(python).address());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
