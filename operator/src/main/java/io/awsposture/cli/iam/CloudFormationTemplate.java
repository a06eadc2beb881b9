package io.awsposture.cli.iam;

import io.awsposture.aws.WriteRole;
import io.awsposture.plan.Grant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The roles of one account as a CloudFormation template that a StackSet can bring into each account
 * as it is: nothing of an account or partition stands in it.
 */
public final class CloudFormationTemplate {
  private static final String ROLE_ARN = "arn:aws(-[a-z0-9-]+)?:iam::[0-9]{12}:role/.+";
  private static final String HAS_ORGANIZATION = "HasOrganization";

  private CloudFormationTemplate() {}

  /** The template as YAML; {@code head} are lines of comment. */
  public static String text(Roles roles, String head) {
    return head.strip().replaceAll("(?m)^", "# ") + "\n" + PolicyText.yaml(tree(roles));
  }

  private static Map<String, Object> tree(Roles roles) {
    Map<String, Object> resources = new LinkedHashMap<>();
    Map<String, Object> outputs = new LinkedHashMap<>();
    role("Read", roles.readName(), roles.read(), roles, resources, outputs);
    roles
        .write()
        .ifPresent(write -> role("Write", roles.writeName(), write, roles, resources, outputs));
    return map(
        "AWSTemplateFormatVersion",
        "2010-09-09",
        "Description",
        "Roles of the AWS Posture Operator in this account",
        "Parameters",
        parameters(roles),
        "Conditions",
        map(
            HAS_ORGANIZATION,
            map("Fn::Not", List.of(map("Fn::Equals", List.of(ref("OrganizationId"), ""))))),
        "Resources",
        resources,
        "Outputs",
        outputs);
  }

  private static Map<String, Object> parameters(Roles roles) {
    Roles.Trust trust = roles.trust();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(
        "OperatorRoleArn",
        parameter("ARN of the operator's own role", "^" + ROLE_ARN + "$", trust.operator()));
    all.put(
        "ExternalId",
        parameter(
            "External id of the operator and of the AwsAccount's namespace, which"
                + " status.externalId shows",
            "^[A-Za-z0-9+=,.@:/_-]{2,1224}$",
            trust.externalId()));
    if (roles.write().isPresent()) {
      all.put(
          "Installation",
          parameter(
              "Id of the one operator that may change the account, AWSPOSTURE_INSTALLATION",
              "^[A-Za-z0-9+=,.@:/_ -]{1,256}$",
              trust.installation()));
    }
    all.put(
        "OrganizationId",
        parameter(
            "Id of the organization whose principals are trusted; empty for any",
            "^(o-[a-z0-9]{10,32})?$",
            Optional.of(trust.organization().orElse(""))));
    return all;
  }

  private static Map<String, Object> parameter(
      String what, String pattern, Optional<String> known) {
    Map<String, Object> parameter =
        map("Type", "String", "Description", what, "AllowedPattern", pattern);
    known.ifPresent(value -> parameter.put("Default", value));
    return parameter;
  }

  private static void role(
      String label,
      RoleName name,
      IamPolicy policy,
      Roles roles,
      Map<String, Object> resources,
      Map<String, Object> outputs) {
    List<IamPolicy> parts = policy.within(IamPolicy.LONGEST);
    List<Map<String, Object>> attached = new java.util.ArrayList<>();
    Map<String, Object> policies = new LinkedHashMap<>();
    for (int index = 0; index < parts.size(); index++) {
      String one = label + "Policy" + (index == 0 ? "" : index + 1);
      attached.add(ref(one));
      policies.put(
          one,
          map(
              "Type",
              "AWS::IAM::ManagedPolicy",
              "Properties",
              map(
                  "Path", name.path(),
                  "PolicyDocument", referring(parts.get(index).tree(text -> text)))));
    }
    Map<String, Object> properties =
        map(
            "RoleName", name.name(),
            "Path", name.path(),
            "Description", TerraformModule.describe(label.toLowerCase(java.util.Locale.ROOT)),
            "AssumeRolePolicyDocument", trust(roles),
            "ManagedPolicyArns", attached);
    if (label.equals("Write")) {
      properties.put("Tags", List.of(map("Key", WriteRole.TAG, "Value", ref("Installation"))));
    }
    resources.put(label + "Role", map("Type", "AWS::IAM::Role", "Properties", properties));
    resources.putAll(policies);
    outputs.put(label + "RoleArn", map("Value", map("Fn::GetAtt", List.of(label + "Role", "Arn"))));
  }

  private static Map<String, Object> trust(Roles roles) {
    Map<String, Object> id = map("sts:ExternalId", ref("ExternalId"));
    Map<String, Object> both =
        map("aws:PrincipalOrgID", ref("OrganizationId"), "sts:ExternalId", ref("ExternalId"));
    return Roles.document(
        Roles.trustStatement(
            roles.assuming(),
            ref("OperatorRoleArn"),
            map("StringEquals", map("Fn::If", List.of(HAS_ORGANIZATION, both, id)))));
  }

  /** CloudFormation's own names in place of the stand-ins. */
  private static Object referring(Object tree) {
    return switch (tree) {
      case Map<?, ?> some -> {
        Map<String, Object> all = new LinkedHashMap<>();
        some.forEach((key, value) -> all.put(String.valueOf(key), referring(value)));
        yield all;
      }
      case List<?> list -> list.stream().map(CloudFormationTemplate::referring).toList();
      case String text when text.contains(Grant.PARTITION) || text.contains(Grant.ACCOUNT) ->
          map(
              "Fn::Sub",
              text.replace("${", "${!")
                  .replace(Grant.PARTITION, "${AWS::Partition}")
                  .replace(Grant.ACCOUNT, "${AWS::AccountId}"));
      default -> tree;
    };
  }

  private static Map<String, Object> ref(String name) {
    return map("Ref", name);
  }

  private static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int index = 0; index < keysAndValues.length; index += 2) {
      map.put((String) keysAndValues[index], keysAndValues[index + 1]);
    }
    return map;
  }
}
