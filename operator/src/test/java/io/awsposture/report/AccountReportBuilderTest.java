package io.awsposture.report;

import static io.awsposture.report.AccountSample.held;
import static io.awsposture.report.AccountSample.sample;
import static io.awsposture.report.SampleFindings.ROOT;
import static io.awsposture.report.SampleFindings.START;
import static io.awsposture.report.SampleFindings.fail;
import static io.awsposture.report.SampleFindings.finding;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.AccountReport;
import io.awsposture.api.v1alpha1.AccountReportSpec;
import io.awsposture.api.v1alpha1.ReportedChange;
import io.awsposture.api.v1alpha1.ReportedFinding;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.control.Finding;
import io.awsposture.control.Owner;
import io.awsposture.plan.Hold;
import io.awsposture.plan.Steps;
import io.awsposture.samples.SampleRisks;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The report of an account holds everything, in parts that fit the API server. */
class AccountReportBuilderTest {

  @Test
  void nothingIsReportedBeforeTheFirstScan() {
    assertThat(AccountReportBuilder.parts(sample().view())).isEmpty();
  }

  @Test
  void anAccountWithoutFaultHasAnEmptyReport() {
    assertThat(AccountReportBuilder.parts(sample().passes("GuardDuty.1").scannedAt(START).view()))
        .containsExactly(
            new AccountReportSpec(
                "payments-prod", "111122223333", 1, 1, 0, 0, "", List.of(), List.of()));
  }

  @Test
  void findingsTellWhoOwnsThemWhoAcceptedThemAndWhatIsMissing() {
    Finding owned =
        SampleFindings.owned(
            "GuardDuty.1", "us-east-1", ROOT, new Owner("organization", "the organization"));
    Finding group = finding("EC2.19", "us-east-1", group(1));
    AccountSample sample =
        sample()
            .says("GuardDuty.1", "us-east-1", fail(owned))
            .says("EC2.19", "us-east-1", fail(group))
            .obstacle(owned.key(), "name a bucket")
            .accepts(SampleRisks.of("EC2.19"))
            .scannedAt(START);

    assertThat(part(sample).findings())
        .containsExactly(
            new ReportedFinding(
                "EC2.19",
                "us-east-1",
                group(1),
                Severity.CRITICAL,
                "it is off",
                "it on",
                START,
                SampleRisks.of("EC2.19").name(),
                "",
                ""),
            new ReportedFinding(
                "GuardDuty.1",
                "us-east-1",
                ROOT,
                Severity.HIGH,
                "it is off",
                "it on",
                START,
                "",
                "organization",
                "name a bucket"));
  }

  @Test
  void changesTellWhatTheyWaitFor() {
    AccountSample sample =
        sample()
            .fails("GuardDuty.1")
            .plans(
                AccountSample.change(
                    "c-0123456789ab",
                    "GuardDuty.1",
                    "the detector",
                    Risk.COSTS,
                    held(Hold.Kind.APPROVAL, "waits for approval")))
            .plans(AccountSample.change("c-1", "GuardDuty.1", "it", Optional.empty()))
            .scannedAt(START);

    AccountReportSpec report = part(sample);
    assertThat(report.planHash()).startsWith("p-");
    assertThat(report.changes().getFirst())
        .isEqualTo(
            new ReportedChange(
                "c-0123456789ab",
                "GuardDuty.1",
                "us-east-1",
                ROOT,
                "guardduty:CreateDetector",
                "the detector",
                List.of(Risk.COSTS),
                "no detector",
                "detector enabled",
                "AWS charges by the event",
                "Approval",
                "waits for approval",
                "",
                START));
    assertThat(report.changes().getLast().waitsFor()).isEmpty();
  }

  @Test
  void theTimeOfAFindingIsThatOfItsFirstSight() {
    AccountSample sample = sample().fails("GuardDuty.1").scannedAt(START);
    AccountReportSpec first = part(sample);

    sample.scannedAt(START.plus(Duration.ofHours(1)));

    assertThat(part(sample)).as("nothing in it tells the scan").isEqualTo(first);
  }

  @Test
  void moreThanOnePartHoldsIsGoneOnWithInTheNext() {
    int many = AccountReport.MOST_ENTRIES + 50;
    AccountSample sample = sample().says("EC2.19", "us-east-1", fail(groups(many, "")));
    IntStream.range(0, many)
        .forEach(
            i -> sample.plans(AccountSample.change("c-" + i, "EC2.19", "g" + i, Optional.empty())));

    List<AccountReportSpec> parts = AccountReportBuilder.parts(sample.scannedAt(START).view());

    assertThat(parts).extracting(AccountReportSpec::part).containsExactly(1, 2, 3);
    assertThat(parts)
        .allSatisfy(part -> {
          assertThat(part.parts()).isEqualTo(3);
          assertThat(part.totalFindings()).isEqualTo(many);
          assertThat(part.totalChanges()).isEqualTo(many);
          assertThat(part.planHash()).isEqualTo(parts.getFirst().planHash());
        });
    assertThat(parts).extracting(part -> part.findings().size()).containsExactly(400, 50, 0);
    assertThat(parts).extracting(part -> part.changes().size()).containsExactly(0, 350, 100);
    assertThat(parts.stream().flatMap(part -> part.changes().stream()).map(ReportedChange::id))
        .doesNotHaveDuplicates()
        .hasSize(many);
  }

  @Test
  void noTextIsCutAndEachPartStillFitsTheApiServer() {
    String words = "ü".repeat(20_000);

    List<AccountReportSpec> parts =
        AccountReportBuilder.parts(
            sample().says("EC2.19", "us-east-1", fail(groups(100, words))).scannedAt(START).view());

    KubernetesSerialization json = new KubernetesSerialization();
    assertThat(parts)
        .hasSizeGreaterThan(1)
        .allSatisfy(part ->
            assertThat(json.asJson(part).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(1_400_000));
    assertThat(parts.stream().flatMap(part -> part.findings().stream()))
        .hasSize(100)
        .allSatisfy(it -> assertThat(it.observed()).isEqualTo(words));
  }

  private static AccountReportSpec part(AccountSample sample) {
    List<AccountReportSpec> parts = AccountReportBuilder.parts(sample.view());
    assertThat(parts).hasSize(1);
    return parts.getFirst();
  }

  private static Finding[] groups(int count, String observed) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            new Finding(
                "EC2.19",
                "us-east-1",
                group(i),
                observed,
                "closed",
                Optional.empty(),
                Steps.none()))
        .toArray(Finding[]::new);
  }

  private static String group(int number) {
    return "arn:aws:ec2:us-east-1:111122223333:security-group/sg-" + number;
  }
}
