package io.awsposture.emulator;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Organizations as seen by an account. moto knows an organization only after it was built up by
 * calls; a test says in a line who belongs to whom. Accounts not named here have what they built in
 * moto, mostly nothing.
 */
public final class OrganizationCorrections {
  private final Map<String, String> managementAccounts = new ConcurrentHashMap<>();
  private final Map<String, String> effectivePolicies = new ConcurrentHashMap<>();

  OrganizationCorrections() {}

  /** Makes these accounts one organization. */
  public OrganizationCorrections of(String managementAccount, String... members) {
    managementAccounts.put(managementAccount, managementAccount);
    for (String member : members) {
      managementAccounts.put(member, managementAccount);
    }
    return this;
  }

  /** Sets a policy that the organization imposes on an account, such as of type S3_POLICY. */
  public OrganizationCorrections effectivePolicy(String account, String type, String content) {
    effectivePolicies.put(account + type, content);
    return this;
  }

  void addTo(Map<String, Correction> byCall) {
    byCall.put("organizations:DescribeOrganization", this::organization);
    byCall.put("organizations:DescribeEffectivePolicy", this::effectivePolicy);
  }

  private WireAnswer organization(AwsCall call, Moto moto) throws IOException {
    String management = managementAccounts.get(call.account());
    if (management == null) {
      return moto.answer(call);
    }
    String arn = "arn:aws:organizations::" + management;
    Map<String, Object> organization =
        Map.of(
            "Id",
            "o-" + management,
            "Arn",
            arn + ":organization/o-" + management,
            "FeatureSet",
            "ALL",
            "MasterAccountArn",
            arn + ":account/o-" + management + "/" + management,
            "MasterAccountId",
            management,
            "MasterAccountEmail",
            "management@example.com");
    return call.success(Json.text(Map.of("Organization", organization)));
  }

  private WireAnswer effectivePolicy(AwsCall call, Moto moto) throws IOException {
    String type = call.json().path("PolicyType").asText();
    String content = effectivePolicies.get(call.account() + type);
    if (content != null) {
      return call.success(
          Json.text(
              Map.of(
                  "EffectivePolicy",
                  Map.of(
                      "PolicyContent", content, "PolicyType", type, "TargetId", call.account()))));
    }
    // An account outside of any organization hears that first.
    WireAnswer organization =
        organization(
            new AwsCall(
                call.asking("DescribeOrganization", Map.of()),
                call.service(),
                "DescribeOrganization",
                call.region(),
                call.account()),
            moto);
    return organization.ok()
        ? call.error(
            400,
            "EffectivePolicyNotFoundException",
            "There is no effective policy of type " + type + ".")
        : organization;
  }
}
