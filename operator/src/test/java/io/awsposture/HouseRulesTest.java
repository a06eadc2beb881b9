package io.awsposture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Habits of the house that no compiler holds. */
class HouseRulesTest {
  /** Words that say nothing of what a thing is. */
  private static final Pattern EMPTY_NAME =
      Pattern.compile(
          "(?i:.*\\.(utils?|helpers?|common|managers?)\\..*)"
              + "|.*(Util|Helper|Manager|Common)s?([A-Z$].*)?");

  /** Longer source files, each with the reason. Ideally none. */
  private static final Map<String, String> LONGER =
      Map.of(
          "MetricNames.java",
          "all metrics stand in one file: whoever builds a dashboard reads it as a list");

  @Test
  void namesSayWhatAThingIs() {
    assertThat(MainClasses.ALL.stream().map(JavaClass::getName))
        .isNotEmpty()
        .noneMatch(name -> EMPTY_NAME.matcher(name).matches());
  }

  @ParameterizedTest
  @CsvSource({
    "io.awsposture.util.Text, true",
    "io.awsposture.aws.ArnUtils, true",
    "io.awsposture.aws.SessionManager, true",
    "io.awsposture.aws.CommonSettings, true",
    "io.awsposture.aws.Outer$HelperOfAll, true",
    "io.awsposture.aws.ManagementAccount, false",
    "io.awsposture.evaluate.Utilization, false"
  })
  void knowsAnEmptyName(String name, boolean empty) {
    assertThat(EMPTY_NAME.matcher(name).matches()).isEqualTo(empty);
  }

  @Test
  void everyPackageIsNullMarked() {
    MainClasses.ALL.stream()
        .map(JavaClass::getPackage)
        .distinct()
        .forEach(room ->
            assertThat(room.tryGetPackageInfo().filter(it -> it.isAnnotatedWith(NullMarked.class)))
                .as("package-info of %s with @NullMarked", room.getName())
                .isPresent());
  }

  @Test
  void nobodyLogsPastTheFrameworksLogger() {
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(MainClasses.ALL);
    noClasses()
        .that()
        .resideOutsideOfPackage("io.awsposture.cli..")
        .should(ACCESS_STANDARD_STREAMS)
        .because("the log is structured; only the command line prints")
        .check(MainClasses.ALL);
  }

  /** A test may be longer than what it tests: all cases of one thing stand together. */
  @ParameterizedTest
  @CsvSource({"operator/src/main/java, 300", "operator/src/test/java, 400"})
  void sourceFilesStayShort(String folder, int most) throws IOException {
    List<String> tooLong = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ProjectRoot.resolve(folder))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
        int lines = Files.readAllLines(file).size();
        if (lines > most && !LONGER.containsKey(file.getFileName().toString())) {
          tooLong.add(file.getFileName() + " has " + lines + " lines");
        }
      }
    }
    assertThat(tooLong).as("files over %s lines", most).isEmpty();
  }
}
