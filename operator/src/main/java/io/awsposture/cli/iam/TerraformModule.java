package io.awsposture.cli.iam;

import io.awsposture.aws.WriteRole;
import io.awsposture.cli.iam.HclText.Code;
import io.awsposture.cli.iam.HclText.Template;
import io.awsposture.plan.Grant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The roles of one account as a Terraform module, to be used once for each account. */
public final class TerraformModule {
  private static final String PARTITION = "data.aws_partition.current.partition";
  private static final String ACCOUNT = "data.aws_caller_identity.current.account_id";

  private TerraformModule() {}

  /** The module's one file; {@code head} are lines of comment. */
  public static String text(Roles roles, String head) {
    HclText file = new HclText();
    file.lines(head.strip().replaceAll("(?m)^", "# "));
    file.lines(
        """
        terraform {
          required_providers {
            aws = {
              source  = "hashicorp/aws"
              version = ">= 5.0"
            }
          }
        }
        """);
    Roles.Trust trust = roles.trust();
    variable(file, "operator_role_arn", "ARN of the operator's own role.", trust.operator());
    variable(
        file,
        "external_id",
        "External id of the operator and of the AwsAccount's namespace: status.externalId shows it.",
        trust.externalId());
    if (roles.write().isPresent()) {
      variable(
          file,
          "installation",
          "Id of the one operator that may change the account: AWSPOSTURE_INSTALLATION.",
          trust.installation());
    }
    file.block(
        "variable \"organization_id\"",
        attributes(
            "description",
            "Id of the organization whose principals are trusted; null: any.",
            "type",
            new Code("string"),
            "default",
            trust.organization().<Object>map(id -> id).orElse(new Code("null"))));
    file.lines("data \"aws_partition\" \"current\" {}");
    file.lines("data \"aws_caller_identity\" \"current\" {}");
    file.block("locals", Map.of("trust_policy", new Code(trust(roles))));
    role(file, "read", roles.readName(), roles.read(), false);
    roles.write().ifPresent(write -> role(file, "write", roles.writeName(), write, true));
    return file.toString();
  }

  private static void variable(HclText file, String name, String what, Optional<String> known) {
    Map<String, Object> attributes = attributes("description", what, "type", new Code("string"));
    known.ifPresent(value -> attributes.put("default", value));
    file.block("variable \"" + name + "\"", attributes);
  }

  private static String trust(Roles roles) {
    Map<String, Object> statement =
        Roles.trustStatement(
            roles.assuming(),
            new Code("var.operator_role_arn"),
            Map.of(
                "StringEquals",
                new Code(
                    """
                    merge(
                      { "sts:ExternalId" = var.external_id },
                      var.organization_id == null ? {} : { "aws:PrincipalOrgID" = var.organization_id },
                    )\
                    """)));
    return call(Roles.document(statement));
  }

  private static void role(
      HclText file, String label, RoleName name, IamPolicy policy, boolean tagged) {
    Map<String, Object> role =
        attributes(
            "name", name.name(),
            "path", name.path(),
            "description", describe(label),
            "assume_role_policy", new Code("local.trust_policy"));
    if (tagged) {
      role.put("tags", Map.of(WriteRole.TAG, new Code("var.installation")));
    }
    file.block("resource \"aws_iam_role\" \"" + label + "\"", role);
    List<IamPolicy> parts = policy.within(IamPolicy.LONGEST);
    for (int index = 0; index < parts.size(); index++) {
      String one = index == 0 ? label : label + "_" + (index + 1);
      file.block(
          "resource \"aws_iam_policy\" \"" + one + "\"",
          attributes(
              "name",
              "awsposture-" + one.replace('_', '-'),
              "path",
              name.path(),
              "policy",
              new Code(call(parts.get(index).tree(text -> text)))));
      file.block(
          "resource \"aws_iam_role_policy_attachment\" \"" + one + "\"",
          attributes(
              "role", new Code("aws_iam_role." + label + ".name"),
              "policy_arn", new Code("aws_iam_policy." + one + ".arn")));
    }
    file.block(
        "output \"" + label + "_role_arn\"",
        attributes("value", new Code("aws_iam_role." + label + ".arn")));
  }

  static String describe(String label) {
    return label.equals("read")
        ? "AWS Posture Operator reads the account"
        : "AWS Posture Operator mends the account";
  }

  private static String call(Map<String, Object> document) {
    HclText inner = new HclText();
    inner.block("", attributes("x", referring(document)));
    String object = inner.toString();
    // " {\n  x = {...}\n}\n" without what is around the value, and its indentation.
    String value = object.substring(object.indexOf("= ") + 2, object.lastIndexOf("\n}"));
    return "jsonencode(" + value.replace("\n  ", "\n") + ")";
  }

  /** References in place of the stand-ins. */
  private static Object referring(Object tree) {
    return switch (tree) {
      case Map<?, ?> map -> {
        Map<String, Object> all = new LinkedHashMap<>();
        map.forEach((key, value) -> all.put(String.valueOf(key), referring(value)));
        yield all;
      }
      case List<?> list -> list.stream().map(TerraformModule::referring).toList();
      case String text when text.contains(Grant.PARTITION) || text.contains(Grant.ACCOUNT) ->
          new Template(
              text.replace("${", "$${")
                  .replace(Grant.PARTITION, "${" + PARTITION + "}")
                  .replace(Grant.ACCOUNT, "${" + ACCOUNT + "}"));
      default -> tree;
    };
  }

  private static Map<String, Object> attributes(Object... keysAndValues) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    for (int index = 0; index < keysAndValues.length; index += 2) {
      attributes.put((String) keysAndValues[index], keysAndValues[index + 1]);
    }
    return attributes;
  }
}
