package io.awsposture.scenario;

import io.awsposture.emulator.Emulator;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of one scenario. Its method takes a {@link ScenarioWorld}: an empty emulated AWS, and an
 * operator that knows the custom resources of the scenario's folder. The method must have used
 * every file of the folder when it ends.
 */
@Test
@ExtendWith({Emulator.class, ScenarioExtension.class})
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Scenario {
  /** The folder's name. */
  String value();
}
