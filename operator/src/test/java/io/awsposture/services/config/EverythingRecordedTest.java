package io.awsposture.services.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.ConfigRecorderSettings;
import io.awsposture.aws.Cause;
import io.awsposture.control.Judgement;
import io.awsposture.control.Owner;
import io.awsposture.control.Scene;
import io.awsposture.observe.Observed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Config.1 says; what it would do is in {@link RecorderStepsTest}. */
class EverythingRecordedTest {
  private static final ConfigRecorderSettings SETTINGS = SetupSketch.bucket("logs");
  private static final Scene HOME = SetupSketch.scene("us-east-1", SETTINGS);
  private static final Scene ELSEWHERE = SetupSketch.scene("eu-west-1", SETTINGS);
  private static final Cause DENIED = new Cause.Denied("config:DescribeDeliveryChannelStatus", "");

  private final EverythingRecorded control = new EverythingRecorded();
  private final SetupSketch setup = new SetupSketch();

  private Judgement judged(Scene scene) {
    return control.judge(setup.seen(), scene);
  }

  private static Judgement fails(String troubles) {
    return Judgement.fail(troubles, "a recorder that records every type and delivers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SUCCESS", "Success"})
  void passesWhereEverythingIsRecordedAndDelivered(String latest) {
    setup.latest = latest;

    assertThat(judged(ELSEWHERE)).isEqualTo(Judgement.pass());
  }

  @Test
  void failsWithoutARecorder() {
    assertThat(control.judge(SetupSketch.nothing(Observed.known(true)), HOME))
        .isEqualTo(fails("no recorder"));
    assertThat(control.judge(SetupSketch.nothing(Observed.unknown(DENIED)), HOME))
        .isEqualTo(fails("no recorder"));
  }

  @Test
  void failsWhereTheRecorderIsStoppedWhateverItsStatus() {
    setup.recording = false;
    setup.latest = null;

    assertThat(judged(ELSEWHERE)).isEqualTo(fails("recorder stopped"));
    setup.channel = Optional.empty();
    assertThat(judged(ELSEWHERE)).isEqualTo(fails("no delivery channel; recorder stopped"));
  }

  @Test
  void failsWhereRecordingFails() {
    setup.latest = "FAILURE";
    setup.error = "AccessDenied";

    assertThat(judged(ELSEWHERE)).isEqualTo(fails("recording fails (AccessDenied)"));
  }

  @Test
  void isUnknownWhileTheFirstRecordingIsAwaitedAndFailsAfterIt() {
    setup.latest = "PENDING";
    setup.since = SetupSketch.NOW.minus(Duration.ofMinutes(29));
    assertThat(judged(ELSEWHERE))
        .isEqualTo(
            Judgement.unknown(new Cause.NotYet("the recorder's first recording is pending")));

    setup.since = SetupSketch.NOW.minus(Duration.ofMinutes(30));
    assertThat(judged(ELSEWHERE)).isEqualTo(fails("recording pending for more than 30 minutes"));
  }

  @Test
  void aRecorderThatIsPendingAndLacksSomethingFails() {
    setup.latest = "Pending";
    setup.since = SetupSketch.NOW;
    setup.coverage = Coverage.only(Set.of("AWS::S3::Bucket"));

    assertThat(judged(ELSEWHERE)).isEqualTo(fails("records only AWS::S3::Bucket"));
  }

  @Test
  void isUnknownWhereTheStatusMakesNoSense() {
    setup.latest = "NotApplicable";
    assertThat(judged(ELSEWHERE)).isInstanceOf(Judgement.Unknown.class);
    setup.latest = null;
    assertThat(judged(ELSEWHERE)).isInstanceOf(Judgement.Unknown.class);
    setup.latest = "PENDING";
    setup.since = null;
    assertThat(judged(ELSEWHERE)).isInstanceOf(Judgement.Unknown.class);
  }

  @Test
  void failsWhereDeliveryFailsAndIsUnknownWhereThatIs() {
    setup.delivery =
        Observed.known(
            new Delivery(
                Optional.of("FAILURE"), Optional.of("NoSuchBucket"), Optional.of("SUCCESS")));
    assertThat(judged(ELSEWHERE)).isEqualTo(fails("delivery fails (NoSuchBucket)"));

    setup.delivery = Observed.unknown(DENIED);
    assertThat(judged(ELSEWHERE)).isEqualTo(Judgement.unknown(DENIED));
    setup.delivery =
        Observed.known(new Delivery(Optional.of("Odd"), Optional.empty(), Optional.empty()));
    assertThat(judged(ELSEWHERE)).isInstanceOf(Judgement.Unknown.class);
  }

  @Test
  void passesBeforeTheFirstDeliveryAndSaysWhereNotificationsFail() {
    setup.delivery = Observed.known(Delivery.NONE);
    assertThat(judged(ELSEWHERE)).isEqualTo(Judgement.pass());

    setup.delivery =
        Observed.known(
            new Delivery(Optional.of("Success"), Optional.empty(), Optional.of("Failure")));
    assertThat(judged(ELSEWHERE))
        .isEqualTo(
            Judgement.pass()
                .note(true, "notifications of changes cannot be delivered to their topic"));
  }

  @Test
  void recordsGlobalTypesInOneRegion() {
    assertThat(judged(HOME)).isEqualTo(fails("records every type"));
    assertThat(judged(SetupSketch.scene("us-east-1", SetupSketch.globalsIn("eu-west-1"))))
        .isEqualTo(Judgement.pass());
    assertThat(judged(SetupSketch.scene("eu-west-1", SetupSketch.globalsIn("eu-west-1"))))
        .isEqualTo(fails("records every type"));

    setup.coverage = Coverage.all(true);
    assertThat(judged(HOME)).isEqualTo(Judgement.pass());
    assertThat(judged(ELSEWHERE))
        .isEqualTo(
            Judgement.pass()
                .note(
                    true, "records global types, as us-east-1 does: they are charged for in both"));
  }

  @Test
  void leavesOutOnlyWhatTheBaselineAllows() {
    Set<String> left = Set.of("AWS::EC2::Volume", "AWS::EC2::Instance");
    setup.coverage = Coverage.allBut(left);

    assertThat(judged(HOME))
        .isEqualTo(fails("records every type but AWS::EC2::Instance, AWS::EC2::Volume"));
    assertThat(
            judged(
                SetupSketch.scene(
                    "us-east-1",
                    SetupSketch.leavingOut("AWS::EC2::Volume", "AWS::EC2::Instance", "AWS::X::Y"))))
        .isEqualTo(Judgement.pass());
    assertThat(judged(SetupSketch.scene("us-east-1", SetupSketch.leavingOut("AWS::EC2::Volume"))))
        .isInstanceOf(Judgement.Fail.class);
  }

  @Test
  void leavesGlobalTypesOutWhereAnotherRegionRecordsThem() {
    setup.coverage =
        Coverage.allBut(
            Set.of("AWS::IAM::User", "AWS::IAM::Group", "AWS::IAM::Role", "AWS::IAM::Policy"));

    assertThat(judged(ELSEWHERE)).isEqualTo(Judgement.pass());
    assertThat(judged(HOME)).isInstanceOf(Judgement.Fail.class);
    assertThat(
            judged(
                SetupSketch.scene(
                    "us-east-1",
                    SetupSketch.leavingOut(
                        "AWS::IAM::User",
                        "AWS::IAM::Group",
                        "AWS::IAM::Role",
                        "AWS::IAM::Policy"))))
        .isEqualTo(Judgement.pass());
  }

  @Test
  void leavingNothingOutIsEverything() {
    setup.coverage = Coverage.allBut(Set.of());

    assertThat(judged(HOME)).isEqualTo(Judgement.pass());
  }

  @Test
  void namesFewOfManyTypesThatAreLeftOut() {
    setup.coverage = Coverage.allBut(Set.of("a", "b", "c", "d", "e", "f"));

    assertThat(judged(HOME)).isEqualTo(fails("records every type but a, b, c, d, e, ... (6)"));
  }

  @Test
  void aChosenListIsNotEverything() {
    setup.coverage = Coverage.only(Set.of("AWS::S3::Bucket", "AWS::EC2::VPC"));

    assertThat(judged(ELSEWHERE)).isEqualTo(fails("records only AWS::EC2::VPC, AWS::S3::Bucket"));
  }

  @Test
  void passesDailyRecordingWithANote() {
    String note = "records daily: rules that wait for changes hear of them a day late";
    setup.mode = Optional.of(new RecordingMode("DAILY", List.of()));
    assertThat(judged(ELSEWHERE)).isEqualTo(Judgement.pass().note(true, note));

    RecordingMode.Override daily =
        new RecordingMode.Override("DAILY", Set.of("AWS::EC2::Volume"), Optional.empty());
    setup.mode = Optional.of(new RecordingMode("CONTINUOUS", List.of(daily)));
    assertThat(judged(ELSEWHERE)).isEqualTo(Judgement.pass().note(true, note));

    setup.mode = Optional.empty();
    assertThat(judged(ELSEWHERE)).isEqualTo(Judgement.pass());
  }

  @Test
  void passesAnotherRoleOrBucketWithANote() {
    setup.role = "arn:aws:iam::111122223333:role/own";
    setup.channel = Optional.of(new DeliveryChannel("default", "other", Optional.empty()));

    assertThat(judged(ELSEWHERE))
        .isEqualTo(
            Judgement.pass()
                .note(
                    true,
                    "uses role arn:aws:iam::111122223333:role/own and not " + SetupSketch.OWN_ROLE)
                .note(true, "delivers to bucket other, which the baseline does not name"));
    assertThat(judged(SetupSketch.scene("eu-west-1", SetupSketch.bucket(null))).remarks().notes())
        .noneMatch(note -> note.contains("bucket"));
  }

  @Test
  void failuresBelongToControlTowerWhereItsTagOrItsNameIsSeen() {
    Owner controlTower = new Owner("control-tower", "AWS Control Tower manages AWS Config here");
    setup.recording = false;
    setup.tags =
        Optional.of(Observed.known(Map.of("aws-control-tower", "managed-by-control-tower")));
    assertThat(judged(ELSEWHERE)).isEqualTo(fails("recorder stopped").managedBy(controlTower));

    setup.tags = Optional.empty();
    setup.name = "aws-controltower-BaselineConfigRecorder";
    assertThat(judged(ELSEWHERE)).isEqualTo(fails("recorder stopped").managedBy(controlTower));

    setup.name = "default";
    setup.channel =
        Optional.of(
            new DeliveryChannel(
                "aws-controltower-BaselineConfigDeliveryChannel", "logs", Optional.empty()));
    assertThat(judged(ELSEWHERE)).isEqualTo(fails("recorder stopped").managedBy(controlTower));
  }

  @Test
  void keepsHandsOffWhereTheOwnerIsNotKnown() {
    setup.recording = false;
    setup.tags = Optional.of(Observed.unknown(new Cause.Denied("config:ListTagsForResource", "")));

    assertThat(judged(ELSEWHERE).remarks().managedBy()).map(Owner::kind).contains("unknown");
    setup.tags = Optional.of(Observed.known(Map.of("team", "x")));
    assertThat(judged(ELSEWHERE)).isEqualTo(fails("recorder stopped"));
  }

  @Test
  void asksWhoOwnsTheRecorderOnlyWhereItDoesNotDoItsWork() {
    assertThat(setup.seen().mayNeedStarting()).isFalse();
    assertThat(SetupSketch.nothing(Observed.known(true)).mayNeedStarting()).isFalse();

    setup.coverage = Coverage.allBut(Set.of("AWS::EC2::Volume"));
    assertThat(setup.seen().mayNeedStarting()).isFalse();
    setup.latest = "FAILURE";
    assertThat(setup.seen().mayNeedStarting()).isTrue();
    setup.latest = "PENDING";
    assertThat(setup.seen().mayNeedStarting()).isFalse();
    setup.recording = false;
    assertThat(setup.seen().mayNeedStarting()).isTrue();
    setup.name = "aws-controltower-BaselineConfigRecorder";
    assertThat(setup.seen().mayNeedStarting()).isFalse();
  }
}
