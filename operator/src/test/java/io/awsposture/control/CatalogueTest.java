package io.awsposture.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.awsposture.ProjectRoot;
import io.awsposture.api.v1alpha1.BaselineReference;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.api.v1alpha1.SecurityBaselineSpec;
import io.awsposture.aws.Cause;
import io.awsposture.evaluate.Evaluator;
import io.awsposture.observe.Inventory;
import io.awsposture.observe.Observations;
import io.awsposture.observe.Observed;
import io.awsposture.observe.Reading;
import io.awsposture.plan.Steps;
import io.awsposture.plan.Write;
import io.awsposture.resolve.Baseline;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.resolve.Resolution;
import io.awsposture.resolve.Resolver;
import io.awsposture.samples.SampleBaseline;
import io.awsposture.samples.SampleCauses;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every control, those that are yet to be written included. */
class CatalogueTest {
  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final String ACTION = "[a-z0-9-]+:[A-Z][A-Za-z0-9]+";
  private static final String RETIRED = " (retired)";
  private static final Path GIVEN_IDS =
      ProjectRoot.resolve("operator/src/test/resources/control-ids.txt");

  static Collection<Control<?>> controls() {
    return CATALOGUE.all();
  }

  /**
   * An id once given stands in the list for good, with the title it was given for; one whose
   * control is no more is marked as retired.
   */
  @Test
  void idsAreNeverReusedAndControlsNeverLost() throws IOException {
    List<String> given =
        Files.readAllLines(GIVEN_IDS).stream().filter(line -> !line.startsWith("#")).toList();

    assertThat(CATALOGUE.all().stream().map(control -> control.id() + " " + control.info().title()))
        .as("add new controls to control-ids.txt, never change or remove a line of it")
        .containsExactlyElementsOf(given.stream().filter(line -> !line.endsWith(RETIRED)).toList());
    assertThat(given.stream().map(line -> line.split(" ")[0])).doesNotHaveDuplicates();
  }

  @Test
  void readingsOfOneNameAreOneReading() {
    Map<String, Reading<?>> byName = new HashMap<>();
    List<Reading<?>> open = new ArrayList<>();
    CATALOGUE.all().forEach(control -> open.add(control.reading()));
    while (!open.isEmpty()) {
      Reading<?> reading = open.removeLast();
      Reading<?> known = byName.put(reading.name(), reading);
      open.addAll(reading.parts());
      // A round would make one of the two and give its answer to those who asked for the other.
      assertThat(known == null || known == reading || isMadeOnTheSpot(reading))
          .as("two readings are called '%s'", reading.name())
          .isTrue();
    }
    assertThat(byName).hasSizeGreaterThan(CATALOGUE.all().size());
  }

  private static boolean isMadeOnTheSpot(Reading<?> reading) {
    return reading.name().endsWith("(tolerated)");
  }

  @ParameterizedTest
  @MethodSource("controls")
  void itSaysWhatItIs(Control<?> control) {
    ControlInfo info = control.info();

    assertThat(info.id()).matches("[A-Z][A-Za-z0-9]*\\.[0-9]+");
    assertThat(info.title()).isNotBlank().doesNotEndWith(".");
    assertThat(info.why()).as("why").endsWith(".");
    assertThat(info.resourceType()).matches("AWS::[A-Za-z0-9]*::[A-Za-z0-9]+");
    assertThat(info.byHand().isEmpty())
        .as("what no write mends a person must, and what a write mends nobody else")
        .isEqualTo(!control.writes().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("controls")
  void itHasATwinTestAndAPage(Control<?> control) throws ClassNotFoundException {
    assertThat(Class.forName(control.getClass().getName() + "Test")).isNotNull();
    assertThat(ProjectRoot.resolve("docs/controls/" + control.id() + ".md")).exists();
  }

  @ParameterizedTest
  @MethodSource("controls")
  void itsReadingsDeclareTheirActions(Control<?> control) {
    assertThat(control.reading().actions()).isNotEmpty().allMatch(action -> action.matches(ACTION));
  }

  @ParameterizedTest
  @MethodSource("controls")
  void eachOfItsWritesNamesItsActionAndRisk(Control<?> control) {
    for (Write<?> write : control.writes()) {
      assertThat(write.action()).matches(ACTION);
      assertThat(write.actions())
          .contains(write.action())
          .allMatch(action -> action.matches(ACTION));
      assertThat(write.readActions()).allMatch(action -> action.matches(ACTION));
      assertThat(write.risks()).as(write.action()).isNotEmpty();
      assertThat(write.settling()).as(write.action()).isPositive();
      assertThat(write.cost()).as(write.action()).doesNotEndWith(".");
      assertThat(write.risks().contains(Risk.COSTS) && write.cost().isEmpty())
          .as("%s costs, and says what", write.action())
          .isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("controls")
  void whatCouldNotBeReadNeitherPassesNorFails(Control<?> control) {
    for (Cause cause : SampleCauses.ofEachKind().toList()) {
      Verdict verdict = verdict(control, new Unread(cause));

      assertThat(verdict)
          .as("%s on %s", control.id(), cause)
          .isInstanceOfAny(Verdict.Unknown.class, Verdict.NotApplicable.class);
      if (!(cause instanceof Cause.Unsupported)) {
        assertThat(verdict).isInstanceOf(Verdict.Unknown.class);
      }
    }
  }

  static List<Control<?>> controlsOfInventories() {
    return filled(control -> control instanceof Control.OfResource<?>);
  }

  @ParameterizedTest
  @MethodSource("controlsOfInventories")
  void anEmptyInventoryIsAPassWithNothingExamined(Control<?> control) {
    assertThat(verdict(control, new NothingThere()))
        .isEqualTo(new Verdict.Pass(0, List.of(), List.of()));
  }

  static List<Control<?>> controlsThatMayFindNothing() {
    return filled(control -> nothingOf(control).isPresent());
  }

  /** As seen by a control of the account that finds nothing of its service there. */
  @ParameterizedTest
  @MethodSource("controlsThatMayFindNothing")
  void anAccountWithoutAnyIsJudgedAndMended(Control<?> control) {
    Verdict verdict = verdict(control, new Only(nothingOf(control).orElseThrow()));

    assertThat(verdict).isNotInstanceOf(Verdict.Unknown.class);
    if (verdict instanceof Verdict.Fail fail && !control.writes().isEmpty()) {
      assertThat(fail.findings().getFirst().steps())
          .as("%s has a way, or says what is in it", control.id())
          .isNotEqualTo(Steps.none());
    }
  }

  /** Some controls, and a failure where there are none to prove anything by. */
  private static List<Control<?>> filled(Predicate<Control<?>> which) {
    List<Control<?>> found = CATALOGUE.all().stream().filter(which).toList();
    assertThat(found).isNotEmpty();
    return found;
  }

  static List<String> frameworks() throws IOException {
    try (Stream<Path> files =
        Files.list(ProjectRoot.resolve("operator/src/main/resources/frameworks"))) {
      return files.map(file -> file.getFileName().toString().replace(".yaml", "")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("frameworks")
  void aFrameworkNamesControlsThatAreThereOrAreSaidToBeMissing(String name) throws IOException {
    JsonNode file =
        new ObjectMapper(new YAMLFactory())
            .readTree(
                ProjectRoot.resolve("operator/src/main/resources/frameworks/" + name + ".yaml")
                    .toFile());
    List<String> named = new ArrayList<>();
    file.path("controls").forEach(entry -> entry.path("ids").forEach(id -> named.add(id.asText())));

    assertThat(file.path("id").asText()).isEqualTo(name);
    assertThat(file.path("title").asText()).isNotBlank();
    assertThat(named)
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[A-Z][A-Za-z0-9]*\\.[0-9]+"));
    EffectiveBaseline baseline = asking(name);
    Set<String> known = new TreeSet<>(baseline.controls().keySet());
    known.addAll(baseline.notImplemented());
    assertThat(known).hasSameElementsAs(named);
    assertThat(baseline.unknownFrameworks()).isEmpty();
  }

  @Test
  void theEssentialPracticesAreTwentySix() throws IOException {
    JsonNode practices =
        new ObjectMapper(new YAMLFactory())
            .readTree(
                ProjectRoot.resolve("operator/src/main/resources/frameworks/essential-26.yaml")
                    .toFile())
            .path("controls");

    assertThat(practices)
        .extracting(entry -> entry.path("practice").asInt())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 26).boxed().toList());
    assertThat(practices).allSatisfy(entry -> assertThat(entry.path("ids")).isNotEmpty());
  }

  private static EffectiveBaseline asking(String framework) {
    SecurityBaselineSpec spec =
        new SecurityBaselineSpec(
            null,
            null,
            null,
            List.of(framework),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    Resolution resolution =
        new Resolver(CATALOGUE)
            .resolve(
                new BaselineReference("sole", null),
                "security",
                (namespace, name) -> Optional.of(new Baseline(namespace, name, spec)));
    assertThat(resolution).isInstanceOf(Resolution.Resolved.class);
    return ((Resolution.Resolved) resolution).baseline();
  }

  /** What a control of an account judges when there is none of it; empty where that is no case. */
  private static Optional<Object> nothingOf(Control<?> control) {
    if (!(control instanceof Control.OfAccount<?>)) {
      return Optional.empty();
    }
    Type judged =
        ((ParameterizedType) control.getClass().getGenericSuperclass()).getActualTypeArguments()[0];
    Type raw = judged instanceof ParameterizedType of ? of.getRawType() : judged;
    if (raw == Optional.class) {
      return Optional.of(Optional.empty());
    }
    return raw == Inventory.class ? Optional.of(new Inventory<>(Map.of())) : Optional.empty();
  }

  private static Verdict verdict(Control<?> control, Observations seen) {
    return new Evaluator().verdict(control, SampleBaseline.home(), seen);
  }

  private record Unread(Cause cause) implements Observations {
    @Override
    public <T> Observed<T> of(Reading<T> reading, String region) {
      return Observed.unknown(cause);
    }
  }

  private record Only(Object value) implements Observations {
    @Override
    @SuppressWarnings("unchecked") // of the type that the only reading asked has
    public <T> Observed<T> of(Reading<T> reading, String region) {
      return Observed.known((T) value);
    }
  }

  private record NothingThere() implements Observations {
    @Override
    @SuppressWarnings("unchecked") // only readings of inventories are asked here
    public <T> Observed<T> of(Reading<T> reading, String region) {
      return (Observed<T>) Observed.known(new Inventory<>(Map.of()));
    }
  }
}
