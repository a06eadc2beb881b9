package io.awsposture.cli;

import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.cli.SarifDocument.Rule;
import io.awsposture.cli.SarifDocument.Text;
import io.awsposture.control.Catalogue;
import io.awsposture.control.Control;
import io.awsposture.control.ControlInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The catalogue as SARIF's rules. */
final class SarifRules {
  /** Numbers from here on are this project's own: AWS has no page of them. */
  private static final int FIRST_OWN_NUMBER = 901;

  private static final String AWS_PAGES =
      "https://docs.aws.amazon.com/securityhub/latest/userguide/";

  private final List<Rule> rules = new ArrayList<>();
  private final Map<String, Integer> indexes = new HashMap<>();

  /** The rules of all controls of a catalogue, in its order. */
  SarifRules(Catalogue catalogue) {
    for (Control<?> control : catalogue.all()) {
      indexes.put(control.id(), rules.size());
      rules.add(rule(control.info()));
    }
  }

  List<Rule> all() {
    return rules;
  }

  /**
   * The place of a control's rule among {@link #all}; -1, SARIF's word for none, if it has none.
   */
  int index(String control) {
    return indexes.getOrDefault(control, -1);
  }

  /** SARIF's word for a severity. */
  static String level(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW -> "note";
    };
  }

  /**
   * A number that GitHub code scanning reads as this very severity: "SARIF support", properties.
   */
  private static String securitySeverity(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "9.5";
      case HIGH -> "8.0";
      case MEDIUM -> "5.5";
      case LOW -> "2.0";
    };
  }

  private static Rule rule(ControlInfo info) {
    String page = page(info.id());
    return new Rule(
        info.id(),
        info.id(),
        new Text(info.title()),
        new Text(info.why()),
        help(info, page),
        page,
        new SarifDocument.Configuration(level(info.severity())),
        Map.of(
            "precision",
            "very-high",
            "security-severity",
            securitySeverity(info.severity()),
            "tags",
            List.of("security", "aws", service(info.id()))));
  }

  private static Text help(ControlInfo info, @Nullable String page) {
    String judged =
        "Severity " + ApiWord.of(info.severity()) + ", judges " + info.resourceType() + ".";
    String byHand = info.byHand().isEmpty() ? "" : "By hand: " + info.byHand();
    String own = "docs/controls/" + info.id() + ".md of awsposture says what mends it.";
    String text = paragraphs(info.title() + ".", info.why(), byHand, judged + " " + own);
    String markdown =
        paragraphs(
            "**" + info.title() + "**",
            info.why(),
            byHand,
            judged.replace(info.resourceType(), "`" + info.resourceType() + "`") + " " + own,
            page == null ? "" : "[" + info.id() + " in AWS Security Hub](" + page + ")");
    return new Text(text, markdown);
  }

  private static String paragraphs(String... all) {
    return String.join("\n\n", List.of(all).stream().filter(text -> !text.isEmpty()).toList());
  }

  /** AWS's page of a Security Hub control; null for one of ours. */
  private static @Nullable String page(String id) {
    int number = Integer.parseInt(id.substring(id.lastIndexOf('.') + 1));
    return number >= FIRST_OWN_NUMBER
        ? null
        : AWS_PAGES + service(id) + "-controls.html#" + service(id) + "-" + number;
  }

  private static String service(String id) {
    return id.substring(0, id.lastIndexOf('.')).toLowerCase(Locale.ROOT);
  }
}
