package io.awsposture.services.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.awsposture.api.v1alpha1.ConfigRecorderSettings;
import io.awsposture.api.v1alpha1.RecordingFrequency;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.aws.Cause;
import io.awsposture.control.Scene;
import io.awsposture.observe.Observed;
import io.awsposture.plan.Change;
import io.awsposture.plan.Retry;
import io.awsposture.plan.Steps;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What Config.1 would do; what it says is in {@link EverythingRecordedTest}. */
class RecorderStepsTest {
  private static final ConfigRecorderSettings SETTINGS = SetupSketch.bucket("logs");
  private static final Scene HOME = SetupSketch.scene("us-east-1", SETTINGS);
  private static final Scene ELSEWHERE = SetupSketch.scene("eu-west-1", SETTINGS);
  private static final Scene NO_BUCKET = SetupSketch.scene("eu-west-1", SetupSketch.bucket(null));
  private static final ConfigSetup NOTHING = SetupSketch.nothing(Observed.known(true));
  private static final String SET_BUCKET =
      "set spec.configRecorder.bucket in the baseline: without it this cannot be mended";

  private final EverythingRecorded control = new EverythingRecorded();
  private final SetupSketch setup = new SetupSketch();

  private List<Change> changes(ConfigSetup seen, Scene scene) {
    Steps steps = control.fix(seen, scene);
    assertThat(steps.obstacle()).isEmpty();
    return steps.changes();
  }

  private void assertWidens(Scene scene, Coverage after) {
    ConfigSetup seen = setup.seen();
    assertThat(changes(seen, scene))
        .containsExactly(
            ConfigChanges.WIDEN_RECORDER.on(
                WidenedRecorder.of(seen.recorder().orElseThrow(), after, false)));
  }

  @Test
  void createsWhatIsMissingInTheOrderThatAwsDemands() {
    assertThat(changes(SetupSketch.nothing(Observed.known(false)), ELSEWHERE))
        .extracting(Change::action, Change::risk, Change::before, Change::after)
        .containsExactly(
            tuple(
                "iam:CreateServiceLinkedRole",
                Risk.ADDITIVE,
                "no role",
                "the service-linked role of config.amazonaws.com"),
            tuple(
                "config:PutConfigurationRecorder",
                Risk.ADDITIVE,
                "no recorder",
                "every type, CONTINUOUS, with " + SetupSketch.OWN_ROLE),
            tuple(
                "config:PutDeliveryChannel",
                Risk.ADDITIVE,
                "no delivery channel",
                "to bucket logs"),
            tuple("config:StartConfigurationRecorder", Risk.RESTORE, "stopped", "recording"));
  }

  @Test
  void theRoleIsOneForAllRegions() {
    ConfigSetup seen = SetupSketch.nothing(Observed.known(false));

    assertThat(changes(seen, ELSEWHERE).getFirst()).isEqualTo(changes(seen, HOME).getFirst());
    assertThat(changes(seen, ELSEWHERE).getFirst().region()).contains("us-east-1");
    assertThat(changes(NOTHING, ELSEWHERE))
        .extracting(Change::action)
        .doesNotContain("iam:CreateServiceLinkedRole");
  }

  @Test
  void recordsGlobalTypesInTheHomeRegionOnly() {
    assertThat(changes(NOTHING, HOME).getFirst().after()).contains("global ones too");
    assertThat(changes(NOTHING, ELSEWHERE).getFirst().after()).doesNotContain("global");
  }

  @Test
  void usesTheRoleThatTheBaselineNamesAndItsFrequency() {
    Scene scene =
        SetupSketch.scene("eu-west-1", SetupSketch.role("path/config", RecordingFrequency.DAILY));
    List<Change> changes = changes(SetupSketch.nothing(Observed.known(false)), scene);

    assertThat(changes)
        .extracting(Change::after)
        .containsExactly(
            "every type, DAILY, with arn:aws:iam::111122223333:role/path/config",
            "to bucket logs under org",
            "recording");
  }

  @Test
  void whatItCreatesIsTaggedAndItsPriceIsSaid() {
    assertThat(NewRecorder.wanted(ELSEWHERE).tags()).isEqualTo(Map.of(Scene.OPERATOR_TAG, "op"));
    Change create = changes(NOTHING, ELSEWHERE).getFirst();
    assertThat(create.cost()).contains("charges for each configuration item");
    assertThat(create.actions())
        .containsExactlyInAnyOrder(
            "config:PutConfigurationRecorder", "config:TagResource", "iam:PassRole");
  }

  @Test
  void createsNothingWithoutABucket() {
    assertThat(control.fix(NOTHING, NO_BUCKET)).isEqualTo(Steps.blocked(SET_BUCKET));
    setup.recording = false;
    setup.channel = Optional.empty();
    assertThat(control.fix(setup.seen(), NO_BUCKET)).isEqualTo(Steps.blocked(SET_BUCKET));
  }

  @Test
  void createsNothingWhereItIsNotKnownWhetherTheRoleExists() {
    Cause denied = new Cause.Denied("iam:GetRole", "");

    assertThat(control.fix(SetupSketch.nothing(Observed.unknown(denied)), HOME))
        .isEqualTo(
            Steps.blocked("whether AWSServiceRoleForConfig exists is not known: " + denied.text()));
  }

  @Test
  void theBucketMustLetAwsConfigIn() {
    Change channel = changes(NOTHING, ELSEWHERE).get(1);

    assertThat(channel.isValidatedByAws()).isTrue();
    assertThat(channel.preconditions())
        .extracting(precondition -> precondition.reading().name())
        .containsExactly("policy of bucket logs");
  }

  @Test
  void aRecorderThatIsStoppedSoonAfterItsStartIsStartedAgain() {
    assertThat(changes(NOTHING, ELSEWHERE))
        .extracting(Change::settling)
        .containsOnly(Duration.ofSeconds(120));
  }

  @Test
  void aRecorderWaitsForItsNewRole() {
    assertThat(changes(NOTHING, ELSEWHERE))
        .extracting(Change::action, Change::retry)
        .containsExactly(
            tuple(
                "config:PutConfigurationRecorder",
                Optional.of(new Retry("InvalidRoleException", Duration.ofSeconds(60)))),
            tuple("config:PutDeliveryChannel", Optional.empty()),
            tuple("config:StartConfigurationRecorder", Optional.empty()));
  }

  @Test
  void goesOnWithTheSameChangesAfterEachStep() {
    List<Change> planned = changes(SetupSketch.nothing(Observed.known(false)), ELSEWHERE);

    assertThat(changes(NOTHING, ELSEWHERE)).isEqualTo(planned.subList(1, 4));
    setup.recording = false;
    setup.latest = null;
    setup.tags = Optional.of(Observed.known(Map.of(Scene.OPERATOR_TAG, "op")));
    setup.channel = Optional.empty();
    assertThat(changes(setup.seen(), ELSEWHERE)).isEqualTo(planned.subList(2, 4));
    setup.channel = Optional.of(new DeliveryChannel("default", "logs", Optional.empty()));
    assertThat(changes(setup.seen(), ELSEWHERE)).isEqualTo(planned.subList(3, 4));
  }

  @Test
  void adoptsAChannelThatIsThere() {
    ConfigSetup seen =
        new ConfigSetup(
            Optional.empty(),
            setup.channel,
            Observed.known(Delivery.NONE),
            Optional.empty(),
            Observed.known(true));

    for (Scene scene : List.of(ELSEWHERE, NO_BUCKET)) {
      assertThat(changes(seen, scene))
          .extracting(Change::action)
          .containsExactly("config:PutConfigurationRecorder", "config:StartConfigurationRecorder");
    }
  }

  @Test
  void startsARecorderUnderItsOwnName() {
    setup.name = "theirs";
    setup.recording = false;

    assertThat(changes(setup.seen(), ELSEWHERE))
        .extracting(Change::action, Change::risk, Change::target)
        .containsExactly(tuple("config:StartConfigurationRecorder", Risk.RESTORE, "theirs"));
  }

  @Test
  void startsBeforeItWidens() {
    setup.recording = false;
    setup.coverage = Coverage.only(Set.of("AWS::S3::Bucket"));

    assertThat(changes(setup.seen(), ELSEWHERE))
        .extracting(Change::action, Change::risk)
        .containsExactly(
            tuple("config:StartConfigurationRecorder", Risk.RESTORE),
            tuple("config:PutConfigurationRecorder", Risk.ALTERS_FOREIGN));
  }

  @Test
  void wideningKeepsRoleFrequencyAndOverrides() {
    setup.role = "arn:aws:iam::111122223333:role/own";
    setup.mode =
        Optional.of(
            new RecordingMode(
                "DAILY",
                List.of(
                    new RecordingMode.Override(
                        "CONTINUOUS", Set.of("AWS::EC2::Instance"), Optional.of("theirs")))));
    setup.tags = Optional.of(Observed.known(Map.of()));

    assertThat(changes(setup.seen(), HOME))
        .containsExactly(
            ConfigChanges.WIDEN_RECORDER.on(
                new WidenedRecorder(
                    "default",
                    Optional.of("arn:aws:iam::111122223333:role/own"),
                    setup.mode,
                    Coverage.all(false),
                    Coverage.all(true),
                    Optional.empty())));
  }

  @Test
  void wideningKeepsWhatMayBeLeftOut() {
    Scene scene = SetupSketch.scene("us-east-1", SetupSketch.leavingOut("AWS::EC2::Volume"));
    setup.coverage = Coverage.allBut(Set.of("AWS::EC2::Volume", "AWS::EC2::Instance"));
    assertWidens(scene, Coverage.allBut(Set.of("AWS::EC2::Volume")));

    setup.coverage = Coverage.allBut(Set.of("AWS::EC2::Instance", "AWS::IAM::Role"));
    assertWidens(ELSEWHERE, Coverage.allBut(Set.of("AWS::IAM::Role")));
    assertWidens(HOME, Coverage.all(true));
  }

  @Test
  void wideningLosesNoGlobalTypes() {
    setup.coverage = Coverage.allBut(Set.of("AWS::EC2::Instance"));
    assertWidens(ELSEWHERE, Coverage.all(true));
    setup.coverage = Coverage.only(Set.of("AWS::IAM::User", "AWS::S3::Bucket"));
    assertWidens(ELSEWHERE, Coverage.all(true));
    setup.coverage = Coverage.only(Set.of("AWS::S3::Bucket"));
    assertWidens(ELSEWHERE, Coverage.all(false));
  }

  @Test
  void asksWhoOwnsTheRecorderBeforeWideningWhereThatWasNotAsked() {
    Scene scene = SetupSketch.scene("eu-west-1", SetupSketch.globalsIn("eu-west-1"));

    assertThat(changes(setup.seen(), scene).getFirst().preconditions())
        .extracting(precondition -> precondition.reading().name())
        .containsExactly("tags of AWS Config recorder " + SetupSketch.RECORDER_ARN);
    setup.tags = Optional.of(Observed.known(Map.of()));
    assertThat(changes(setup.seen(), scene).getFirst().preconditions()).isEmpty();
  }

  @Test
  void neverWritesBecauseARecorderIsPending() {
    setup.latest = "PENDING";
    setup.since = SetupSketch.NOW.minus(Duration.ofDays(3));

    assertThat(control.fix(setup.seen(), ELSEWHERE)).isEqualTo(Steps.none());
    setup.delivery = Observed.unknown(new Cause.Denied("x", ""));
    assertThat(control.fix(setup.seen(), ELSEWHERE)).isEqualTo(Steps.none());
  }

  @Test
  void saysWhatAPersonMustMendWhereItFails() {
    String words =
        "AWS Config says that it fails: let "
            + SetupSketch.OWN_ROLE
            + " read the account, and let AWS Config write to bucket logs";
    setup.latest = "FAILURE";
    assertThat(control.fix(setup.seen(), ELSEWHERE)).isEqualTo(Steps.blocked(words));

    setup.latest = "SUCCESS";
    setup.delivery =
        Observed.known(new Delivery(Optional.of("FAILURE"), Optional.empty(), Optional.empty()));
    assertThat(control.fix(setup.seen(), ELSEWHERE)).isEqualTo(Steps.blocked(words));
  }
}
