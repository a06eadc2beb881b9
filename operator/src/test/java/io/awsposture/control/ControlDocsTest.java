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
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

  @Test
  void pagesAreFresh() throws IOException {
    Map<Path, String> pages = new TreeMap<>();
    CATALOGUE
        .all()
        .forEach(
            control -> pages.put(DOCS.resolve("controls/" + control.id() + ".md"), page(control)));
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

  private static String page(Control<?> control) {
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
    Set<String> looks = new TreeSet<>();
    control.writes().forEach(write -> looks.addAll(write.readActions()));
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

  private static String permissions() {
    Set<String> reads =
        new TreeSet<>(Set.of(AccountRegions.ACTION, WriteRole.ACTION, ManagementAccount.ACTION));
    Set<String> writes = new TreeSet<>();
    for (Control<?> control : CATALOGUE.all()) {
      reads.addAll(control.reading().actions());
      control
          .writes()
          .forEach(write -> {
            reads.addAll(write.readActions());
            writes.addAll(write.actions());
          });
    }
    return GENERATED
        + """
        # IAM permissions

        What the two roles of an account need when every control of the catalogue is asked for, and every fix
        is enforced. [Getting started](getting-started.md) shows their trust policies and the tag
        `%s` that the write role must carry.

        ## Read role

        """
            .formatted(WriteRole.TAG)
        + list(reads)
        + "\n## Write role, in addition\n\n"
        + "A write session gets an inline policy of just the actions of its plan, so this is the most it may do.\n\n"
        + list(writes);
  }

  private static String list(Collection<String> actions) {
    return actions.stream().map(action -> "- `" + action + "`\n").collect(Collectors.joining());
  }

  private static String where(Control<?> control) {
    return control.reading().scope() == Reading.Scope.ACCOUNT
        ? "once per account"
        : "in every Region";
  }

  private static String frameworks(String id) {
    return Framework.find("essential-26").filter(found -> found.controls().contains(id)).isPresent()
        ? "`essential-26`"
        : "none";
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
