package io.awsposture.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.ProjectRoot;
import io.awsposture.aws.AccountRegions;
import io.awsposture.aws.ManagementAccount;
import io.awsposture.aws.WriteRole;
import io.awsposture.observe.Reading;
import io.awsposture.plan.Write;
import io.awsposture.resolve.Framework;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Generates the pages of the controls and of the IAM permissions from the catalogue; {@code
 * -Ddocs.update} writes them.
 */
class ControlDocsTest {
  private static final Path DOCS = ProjectRoot.resolve("docs");
  private static final String GENERATED =
      "<!-- Generated from the catalogue: ./build test -Dtest=ControlDocsTest -Ddocs.update -->\n\n";
  private static final Catalogue CATALOGUE = Catalogue.load();

  /** What is read whatever the baseline asks for. */
  private static final SortedMap<String, String> OF_THE_OPERATOR =
      new TreeMap<>(
          Map.of(
              AccountRegions.ACTION, "which Regions the account has enabled",
              WriteRole.ACTION, "whose the write role is, by its tag",
              ManagementAccount.ACTION, "whether it is the organization's management account"));

  @Test
  void pagesAreFresh() throws IOException {
    Map<Path, String> pages = new TreeMap<>();
    for (Control<?> control : CATALOGUE.all()) {
      pages.put(DOCS.resolve("controls/" + control.id() + ".md"), page(control));
    }
    pages.put(DOCS.resolve("controls/README.md"), index());
    pages.put(DOCS.resolve("permissions.md"), permissions());
    if (System.getProperty("docs.update") != null) {
      Files.createDirectories(DOCS.resolve("controls"));
      for (Map.Entry<Path, String> page : pages.entrySet()) {
        Files.writeString(page.getKey(), page.getValue());
      }
    }

    for (Map.Entry<Path, String> page : pages.entrySet()) {
      assertThat(page.getKey()).as("run with -Ddocs.update").exists();
      assertThat(page.getKey()).as("stale: run with -Ddocs.update").hasContent(page.getValue());
    }
    try (Stream<Path> files = Files.list(DOCS.resolve("controls"))) {
      assertThat(files).as("pages of controls that are gone").allMatch(pages::containsKey);
    }
  }

  private static String page(Control<?> control) throws IOException {
    ControlInfo info = control.info();
    StringBuilder page = new StringBuilder(GENERATED);
    page.append("# ").append(info.id()).append(": ").append(info.title()).append("\n\n");
    page.append(info.why()).append("\n\n");
    page.append("| | |\n|---|---|\n");
    row(page, "Severity", word(info.severity()));
    row(page, "Judges", "`" + info.resourceType() + "`, " + where(control));
    row(page, "Frameworks", frameworks(info.id()));
    row(page, "Reads with", code(control.reading().actions()));
    page.append("\n## Mending\n\n");
    if (control.writes().isEmpty()) {
      page.append(
          info.byHand().isEmpty()
              ? "Reported only: no change is planned.\n"
              : "By hand: " + info.byHand() + "\n");
      return page.toString();
    }
    page.append(
        """
        Mode `Enforce` covers the risks Restore and Additive; every other one needs the control's own entry to
        `accept` it. A finding gets the steps that follow from what was observed, so that a fix goes on where it stopped.

        """);
    page.append("| Change | Risk | Takes | Costs | Shows within |\n|---|---|---|---|---|\n");
    for (Write<?> write : control.writes()) {
      page.append("| `").append(write.action()).append("` | ");
      page.append(
          write.risks().stream()
              .map(ControlDocsTest::word)
              .sorted()
              .collect(Collectors.joining(" or ")));
      page.append(" | ").append(code(write.actions())).append(" | ");
      page.append(write.cost().isEmpty() ? "nothing more" : write.cost()).append(" | ");
      page.append(write.settling().toSeconds()).append(" s |\n");
    }
    Set<String> looks = looks(control);
    if (!looks.isEmpty()) {
      page.append("\nBefore a planned change this is read too: ").append(code(looks)).append(".\n");
    }
    return page.toString();
  }

  private static String index() {
    StringBuilder page = new StringBuilder(GENERATED);
    page.append(
        "# Controls\n\n| Control | Severity | What it asks for | Mends |\n|---|---|---|---|\n");
    for (Control<?> control : CATALOGUE.all()) {
      ControlInfo info = control.info();
      String mends =
          control.writes().isEmpty() ? info.byHand().isEmpty() ? "no" : "by hand" : "yes";
      page.append(
          "| [%s](%s.md) | %s | %s | %s |\n"
              .formatted(info.id(), info.id(), word(info.severity()), info.title(), mends));
    }
    return page.toString();
  }

  private static Set<String> reads() {
    Set<String> reads = new TreeSet<>(OF_THE_OPERATOR.keySet());
    for (Control<?> control : CATALOGUE.all()) {
      reads.addAll(control.reading().actions());
      reads.addAll(looks(control));
    }
    return reads;
  }

  private static Set<String> writes() {
    Set<String> writes = new TreeSet<>();
    CATALOGUE.all().forEach(control -> writes.addAll(writes(control)));
    return writes;
  }

  private static Set<String> writes(Control<?> control) {
    Set<String> writes = new TreeSet<>();
    control.writes().forEach(write -> writes.addAll(write.actions()));
    return writes;
  }

  /** What is read before a planned change only. */
  private static Set<String> looks(Control<?> control) {
    Set<String> looks = new TreeSet<>();
    control.writes().forEach(write -> looks.addAll(write.readActions()));
    return looks;
  }

  private static String permissions() {
    StringBuilder page = new StringBuilder(GENERATED);
    page.append(
        """
        # IAM permissions

        What the two roles of an account need at most, for all controls and settings. `awsposture iam-policy`
        prints the policies of one baseline, which are smaller and narrower ([iam.md](iam.md)). Both roles name
        the operator's identity and ask for the external id in `status.externalId`. The write role carries the tag
        `%s` with the id of the one installation that may use it. The operator's own identity needs
        `sts:AssumeRole` on both, and nothing else in the account.

        A missing read makes what needs it `Unknown`, a missing write makes the change `Denied`; both name the
        action.

        ## What the operator itself reads

        | Action | Why |
        |---|---|
        """
            .formatted(WriteRole.TAG));
    OF_THE_OPERATOR.forEach((action, why) -> row(page, "`" + action + "`", why));
    page.append("\n## By control\n\n");
    page.append("| Control | Reads | Reads before a change | Changes |\n|---|---|---|---|\n");
    for (Control<?> control : CATALOGUE.all()) {
      page.append("| [%s](controls/%s.md)".formatted(control.id(), control.id()));
      page.append(" | ").append(code(control.reading().actions()));
      page.append(" | ").append(code(looks(control)));
      page.append(" | ").append(code(writes(control))).append(" |\n");
    }
    page.append("\n## The read role, for all controls\n\n").append(list(reads()));
    page.append(
        """

        ## The write role, for all controls in mode Enforce

        A write session gets an inline policy of just the actions of its plan, so this is the most it may do.

        """);
    page.append(list(writes()));
    return page.toString();
  }

  private static String list(Collection<String> actions) {
    return actions.stream().map(action -> "- `" + action + "`\n").collect(Collectors.joining());
  }

  private static String where(Control<?> control) {
    return control.reading().scope() == Reading.Scope.ACCOUNT
        ? "once per account"
        : "in every Region";
  }

  private static String frameworks(String id) throws IOException {
    List<String> naming = new ArrayList<>();
    for (String framework : CatalogueTest.frameworks()) {
      if (Framework.find(framework).orElseThrow().controls().contains(id)) {
        naming.add(framework);
      }
    }
    return naming.isEmpty() ? "none" : code(naming);
  }

  private static void row(StringBuilder page, String name, String value) {
    page.append("| ").append(name).append(" | ").append(value).append(" |\n");
  }

  private static String code(Collection<String> words) {
    return new TreeSet<>(words)
        .stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
  }

  private static String word(Enum<?> value) {
    return Stream.of(value.name().split("_"))
        .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }
}
