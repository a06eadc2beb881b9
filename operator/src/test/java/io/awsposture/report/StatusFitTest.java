package io.awsposture.report;

import static io.awsposture.report.AccountSample.START;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.AccountScore;
import io.awsposture.api.v1alpha1.AppliedBaseline;
import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.ConditionStatus;
import io.awsposture.api.v1alpha1.ControlStatus;
import io.awsposture.api.v1alpha1.FailingControls;
import io.awsposture.api.v1alpha1.FindingStatus;
import io.awsposture.api.v1alpha1.MadeChange;
import io.awsposture.api.v1alpha1.MendedSetting;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.NonCompliance;
import io.awsposture.api.v1alpha1.PlanStatus;
import io.awsposture.api.v1alpha1.PlannedChange;
import io.awsposture.api.v1alpha1.RegionState;
import io.awsposture.api.v1alpha1.RegionsStatus;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.api.v1alpha1.ScanStatus;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.api.v1alpha1.SpentBudget;
import io.awsposture.api.v1alpha1.UnreadRegion;
import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.api.v1alpha1.Weakening;
import io.awsposture.api.v1alpha1.WeakeningKind;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A status is small whatever it is made of. */
class StatusFitTest {

  @Test
  void anOrdinaryStatusIsNotTouched() {
    AwsAccountStatus ordinary = status(14, 10, 60, 5, 10);

    assertThat(StatusFit.fit(ordinary)).isEqualTo(ordinary);
  }

  @ParameterizedTest(name = "{0} controls, texts of {1}, ARNs of {2}, {3} Regions unread")
  @CsvSource({"14, 500, 120, 5", "60, 500, 120, 30", "60, 5000, 120, 30", "60, 5000, 2048, 40"})
  void theWorstStatusFits(int controls, int text, int arn, int unread) {
    AwsAccountStatus fit = StatusFit.fit(status(controls, text, arn, unread, 100));

    assertThat(json(fit)).isLessThanOrEqualTo(20_000);
    assertThat(fit.controls()).as("no verdict is left out").hasSize(controls);
    assertThat(fit.controls()).allSatisfy(row -> assertThat(row.message()).endsWith("…"));
    assertThat(requireNonNull(fit.nonCompliance()).regionSeconds())
        .as("times are forgotten last")
        .hasSize(arn < 2000 ? controls : 10);
    assertThat(fit.changes()).as("the last change is never forgotten").isNotEmpty();
    assertThat(fit.changes())
        .allSatisfy(change -> assertThat(change.target()).as("a whole name").hasSize(arn));
    assertThat(requireNonNull(fit.plan()).total())
        .as("what is not listed is counted")
        .isEqualTo(200);
  }

  @Test
  void textsAreCutBeforeEntriesAreLeftOut() {
    AwsAccountStatus fit = StatusFit.fit(status("x", 3, 500, 40, 5, 5));

    assertThat(fit.findings()).hasSize(20);
    assertThat(requireNonNull(fit.plan()).changes()).hasSize(10);
    assertThat(fit.changes()).hasSize(10);
    assertThat(fit.mended()).hasSize(5);
    assertThat(fit.findings().getFirst().observed()).endsWith("…");
  }

  @Test
  void ourMeasureIsNotSmallerThanWhatIsSent() {
    AwsAccountStatus status = StatusFit.fit(status(60, 500, 120, 30, 100));

    assertThat(json(status)).isLessThanOrEqualTo(StatusFit.bytes(status));
  }

  private static int json(AwsAccountStatus status) {
    return new KubernetesSerialization().asJson(status).getBytes(StandardCharsets.UTF_8).length;
  }

  /** A status whose texts are not of the plain alphabet: what counts is bytes. */
  private static AwsAccountStatus status(int controls, int text, int arn, int unread, int mended) {
    return status("ö", controls, text, arn, unread, mended);
  }

  private static AwsAccountStatus status(
      String letter, int controls, int text, int arn, int unread, int mended) {
    String words = letter.repeat(text);
    String name = "arn:" + "x".repeat(arn - 4);
    return new AwsAccountStatus(
        7,
        List.of("Ready", "Reconciling", "Reachable", "Compliant", "Enforced", "Contended").stream()
            .map(
                type -> new Condition(type, ConditionStatus.TRUE, 7, START, Reasons.SCANNED, words))
            .toList(),
        new AppliedBaseline("foundation", "security", "b-0123456789ab"),
        new AccountScore(64, 57, 49),
        new FailingControls(1, 2, 2, 1, 6),
        list(
            controls,
            i ->
                new ControlStatus(
                    "CloudTrail." + i,
                    VerdictValue.FAIL,
                    Severity.CRITICAL,
                    Mode.ENFORCE,
                    1700,
                    1300,
                    200,
                    100,
                    "infrastructure-as-code",
                    START,
                    words)),
        list(20, i -> new FindingStatus("EC2.19", "us-east-1", name, words, words, START)),
        new PlanStatus(
            "p-0123456789ab",
            200,
            150,
            list(
                10,
                i ->
                    new PlannedChange(
                        "c-%012d".formatted(i),
                        "EC2.19",
                        "us-east-1",
                        "ec2:EnableEbsEncryptionByDefault",
                        name,
                        Risk.ALTERS_FOREIGN,
                        words,
                        words,
                        words,
                        words))),
        list(
            10,
            i ->
                new MadeChange(
                    START,
                    "c-%012d".formatted(i),
                    "EC2.19",
                    "us-east-1",
                    "ec2:EnableEbsEncryptionByDefault",
                    name,
                    words,
                    words,
                    "",
                    "DeniedByOrganization",
                    words)),
        new ScanStatus(START, START, START, 312, 4, 1),
        new RegionsStatus(
            16,
            11,
            1,
            0,
            1,
            list(
                unread, i -> new UnreadRegion("us-gov-east-" + i, RegionState.UNREACHABLE, words))),
        "awsposture-0123456789ab",
        words,
        START,
        START,
        list(mended, i -> new MendedSetting("s-%012d".formatted(i), "EC2.19", 2, START, START)),
        new SpentBudget(START, 3, START, 11),
        list(
            unread,
            i -> new Weakening(WeakeningKind.REGION_EXCLUDED, "us-gov-east-" + i, words, null)),
        20,
        new NonCompliance(START, byControl(controls, 17), byControl(controls, 1_234_567_890L)));
  }

  private static <T> Map<String, T> byControl(int controls, T value) {
    return IntStream.range(0, controls)
        .boxed()
        .collect(Collectors.toMap(i -> "CloudTrail." + i, _ -> value));
  }

  private static <T> List<T> list(int size, IntFunction<T> entry) {
    return IntStream.range(0, size).mapToObj(entry).toList();
  }
}
