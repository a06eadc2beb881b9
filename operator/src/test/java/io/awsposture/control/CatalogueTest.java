package io.awsposture.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.ProjectRoot;
import io.awsposture.aws.Cause;
import io.awsposture.evaluate.Evaluator;
import io.awsposture.observe.Inventory;
import io.awsposture.observe.Observations;
import io.awsposture.observe.Observed;
import io.awsposture.observe.Reading;
import io.awsposture.plan.Write;
import io.awsposture.resolve.Framework;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every control, those that are yet to be written included. */
class CatalogueTest {
  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final String ACTION = "[a-z0-9-]+:[A-Z][A-Za-z0-9]+";
  private static final Path GIVEN_IDS =
      ProjectRoot.resolve("operator/src/test/resources/control-ids.txt");
  private static final List<Cause> CAUSES =
      List.of(
          new Cause.Denied("iam:GetRole", ""),
          new Cause.DeniedByOrganization("iam:GetRole", ""),
          new Cause.ThrottledOut("iam:GetRole"),
          new Cause.RegionUnusable("AuthFailure"),
          new Cause.Unsupported("iam"),
          new Cause.DeadlinePassed(),
          new Cause.Gone("NoSuchEntity"),
          new Cause.NotYet("a report"),
          new Cause.Broken("nothing"));

  static Collection<Control<?>> controls() {
    return CATALOGUE.all();
  }

  @Test
  void thereAreTheControlsOfThisVersion() {
    assertThat(CATALOGUE.all())
        .extracting(Control::id)
        .containsExactly(
            "CloudTrail.1",
            "CloudTrail.2",
            "CloudTrail.4",
            "Config.1",
            "EC2.2",
            "EC2.7",
            "EC2.19",
            "GuardDuty.1",
            "IAM.4",
            "IAM.6",
            "IAM.7",
            "IAM.9",
            "KMS.4",
            "S3.1");
  }

  /** An id once given stands in the list for good, with the title it was given for. */
  @Test
  void idsAreNeverReused() throws IOException {
    List<String> given =
        Files.readAllLines(GIVEN_IDS).stream().filter(line -> !line.startsWith("#")).toList();

    assertThat(CATALOGUE.all().stream().map(control -> control.id() + " " + control.info().title()))
        .as("add new controls to control-ids.txt, never change or remove a line of it")
        .isSubsetOf(given);
    assertThat(given.stream().map(line -> line.split(" ")[0])).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("controls")
  void itSaysWhatItIs(Control<?> control) {
    ControlInfo info = control.info();

    assertThat(info.id()).matches("[A-Z][A-Za-z0-9]*\\.[0-9]+");
    assertThat(info.title()).isNotBlank().doesNotEndWith(".");
    assertThat(info.why()).as("why").endsWith(".");
    assertThat(info.resourceType()).matches("AWS::[A-Za-z0-9]*::[A-Za-z0-9]+");
    if (!info.byHand().isEmpty()) {
      assertThat(control.writes()).as("what a person must do is not done by a write").isEmpty();
    }
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
    }
  }

  @ParameterizedTest
  @MethodSource("controls")
  void whatCouldNotBeReadNeitherPassesNorFails(Control<?> control) {
    for (Cause cause : CAUSES) {
      Verdict verdict = verdict(control, new Unread(cause));

      assertThat(verdict)
          .as("%s on %s", control.id(), cause)
          .isInstanceOfAny(Verdict.Unknown.class, Verdict.NotApplicable.class);
      if (!(cause instanceof Cause.Unsupported)) {
        assertThat(verdict).isInstanceOf(Verdict.Unknown.class);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("controls")
  void anEmptyInventoryIsAPassWithNothingExamined(Control<?> control) {
    if (control instanceof Control.OfResource<?>) {
      assertThat(verdict(control, new NothingThere()))
          .isEqualTo(new Verdict.Pass(0, List.of(), List.of()));
    }
  }

  @Test
  void frameworksNameEachControlOnce() {
    Framework essential = Framework.find("essential-26").orElseThrow();

    assertThat(essential.controls())
        .as("26 practices, three of which take two controls")
        .hasSize(29)
        .allMatch(id -> id.matches("[A-Z][A-Za-z0-9]*\\.[0-9]+"));
    assertThat(Framework.find("nobody-knows")).isEmpty();
    assertThat(Framework.find("../frameworks/essential-26")).isEmpty();
  }

  private static Verdict verdict(Control<?> control, Observations seen) {
    Scene scene =
        new Scene(
            "aws",
            "111122223333",
            "us-east-1",
            "us-east-1",
            "test",
            Instant.parse("2026-11-22T06:00:00Z"),
            Desired.defaults());
    return new Evaluator().verdict(control, scene, seen);
  }

  private record Unread(Cause cause) implements Observations {
    @Override
    public <T> Observed<T> of(Reading<T> reading, String region) {
      return Observed.unknown(cause);
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
