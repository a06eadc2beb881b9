package io.awsposture.scenario;

import io.awsposture.plan.Plan;
import io.awsposture.plan.Planned;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans as the text of a golden file. */
final class PlanText {
  private PlanText() {}

  /**
   * A line {@code control region action target risk [hold]} for each change in order, then a line
   * for each obstacle.
   */
  static String of(Plan plan) {
    Stream<String> obstacles =
        plan.obstacles().entrySet().stream()
            .map(obstacle ->
                "%s %s obstacle: %s\n"
                    .formatted(
                        obstacle.getKey().control(),
                        obstacle.getKey().region(),
                        obstacle.getValue()))
            .sorted();
    return Stream.concat(plan.changes().stream().map(PlanText::line), obstacles)
        .collect(Collectors.joining());
  }

  private static String line(Planned planned) {
    return "%s %s %s %s %s%s\n"
        .formatted(
            planned.finding().control(),
            planned.region(),
            planned.change().action(),
            planned.change().target(),
            planned.change().risk(),
            planned.hold().map(hold -> " [" + hold.kind() + ": " + hold.words() + "]").orElse(""));
  }
}
