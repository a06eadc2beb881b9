package io.awsposture.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.aws.SampleSession;
import io.awsposture.aws.Session;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationResponse;

/** Sessions of accounts that answer what the gate asks. */
final class SampleAccount {
  static final String ELSEWHERE = "444455556666";

  private SampleAccount() {}

  /** A member of an organization whose write role carries this operator's id. */
  static Session member(String operator) {
    return session(organization(ELSEWHERE), role(Optional.of(operator)));
  }

  static Session session(OrganizationsClient organizations, IamClient iam) {
    return SampleSession.with(Map.of("organizations", organizations, "iam", iam));
  }

  static OrganizationsClient organization(String management) {
    return new Organizations() {
      @Override
      public DescribeOrganizationResponse describeOrganization(
          DescribeOrganizationRequest request) {
        return DescribeOrganizationResponse.builder()
            .organization(it -> it.id("o-1").masterAccountId(management))
            .build();
      }
    };
  }

  static IamClient role(Optional<String> operator) {
    return new Iam() {
      @Override
      public GetRoleResponse getRole(GetRoleRequest request) {
        assertThat(request.roleName()).as("AWS takes no path here").isEqualTo("write");
        return GetRoleResponse.builder()
            .role(role ->
                role.tags(
                    operator.stream()
                        .map(id -> Tag.builder().key("awsposture-operator").value(id).build())
                        .toList()))
            .build();
      }
    };
  }

  /** AWS Organizations, of which a test says what it answers. */
  abstract static class Organizations implements OrganizationsClient {
    @Override
    public String serviceName() {
      return "organizations";
    }

    @Override
    public void close() {}
  }

  /** AWS IAM, of which a test says what it answers. */
  abstract static class Iam implements IamClient {
    @Override
    public String serviceName() {
      return "iam";
    }

    @Override
    public void close() {}
  }
}
