package io.awsposture.cli;

import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.cli.PreviewDocument.AccountChange;
import io.awsposture.cli.PreviewDocument.BaselineChange;
import io.awsposture.cli.PreviewDocument.Brings;
import io.awsposture.cli.PreviewDocument.ControlChange;
import io.awsposture.cli.PreviewDocument.Hidden;
import io.awsposture.cli.PreviewDocument.SuppressionChange;
import io.awsposture.cli.ReviewedSuppression.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a preview says, in words and in order, whatever they are written in. */
final class PreviewSections {
  private static final String[] MANY_FINDINGS = {"finding", "findings"};

  private PreviewSections() {}

  /** A headed part of a preview; without items it is left out. */
  record Section(String title, List<Item> items) {}

  /**
   * One thing in a section.
   *
   * @param title empty where the sentences speak for themselves
   * @param list what may be folded or cut
   */
  record Item(String title, List<String> sentences, String listed, List<String> list) {
    Item(String title, List<String> sentences) {
      this(title, sentences, "", List.of());
    }
  }

  /** One line that says what it comes to. */
  static String summary(PreviewDocument document) {
    if (!document.errors().isEmpty()) {
      return "the files are wrong";
    }
    List<String> parts = new ArrayList<>();
    add(parts, document.breaches().size(), "breach", "breaches");
    add(parts, document.suppressions().size(), "Suppression", "Suppressions");
    add(parts, document.baselines().size(), "baseline change", "baseline changes");
    add(parts, document.accounts().size(), "account", "accounts");
    add(parts, document.changes().size(), "AWS write", "AWS writes");
    if (!document.notKnown().isEmpty()) {
      parts.add("not everything is known");
    }
    return parts.isEmpty() ? "no change of what is asked for" : String.join(", ", parts);
  }

  /** Everything, the gravest first. */
  static List<Section> of(PreviewDocument document) {
    return List.of(
            new Section(
                "Wrong files",
                document.errors().stream()
                    .map(error -> new Item("", List.of(error.text())))
                    .toList()),
            new Section(
                "Breaches",
                document.breaches().stream()
                    .map(breach ->
                        new Item(
                            breach.object(),
                            List.of(
                                breach.message()
                                    + " ("
                                    + breach.file()
                                    + (breach.line() > 0 ? ":" + breach.line() : "")
                                    + ")")))
                    .toList()),
            new Section(
                "Suppressions",
                document.suppressions().stream()
                    .map(change -> suppression(change, !document.sources().isEmpty()))
                    .toList()),
            new Section(
                "Baselines", document.baselines().stream().map(PreviewSections::baseline).toList()),
            new Section(
                "Accounts", document.accounts().stream().map(PreviewSections::account).toList()),
            new Section("AWS writes that this leads to", PreviewWrites.items(document.changes())),
            new Section(
                "AWS writes that are no longer made", PreviewWrites.items(document.noLongerMade())),
            new Section("Warnings", sentences(document.warnings())),
            new Section("Not known", sentences(document.notKnown())))
        .stream()
        .filter(section -> !section.items().isEmpty())
        .toList();
  }

  private static void add(List<String> parts, int count, String one, String many) {
    if (count > 0) {
      parts.add(count + " " + (count == 1 ? one : many));
    }
  }

  private static List<Item> sentences(List<String> all) {
    return all.stream().map(words -> new Item("", List.of(words))).toList();
  }

  private static Item suppression(SuppressionChange change, boolean known) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "from "
            + change.grantedAt()
            + " until "
            + change.expiresAt()
            + (change.owner() == null ? "" : ", owner " + change.owner())
            + (change.ticket() == null ? "" : ", ticket " + change.ticket())
            + (change.pullRequest() == null ? "" : ", approved at " + change.pullRequest()));
    sentences.add("reason: " + change.reason());
    change
        .fields()
        .forEach(
            field -> sentences.add(field.field() + ": " + field.before() + " -> " + field.after()));
    sentences.addAll(change.why());
    List<String> list = new ArrayList<>();
    change.hides().forEach(hidden -> list.add(line(hidden)));
    change.shows().forEach(hidden -> list.add("no longer hidden: " + line(hidden)));
    switch (change.how()) {
      case Removed ->
          sentences.add(count(change.shows(), " it hid shows again", " it hid show again"));
      case Added, Changed, Unchanged -> {
        if (change.state() == State.Refused && known) {
          sentences.add(
              count(
                  change.hides(), " in its reach; it hides none", " in its reach; it hides none"));
        } else if (change.state() != State.Expired && !known) {
          sentences.add("what it hides is not known");
        } else if (change.state() != State.Expired) {
          sentences.add("hides " + count(change.hides(), "", "") + severities(change.hides()));
        }
        if (!change.shows().isEmpty()) {
          sentences.add(count(change.shows(), " shows again", " show again"));
        }
      }
    }
    return new Item(
        change.id() + ", " + lower(change.how()) + state(change), sentences, "findings", list);
  }

  private static String state(SuppressionChange change) {
    return change.state() == State.Active || change.how() == PreviewDocument.How.Removed
        ? ""
        : ", " + lower(change.state());
  }

  private static String count(List<Hidden> hidden, String one, String many) {
    int size = hidden.size();
    return size + " " + MANY_FINDINGS[size == 1 ? 0 : 1] + (size == 1 ? one : many);
  }

  private static String severities(List<Hidden> hidden) {
    if (hidden.isEmpty()) {
      return "";
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    hidden.stream()
        .sorted(Comparator.comparing(Hidden::severity))
        .forEach(it -> counts.merge(ApiWord.of(it.severity()), 1, Integer::sum));
    Set<String> accounts = new LinkedHashSet<>();
    hidden.forEach(it -> accounts.add(it.awsAccount()));
    List<String> words = new ArrayList<>();
    counts.forEach((severity, count) -> words.add(count + " " + severity));
    return " (" + String.join(", ", words) + ") in " + NotKnown.named(accounts);
  }

  private static String line(Hidden hidden) {
    return ApiWord.of(hidden.severity())
        + " "
        + hidden.control()
        + " "
        + hidden.accountId()
        + " "
        + hidden.region()
        + " "
        + hidden.resource()
        + ": "
        + hidden.observed()
        + (hidden.hiddenBefore() ? " (hidden before)" : "");
  }

  private static Item baseline(BaselineChange change) {
    List<String> sentences = new ArrayList<>();
    sentences.add("for " + NotKnown.named(new LinkedHashSet<>(change.accounts())));
    change.controls().forEach(control -> sentences.add(sentence(control)));
    change
        .settings()
        .forEach(
            field -> sentences.add(field.field() + ": " + field.before() + " -> " + field.after()));
    return new Item(
        change.before().equals(change.after())
            ? change.after()
            : change.before() + " -> " + change.after(),
        sentences);
  }

  private static String sentence(ControlChange change) {
    String words =
        switch (change.aspect()) {
          case Added -> "asked for now: " + change.after();
          case Removed -> "not asked for any more: was " + change.before();
          case Disabled -> change.after() + ": was " + change.before();
          case Mode -> "mode " + change.before() + " -> " + change.after();
          case Severity -> "severity " + change.before() + " -> " + change.after();
          case Consent -> "accepts " + change.before() + " -> " + change.after();
          case Lock -> change.before() + " -> " + change.after();
        };
    return (change.weakens() ? "WEAKER " : "")
        + change.id()
        + " "
        + change.title()
        + ": "
        + words
        + (change.reason() == null ? "" : ", reason: " + change.reason());
  }

  private static Item account(AccountChange change) {
    List<String> sentences = new ArrayList<>();
    change
        .fields()
        .forEach(
            field -> sentences.add(field.field() + ": " + field.before() + " -> " + field.after()));
    Brings brings = change.brings();
    if (brings != null) {
      sentences.add(
          "baseline "
              + brings.baseline()
              + " asks for "
              + brings.controls()
              + " controls, of which "
              + brings.enforced()
              + " are enforced and "
              + brings.proposed()
              + " proposed");
      sentences.add(
          brings.failing() == null
              ? "what is off in it is not known"
              : "it brings " + brings.failing() + " findings");
    }
    if (change.how() == PreviewDocument.How.Removed) {
      sentences.add("it is no longer looked at; nothing in it is changed");
    }
    return new Item(
        change.namespace()
            + "/"
            + change.name()
            + " (account "
            + change.accountId()
            + "), "
            + lower(change.how()),
        sentences);
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
