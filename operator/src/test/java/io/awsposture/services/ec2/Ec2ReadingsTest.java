package io.awsposture.services.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.aws.AccountRegions;
import io.awsposture.aws.Cause;
import io.awsposture.aws.SampleSession;
import io.awsposture.observe.Observed;
import io.awsposture.observe.Observer;
import io.awsposture.observe.Reading;
import io.awsposture.observe.RegionScope;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.GetEbsDefaultKmsKeyIdRequest;
import software.amazon.awssdk.services.ec2.model.GetEbsDefaultKmsKeyIdResponse;
import software.amazon.awssdk.services.ec2.model.GetEbsEncryptionByDefaultRequest;
import software.amazon.awssdk.services.ec2.model.GetEbsEncryptionByDefaultResponse;
import software.amazon.awssdk.services.ec2.model.GetManagedPrefixListEntriesRequest;
import software.amazon.awssdk.services.ec2.model.GetManagedPrefixListEntriesResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** What answers of Amazon EC2 are taken for. */
class Ec2ReadingsTest {
  private static final String REGION = "eu-west-1";
  private static final Set<Integer> REMOTE_SHELLS = Set.of(22, 23);

  /** Amazon EC2, as far as these readings ask it. */
  private static final class MadeUp implements Ec2Client {
    private final List<SecurityGroup> groups = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private boolean listsAreDenied;

    @Override
    public DescribeSecurityGroupsResponse describeSecurityGroups(
        DescribeSecurityGroupsRequest request) {
      return DescribeSecurityGroupsResponse.builder().securityGroups(groups).build();
    }

    /** Two pages, of which only the second holds the whole internet. */
    @Override
    public GetManagedPrefixListEntriesResponse getManagedPrefixListEntries(
        GetManagedPrefixListEntriesRequest request) {
      if (listsAreDenied) {
        throw Ec2Exception.builder()
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode("UnauthorizedOperation")
                    .errorMessage("no")
                    .build())
            .statusCode(403)
            .build();
      }
      boolean first = request.nextToken() == null;
      String range = first ? "10.0.0.0/8" : "0.0.0.0/0";
      return GetManagedPrefixListEntriesResponse.builder()
          .entries(PrefixListEntry.builder().cidr(range).build())
          .nextToken(first ? "second" : null)
          .build();
    }

    @Override
    public GetEbsEncryptionByDefaultResponse getEbsEncryptionByDefault(
        GetEbsEncryptionByDefaultRequest request) {
      asked.add("encryption");
      return GetEbsEncryptionByDefaultResponse.builder().ebsEncryptionByDefault(true).build();
    }

    @Override
    public GetEbsDefaultKmsKeyIdResponse getEbsDefaultKmsKeyId(
        GetEbsDefaultKmsKeyIdRequest request) {
      asked.add("key");
      return GetEbsDefaultKmsKeyIdResponse.builder().kmsKeyId("alias/aws/ebs").build();
    }

    @Override
    public String serviceName() {
      return "ec2";
    }

    @Override
    public void close() {}
  }

  private final MadeUp ec2 = new MadeUp();

  @Test
  void allProtocolsComeWithoutPortsAndCoverAll() {
    group(rule -> rule.ipProtocol("-1").ipRanges(range -> range.cidrIp("0.0.0.0/0")));

    assertThat(known().openPorts(REMOTE_SHELLS))
        .isEqualTo("every high-risk tcp port, every high-risk udp port");
  }

  @Test
  void aRuleWithoutItsLastPortIsOfOnePort() {
    group(rule -> rule.ipProtocol("tcp").fromPort(22).ipRanges(range -> range.cidrIp("0.0.0.0/0")));

    assertThat(known().openPorts(REMOTE_SHELLS)).contains("22");
    assertThat(known().openPorts(Set.of(23))).isEmpty();
  }

  @Test
  void aRuleWithoutItsFirstPortIsNotUnderstood() {
    group(rule -> rule.ipProtocol("tcp").ipRanges(range -> range.cidrIp("0.0.0.0/0")));

    assertThat(only()).isInstanceOf(Observed.Unknown.class);
  }

  @Test
  void aGroupWithoutRulesInTheAnswerIsNotUnderstood() {
    ec2.groups.add(
        SecurityGroup.builder().groupId("sg-1").groupName("web").ownerId("111122223333").build());

    assertThat(only())
        .isEqualTo(
            Observed.unknown(new Cause.Broken("ec2:DescribeSecurityGroups: rules are missing")));
  }

  @Test
  void allPagesOfAPrefixListAreRead() {
    group(Ec2ReadingsTest::fromAList);

    assertThat(known().openPorts(REMOTE_SHELLS)).contains("22");
    assertThat(known().listsHoldingInternet()).containsExactly("pl-1");
  }

  @Test
  void aPrefixListThatIsDeniedLeavesItOpenWhoIsLetIn() {
    group(Ec2ReadingsTest::fromAList);
    ec2.listsAreDenied = true;

    assertThat(known().openPorts(REMOTE_SHELLS)).isEmpty();
    assertThat(known().unknown(REMOTE_SHELLS))
        .hasValueSatisfying(cause -> assertThat(cause).isInstanceOf(Cause.Denied.class));
  }

  @Test
  void theDefaultKeyIsAskedForWhereItMattersAlone() {
    assertThat(read(EbsReadings.DEFAULTS)).isInstanceOf(Observed.Known.class);
    assertThat(ec2.asked).containsExactly("encryption");

    ec2.asked.clear();
    assertThat(read(EbsReadings.DEFAULTS_AND_KEY).map(EbsDefaults::keyName))
        .isEqualTo(Observed.known("alias/aws/ebs"));
    assertThat(ec2.asked).containsExactlyInAnyOrder("encryption", "key");
  }

  private static void fromAList(IpPermission.Builder rule) {
    rule.ipProtocol("tcp").fromPort(22).toPort(22).prefixListIds(list -> list.prefixListId("pl-1"));
  }

  private void group(Consumer<IpPermission.Builder> rule) {
    ec2.groups.add(
        SecurityGroup.builder()
            .groupId("sg-1")
            .groupName("web")
            .ownerId("111122223333")
            .ipPermissions(rule)
            .ipPermissionsEgress(List.of())
            .build());
  }

  private Exposure known() {
    return only().ifKnown().orElseThrow();
  }

  private Observed<Exposure> only() {
    return read(Ec2Readings.EXPOSURES).ifKnown().orElseThrow().all().findFirst().orElseThrow();
  }

  private <T> Observed<T> read(Reading<T> reading) {
    Observer observer =
        new Observer(
            new AccountRegions(Clock.systemUTC()), Duration.ofSeconds(20), Duration.ofSeconds(20));
    try (Observer.Sight sight =
        observer.look(SampleSession.with(Map.of("ec2", ec2)), RegionScope.ALL_ENABLED)) {
      return sight.of(reading, REGION);
    }
  }
}
