package io.awsposture.cli;

import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.cli.CheckDocument.Failing;
import io.awsposture.cli.CheckDocument.Row;
import io.awsposture.cli.CheckDocument.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A finding in one sentence or two, for forms that have room for no more. */
final class FindingText {

  private FindingText() {}

  /** What is asked for, what is there, and what would mend it. */
  static String of(Row row, Failing failing) {
    List<String> sentences = new ArrayList<>();
    sentences.add(row.title() + ": " + failing.observed() + " -> " + failing.desired());
    sentences.addAll(mending(row, failing));
    return String.join(". ", sentences);
  }

  /** What would mend it, or why nothing does; empty where nobody says. */
  static List<String> mending(Row row, Failing failing) {
    List<String> sentences = new ArrayList<>();
    if (failing.managedBy() != null) {
      sentences.add(
          "managed by "
              + failing.managedBy().kind()
              + ", so never changed here: "
              + failing.managedBy().detail());
    }
    if (failing.suppressedBy() != null) {
      sentences.add(failing.suppressedBy().words());
    }
    if (!failing.fix().isEmpty()) {
      sentences.add(
          "fix: " + failing.fix().stream().map(FindingText::of).collect(Collectors.joining(", ")));
    }
    if (failing.obstacle() != null) {
      sentences.add("blocked: " + failing.obstacle());
    }
    if (row.byHand() != null) {
      sentences.add("by hand: " + row.byHand());
    }
    return sentences;
  }

  private static String of(Step step) {
    return step.action()
        + " ("
        + ApiWord.of(step.risk())
        + (step.needs().isEmpty() ? "" : ", needs " + String.join(", ", step.needs()))
        + (step.cost() == null ? "" : ", cost: " + step.cost())
        + ")";
  }
}
