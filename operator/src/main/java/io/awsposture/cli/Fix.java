package io.awsposture.cli;

import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.control.Finding;
import io.awsposture.plan.Change;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import java.util.ArrayList;
import java.util.List;

/**
 * One step that would mend a finding.
 *
 * @param region where it is made
 * @param needs what has to be written into baseline or AwsAccount before the operator makes it,
 *     like {@code mode: Enforce}; empty: it would make it
 */
record Fix(Change change, String region, List<String> needs) {

  /** The steps that would mend a finding, in order. */
  static List<Fix> of(Finding finding, Asked asked, Mode limit) {
    return finding.steps().changes().stream()
        .map(change ->
            new Fix(change, change.region().orElse(finding.region()), needs(change, asked, limit)))
        .toList();
  }

  private static List<String> needs(Change change, Asked asked, Mode limit) {
    if (asked.mode().atMost(limit) == Mode.PROPOSE) {
      return List.of("a PlanApproval");
    }
    List<String> needs = new ArrayList<>();
    if (asked.mode() == Mode.OBSERVE) {
      needs.add("mode: Enforce");
    }
    List<String> risks =
        change.risks().stream().filter(risk -> !asked.consentsTo(risk)).map(ApiWord::of).toList();
    if (!risks.isEmpty()) {
      needs.add("accept: [" + String.join(", ", risks) + "]");
    }
    if (limit == Mode.OBSERVE) {
      needs.add("modeLimit: Enforce");
    }
    return needs;
  }
}
