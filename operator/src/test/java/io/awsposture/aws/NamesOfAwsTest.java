package io.awsposture.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;
import software.amazon.awssdk.services.iam.IamClient;

/** Operations, actions, Regions and partitions as AWS names them. */
class NamesOfAwsTest {
  private static final Service<GuardDutyClient> GUARDDUTY =
      Service.regional("guardduty", GuardDutyClient::builder, GuardDutyClient.serviceMetadata());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GetDetector",
        "ListDetectors",
        "DescribeRegions",
        "BatchGetAccountStatus",
        "HeadBucket",
        "LookupEvents",
        "GenerateCredentialReport",
        "AssumeRole"
      })
  void readsChangeNothing(String operation) {
    assertThat(Operations.isRead(operation)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CreateDetector",
        "UpdateDetector",
        "DeleteDetector",
        "PutPublicAccessBlock",
        "StartLogging",
        "EnableKeyRotation",
        "ModifyEbsDefaultKmsKeyId",
        "BatchDisableStandards",
        "AssumeRoot",
        "GenerateDataKey",
        "TagResource",
        "UnheardOf",
        "listDetectors",
        ""
      })
  void everythingElseIsAWrite(String operation) {
    assertThat(Operations.isRead(operation)).isFalse();
  }

  @Test
  void aReadSessionRefusesWritesBeforeAwsIsAsked() {
    assertThat(CallGate.Guard.readOnly(GUARDDUTY, "GetDetector")).isEmpty();
    assertThat(CallGate.Guard.readOnly(GUARDDUTY, "DeleteDetector")).isNotEmpty();
  }

  @Test
  void anActionIsNamedLikeItsOperationUnlessSaidOtherwise() {
    Service<GuardDutyClient> service =
        GUARDDUTY.action("GetPublicAccessBlock", "s3:GetAccountPublicAccessBlock");

    assertThat(service.actionOf("GetDetector")).isEqualTo("guardduty:GetDetector");
    assertThat(service.actionOf("GetPublicAccessBlock"))
        .isEqualTo("s3:GetAccountPublicAccessBlock");
    assertThat(GUARDDUTY.actionOf("GetPublicAccessBlock"))
        .as("the service it was made from stays as it was")
        .isEqualTo("guardduty:GetPublicAccessBlock");
  }

  @Test
  void theSessionPolicyAllowsThePlansActionsAndNothingElse() throws JsonProcessingException {
    String policy =
        SessionPolicy.allowing(
            List.of("guardduty:TagResource", "guardduty:CreateDetector", "guardduty:TagResource"));

    JsonNode root = new JsonMapper().readTree(policy);
    assertThat(root.path("Version").asText()).isEqualTo("2012-10-17");
    assertThat(root.path("Statement")).hasSize(1);
    JsonNode statement = root.path("Statement").path(0);
    assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
    assertThat(statement.path("Resource").asText()).isEqualTo("*");
    assertThat(statement.path("Action"))
        .extracting(JsonNode::asText)
        .containsExactly("guardduty:CreateDetector", "guardduty:TagResource");
    assertThat(policy)
        .as("the same plan has the same policy")
        .isEqualTo(
            SessionPolicy.allowing(Set.of("guardduty:CreateDetector", "guardduty:TagResource")));
  }

  @ParameterizedTest
  @CsvSource({
    "aws, us-east-1",
    "aws-cn, cn-north-1",
    "aws-us-gov, us-gov-west-1",
    "aws-eusc, eusc-de-east-1",
    "aws-iso, us-iso-east-1",
    "aws-iso-b, us-isob-east-1"
  })
  void eachPartitionHasItsHome(String partition, String home) {
    assertThat(new Partition(partition).defaultHomeRegion()).isEqualTo(home);
  }

  @Test
  void aPartitionHoldsItsRegionsAndThoseThatNobodyKnowsYet() {
    assertThat(new Partition("aws").mayHold("eu-west-1")).isTrue();
    assertThat(new Partition("aws").mayHold("cn-north-1")).isFalse();
    assertThat(new Partition("aws-cn").mayHold("cn-north-1")).isTrue();
    assertThat(new Partition("aws-cn").mayHold("eu-west-1")).isFalse();
    assertThat(new Partition("aws").mayHold("xx-nowhere-9")).isTrue();
  }

  @Test
  void aServiceIsOfferedWhereTheSdkDoesNotKnowBetter() {
    assertThat(GUARDDUTY.offeredIn("eu-west-1")).isTrue();
    assertThat(GUARDDUTY.offeredIn("xx-nowhere-9")).isTrue();
    assertThat(GUARDDUTY.offeredIn("us-isof-south-1"))
        .isEqualTo(
            GuardDutyClient.serviceMetadata().regions().stream()
                .anyMatch(region -> region.id().equals("us-isof-south-1")));
    assertThat(Service.global("iam", IamClient::builder).offeredIn("us-isof-south-1")).isTrue();
  }

  @Test
  void aSessionHandsOutNoClientWhereThereIsNoService() {
    Service<GuardDutyClient> nowhere =
        Service.regional("guardduty", GuardDutyClient::builder, new NowhereMetadata());

    assertThatThrownBy(() -> SampleSession.withoutAws().in("eu-west-1").use(nowhere))
        .isInstanceOf(UnsupportedInRegion.class)
        .hasMessage("guardduty is not offered in eu-west-1");
  }

  @Test
  void aRoleIsNamedWithItsPath() {
    assertThat(SampleSession.TARGET.roleArn("posture/write"))
        .isEqualTo("arn:aws:iam::111122223333:role/posture/write");
  }

  @Test
  void ratesMakeSense() {
    assertThatThrownBy(() -> new Rate(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rate(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rate(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
