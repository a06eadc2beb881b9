package io.awsposture.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.ProjectRoot;
import io.awsposture.aws.Connection;
import io.awsposture.resolve.Resolution;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every reason that may appear stands in one place, with what it means. */
class ReasonsTest {
  private static final Path SOURCES = ProjectRoot.resolve("operator/src/main/java/io/awsposture");
  private static final Pattern CLOSED =
      Pattern.compile("(?:new Closed|Closed\\.until|passing)\\((?:[^\";]*,)?\\s*\"([A-Za-z]+)\",");

  @Test
  void whatOtherPackagesChooseStandsHereToo() throws IOException {
    Set<String> chosen = new TreeSet<>();
    Arrays.stream(Connection.Why.values()).forEach(why -> chosen.add(why.reason()));
    Arrays.stream(Resolution.Why.values()).forEach(why -> chosen.add(why.reason()));
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(ReasonsTest::mayReachAStatus).toList()) {
        Matcher closed = CLOSED.matcher(Files.readString(file));
        while (closed.find()) {
          chosen.add(closed.group(1));
        }
      }
    }

    assertThat(chosen)
        .contains(
            "Soaking",
            "NoWriteRole",
            "AssumeRoleDenied",
            "ExtendsLoop",
            "ClockSkew",
            "ObjectUnreadable",
            "TooManyFailures");
    assertThat(reasons()).containsAll(chosen);
  }

  @Test
  void everyReasonIsACamelCaseWordThatSaysWhatItMeans() throws IOException {
    String source = Files.readString(SOURCES.resolve("report/Reasons.java"));

    assertThat(reasons()).allMatch(reason -> reason.matches("[A-Z][A-Za-z0-9]{2,63}"));
    for (Field field : Reasons.class.getFields()) {
      assertThat(source)
          .as("Javadoc of %s", field.getName())
          .containsPattern("\\*/\\s+public static final String " + field.getName() + " ");
    }
  }

  @Test
  void everyReasonIsExplainedToWhoeverReadsIt() throws IOException {
    String pages =
        Files.readString(ProjectRoot.resolve("docs/troubleshooting.md"))
            + Files.readString(ProjectRoot.resolve("docs/awsaccount.md"))
            + Files.readString(ProjectRoot.resolve("docs/suppressions.md"));

    assertThat(reasons()).allSatisfy(reason -> assertThat(pages).contains("`" + reason + "`"));
  }

  @Test
  void noWordHasTwoMeanings() {
    assertThat(reasons()).hasSameSizeAs(Reasons.class.getFields());
  }

  /** The command line writes no status. */
  private static boolean mayReachAStatus(Path file) {
    return file.toString().endsWith(".java") && !file.startsWith(SOURCES.resolve("cli"));
  }

  private static Set<String> reasons() {
    return Arrays.stream(Reasons.class.getFields())
        .map(field -> {
          try {
            return String.valueOf(field.get(null));
          } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
          }
        })
        .collect(Collectors.toSet());
  }
}
