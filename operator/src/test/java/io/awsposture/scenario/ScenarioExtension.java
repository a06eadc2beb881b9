package io.awsposture.scenario;

import io.awsposture.emulator.Emulator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Makes the world of a scenario, and ends it. */
final class ScenarioExtension implements ParameterResolver, AfterEachCallback {
  private static final ExtensionContext.Namespace OWN =
      ExtensionContext.Namespace.create(ScenarioExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ScenarioWorld.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    String folder = context.getRequiredTestMethod().getAnnotation(Scenario.class).value();
    ScenarioWorld world = new ScenarioWorld(Emulator.proxy(), new ScenarioFolder(folder));
    context.getStore(OWN).put(ScenarioWorld.class, world);
    return world;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    ScenarioWorld world = context.getStore(OWN).remove(ScenarioWorld.class, ScenarioWorld.class);
    if (world != null) {
      world.close();
      if (context.getExecutionException().isEmpty()) {
        world.folder().everyFileWasUsed();
      }
    }
  }
}
