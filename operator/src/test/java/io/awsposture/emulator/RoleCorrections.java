package io.awsposture.emulator;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * IAM where it concerns no root user: the name of Config's service-linked role, and absent values
 * of the password policy.
 */
final class RoleCorrections {
  private static final String IN_AWS = "AWSServiceRoleForConfig";
  private static final String IN_MOTO = "AWSServiceRoleForconfig";

  private RoleCorrections() {}

  static void addTo(Map<String, Correction> byCall) {
    List.of(
            "GetRole",
            "ListRoles",
            "DeleteServiceLinkedRole",
            "ListRoleTags",
            "ListAttachedRolePolicies")
        .forEach(operation -> byCall.put("iam:" + operation, RoleCorrections::renamed));
    byCall.put("iam:CreateServiceLinkedRole", RoleCorrections::created);
    byCall.put("iam:GetAccountPasswordPolicy", RoleCorrections::passwordPolicy);
  }

  private static WireAnswer renamed(AwsCall call, Moto moto) throws IOException {
    String asked = call.request().text().replace(IN_AWS, IN_MOTO);
    WireAnswer answer = moto.answer(call, call.request().withBody(asked));
    return answer.withBody(answer.text().replace(IN_MOTO, IN_AWS));
  }

  private static WireAnswer created(AwsCall call, Moto moto) throws IOException {
    WireAnswer answer = renamed(call, moto);
    return answer.text().contains("<Code>EntityAlreadyExists</Code>")
        ? call.error(
            400,
            "InvalidInput",
            "Service role name has been taken in this account, please try a different suffix.")
        : answer;
  }

  /** AWS leaves out what is not set; moto says 0, which AWS would not take back. */
  private static WireAnswer passwordPolicy(AwsCall call, Moto moto) throws IOException {
    WireAnswer answer = moto.answer(call);
    return answer.withBody(
        answer
            .text()
            .replaceAll(
                "<(MaxPasswordAge|PasswordReusePrevention)>0</(MaxPasswordAge|PasswordReusePrevention)>",
                ""));
  }
}
