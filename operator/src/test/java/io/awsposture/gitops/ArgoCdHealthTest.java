package io.awsposture.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.ProjectRoot;
import io.awsposture.report.Reasons;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The health checks for Argo CD, and what kstatus says of the same objects. */
@ExtendWith(GitOpsTools.class)
class ArgoCdHealthTest {
  private static final Path EXAMPLES = ProjectRoot.resolve("examples/argocd");
  private static final Path KINDS = EXAMPLES.resolve("resource_customizations/awsposture.io");

  /** Beside the tests: whatever lies under examples is applied and checked as it is. */
  private static final Path CASES = ProjectRoot.resolve("operator/src/test/resources/argocd");

  private static final Pattern REASON = Pattern.compile("^    reason: (\\S+)$", Pattern.MULTILINE);
  private static final Pattern KSTATUS = Pattern.compile("\\A# kstatus: (\\S+)\\n");

  static final List<String> NAMES =
      List.of("AwsAccount", "SecurityBaseline", "Suppression", "PlanApproval");

  private record Case(String kind, Path object, String status, String message) {
    @Override
    public String toString() {
      return kind + " " + object.getFileName();
    }
  }

  static Stream<Case> cases() {
    return NAMES.stream().flatMap(ArgoCdHealthTest::cases);
  }

  /** As in Argo CD's own repository. */
  private record HealthTest(List<Entry> tests) {
    private record Entry(GitOpsTools.Health healthStatus, String inputPath) {}
  }

  private record Patch(Map<String, String> data) {}

  private static Stream<Case> cases(String kind) {
    return Serialization.unmarshal(
            text(CASES.resolve(kind + "/health_test.yaml")), HealthTest.class)
        .tests()
        .stream()
        .map(it ->
            new Case(
                kind,
                CASES.resolve(kind).resolve(it.inputPath()),
                it.healthStatus().status(),
                it.healthStatus().message()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void argoCdAndKstatusSayWhatTheCaseSays(Case it) {
    String object = text(it.object());
    Matcher kstatus = KSTATUS.matcher(object);
    assertThat(kstatus.find()).as("the case says what kstatus makes of it").isTrue();

    assertThat(GitOpsTools.health(text(KINDS.resolve(it.kind() + "/health.lua")), object))
        .isEqualTo(new GitOpsTools.Health(it.status(), it.message()));
    assertThat(GitOpsTools.kstatus(object)).isEqualTo(kstatus.group(1));
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void everyCaseIsTriedAndHasReasonsThatThereAre(String kind) throws IOException {
    List<Path> tried = cases(kind).map(Case::object).toList();
    try (Stream<Path> files = Files.list(CASES.resolve(kind + "/testdata"))) {
      assertThat(files).containsExactlyInAnyOrderElementsOf(tried);
    }
    Set<String> reasons =
        Arrays.stream(Reasons.class.getFields())
            .map(ArgoCdHealthTest::value)
            .collect(Collectors.toSet());
    for (Path file : tried) {
      assertThat(REASON.matcher(text(file)).results().map(found -> found.group(1)))
          .isSubsetOf(reasons);
    }
    assertThat(cases(kind).map(Case::status)).contains("Progressing", "Healthy");
  }

  @Test
  void theConfigMapHasTheSameChecks() {
    Map<String, String> data =
        Serialization.unmarshal(text(EXAMPLES.resolve("argocd-cm.yaml")), Patch.class).data();
    assertThat(data).hasSize(NAMES.size());
    for (String kind : NAMES) {
      assertThat(data.get("resource.customizations.health.awsposture.io_" + kind))
          .isEqualTo(text(KINDS.resolve(kind + "/health.lua")));
    }
  }

  private static String value(Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
