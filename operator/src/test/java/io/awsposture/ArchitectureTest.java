package io.awsposture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.awsposture.aws.Cause;
import io.awsposture.aws.CauseException;
import io.awsposture.aws.Clients;
import io.awsposture.aws.Connector;
import io.awsposture.control.Control;
import io.awsposture.observe.Inventory;
import io.awsposture.observe.Observations;
import io.awsposture.observe.Observed;
import io.awsposture.observe.Reading;
import io.awsposture.observe.RegionScope;
import io.awsposture.observe.SeenRegion;
import io.awsposture.plan.Change;
import io.awsposture.reconcile.Wiring;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The dependency law of the house: what is not listed is forbidden. */
class ArchitectureTest {
  private static final String OURS = "io.awsposture";
  private static final String API = OURS + ".api..";
  private static final String AWS = OURS + ".aws";
  private static final String OBSERVE = OURS + ".observe";
  private static final String CONTROL = OURS + ".control";
  private static final String RESOLVE = OURS + ".resolve";
  private static final String EVALUATE = OURS + ".evaluate";
  private static final String PLAN = OURS + ".plan";
  private static final String APPLY = OURS + ".apply";
  private static final String SERVICES = OURS + ".services..";
  private static final String POLICY_ROOM = OURS + ".services.policy";
  private static final String REPORT = OURS + ".report";
  private static final String RECONCILE = OURS + ".reconcile";
  private static final String CLI = OURS + ".cli..";
  private static final String TRACE = OURS + ".trace";
  private static final String[] PURE = {CONTROL, RESOLVE, EVALUATE, PLAN};

  private static final String SDK = "software.amazon.awssdk..";
  private static final String JACKSON = "com.fasterxml.jackson..";
  private static final String FABRIC8 = "io.fabric8..";

  /** What everybody may use, whatever the law says of his package. */
  private static final DescribedPredicate<JavaClass> LANGUAGE =
      resideInAnyPackage("", "java..", "org.jspecify.annotations");

  /** Tells what stands between the flow and AWS, and names no type of the SDK. */
  private static final DescribedPredicate<JavaClass> FACE_OF_AWS =
      belongToAnyOf(Cause.class, CauseException.class, Clients.class);

  /** What is asked and answered, without whoever asks. */
  private static final DescribedPredicate<JavaClass> FACE_OF_OBSERVE =
      belongToAnyOf(
          Reading.class,
          Observed.class,
          Inventory.class,
          Observations.class,
          RegionScope.class,
          SeenRegion.class);

  private static final DescribedPredicate<JavaClass> CONTROLS =
      describe("controls", type -> topLevel(type).isAssignableTo(Control.class));

  /** Where credentials become clients. */
  private static final Set<String> CONNECTION =
      Set.of(Connector.class.getName(), AWS + ".ClientMaker");

  private static final JavaClasses CLASSES = MainClasses.ALL;

  @Test
  void everyPackageHasItsPlaceInTheLaw() {
    classes()
        .should()
        .resideInAnyPackage(
            OURS, API, AWS, OBSERVE, CONTROL, RESOLVE, EVALUATE, PLAN, APPLY, SERVICES, REPORT,
            RECONCILE, CLI, TRACE)
        .check(CLASSES);
  }

  @Test
  void theApiUsesNothingOfOurs() {
    classes()
        .that()
        .resideInAPackage(API)
        .should()
        .onlyDependOnClassesThat(LANGUAGE.or(resideInAnyPackage(API, JACKSON, FABRIC8)))
        .check(CLASSES);
  }

  @Test
  void theWayToAwsKnowsNothingOfTheFlow() {
    noClasses()
        .that()
        .resideInAPackage(AWS)
        .should()
        .dependOnClassesThat(resideInAPackage(OURS + "..").and(outside(AWS)))
        .orShould()
        .dependOnClassesThat(resideInAnyPackage(kubernetes()))
        .check(CLASSES);
  }

  @Test
  void thePureStagesUseEachOtherAndDataOnly() {
    classes()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .onlyDependOnClassesThat(
            LANGUAGE
                .or(FACE_OF_AWS)
                .or(FACE_OF_OBSERVE)
                .or(resideInAnyPackage(PURE))
                .or(resideInAnyPackage(API, JACKSON, "io.avaje.spi")))
        .check(CLASSES);
  }

  @Test
  void thePureStagesHaveNoClock() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat(assignableTo(Clock.class))
        .orShould()
        .accessTargetWhere(describe("tells the time or sleeps", ArchitectureTest::tellsTheTime))
        .check(CLASSES);
  }

  @Test
  void controlsJudgeWithWhatTheyAreGiven() {
    classes()
        .that(CONTROLS)
        .and()
        .resideInAPackage(SERVICES)
        .should()
        .onlyDependOnClassesThat(
            LANGUAGE
                .or(FACE_OF_AWS)
                .or(FACE_OF_OBSERVE)
                .or(resideInAnyPackage(CONTROL, PLAN, API, "io.avaje.spi"))
                .or(resideInAPackage(SERVICES)))
        .check(CLASSES);
  }

  @Test
  void controlsKnowNoOtherControlAndNoOtherRoomsChanges() {
    List<String> breaches = new ArrayList<>();
    for (JavaClass control : CLASSES.that(CONTROLS)) {
      control.getDirectDependenciesFromSelf().stream()
          .filter(dependency -> isForbidden(control, topLevel(dependency.getTargetClass())))
          .forEach(dependency -> breaches.add(dependency.getDescription()));
    }
    assertThat(breaches).isEmpty();
  }

  @Test
  void roomsUseTheFlowsWordsAndNeverItsStages() {
    classes()
        .that()
        .resideInAPackage(SERVICES)
        .should()
        .onlyDependOnClassesThat(
            LANGUAGE.or(
                resideInAnyPackage(
                    AWS, OBSERVE, CONTROL, PLAN, API, SERVICES, SDK, JACKSON, "io.avaje.spi")))
        .check(CLASSES);
  }

  @Test
  void onlyReadingsAndChangesOfARoomKnowTheSdk() {
    noClasses()
        .that()
        .resideInAPackage(SERVICES)
        .and(
            describe(
                "are neither readings nor changes nor their aids",
                type -> !mayKnowTheSdk(topLevel(type))))
        .should()
        .dependOnClassesThat(resideInAPackage(SDK))
        .check(CLASSES);
  }

  @Test
  void thePolicyRoomStandsAlone() {
    noClasses()
        .that()
        .resideInAPackage(POLICY_ROOM)
        .should()
        .dependOnClassesThat(resideInAPackage(SERVICES).and(outside(POLICY_ROOM)))
        .check(CLASSES);
  }

  @Test
  void observeAndApplyDoNotKnowEachOtherNorWhatComesAfter() {
    classes()
        .that()
        .resideInAPackage(OBSERVE)
        .should()
        .onlyDependOnClassesThat(
            LANGUAGE.or(resideInAnyPackage(PURE)).or(resideInAnyPackage(OBSERVE, AWS, API, TRACE)))
        .check(CLASSES);
    classes()
        .that()
        .resideInAPackage(APPLY)
        .should()
        .onlyDependOnClassesThat(
            LANGUAGE.or(resideInAnyPackage(PURE)).or(resideInAnyPackage(APPLY, AWS, API, TRACE)))
        .check(CLASSES);
  }

  @Test
  void theShellNeverKnowsARoomNorTheSdk() {
    noClasses()
        .that()
        .resideInAnyPackage(OURS, REPORT, RECONCILE, CLI)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(SERVICES, SDK)
        .check(CLASSES);
  }

  @Test
  void reportKnowsNobodyWhoReportsThroughIt() {
    noClasses()
        .that()
        .resideInAPackage(REPORT)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(RECONCILE, CLI, "io.javaoperatorsdk..", "picocli..")
        .check(CLASSES);
  }

  @Test
  void operatorAndCommandLineDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage(RECONCILE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(CLI, "picocli..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(CLI)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(RECONCILE, "io.javaoperatorsdk..", "io.quarkiverse..")
        .check(CLASSES);
  }

  @Test
  void theFlowItselfKnowsNoKubernetes() {
    noClasses()
        .that()
        .belongToAnyOf(Pipeline.class, Account.class, Scan.class, FreshLook.class)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(kubernetes())
        .check(CLASSES);
  }

  @Test
  void whatIsShownToWatchersKnowsNothingOfThem() {
    classes()
        .that()
        .resideInAPackage(TRACE)
        .should()
        .onlyDependOnClassesThat(LANGUAGE.or(resideInAPackage(TRACE)))
        .check(CLASSES);
  }

  @Test
  void onlyReportAndWiringKnowOpenTelemetry() {
    noClasses()
        .that()
        .resideOutsideOfPackage(REPORT)
        .and()
        .doNotBelongToAnyOf(Wiring.class)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.opentelemetry..")
        .check(CLASSES);
  }

  @Test
  void onlyApplyMakesChanges() {
    noClasses()
        .that()
        .resideOutsideOfPackage(APPLY)
        .should()
        .callMethodWhere(
            describe(
                "carries out a change",
                call ->
                    call.getTargetOwner().isEquivalentTo(Change.class)
                        && call.getName().equals("carryOut")))
        .check(CLASSES);
  }

  @Test
  void onlyTheConnectorMakesClients() {
    noClasses()
        .that(
            describe(
                "are neither the connector nor its maker of clients",
                type -> !CONNECTION.contains(topLevel(type).getFullName())))
        .should()
        .accessTargetWhere(describe("makes an SDK client", ArchitectureTest::makesAClient))
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "software.amazon.awssdk.auth..", "software.amazon.awssdk.http.apache5..")
        .check(CLASSES);
  }

  private static boolean isForbidden(JavaClass control, JavaClass used) {
    if (used.equals(topLevel(control)) || !used.getPackageName().startsWith(OURS + ".services")) {
      return false;
    }
    boolean ownRoom = used.getPackageName().equals(control.getPackageName());
    return used.isAssignableTo(Control.class)
        || !ownRoom && used.getSimpleName().endsWith("Changes");
  }

  /** A room's parts that nobody outside sees may translate to and from the SDK's types. */
  private static boolean mayKnowTheSdk(JavaClass type) {
    return type.getSimpleName().endsWith("Readings")
        || type.getSimpleName().endsWith("Changes")
        || !type.getModifiers().contains(JavaModifier.PUBLIC) && !type.isRecord();
  }

  private static boolean tellsTheTime(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    return access.getName().equals("now")
            && owner.getPackageName().equals(Instant.class.getPackageName())
        || owner.isEquivalentTo(System.class)
            && List.of("currentTimeMillis", "nanoTime").contains(access.getName())
        || owner.isEquivalentTo(Thread.class) && access.getName().equals("sleep");
  }

  private static boolean makesAClient(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    return owner.getPackageName().startsWith("software.amazon.awssdk.")
        && (owner.getSimpleName().endsWith("ClientBuilder") && access.getName().equals("build")
            || owner.getSimpleName().endsWith("Client") && access.getName().equals("create"));
  }

  private static DescribedPredicate<JavaClass> outside(String room) {
    return DescribedPredicate.not(resideInAPackage(room));
  }

  private static String[] kubernetes() {
    return new String[] {
      FABRIC8,
      "io.javaoperatorsdk..",
      "io.quarkus..",
      "io.quarkiverse..",
      "io.micrometer..",
      "jakarta.."
    };
  }

  private static JavaClass topLevel(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::topLevel).orElse(type);
  }
}
