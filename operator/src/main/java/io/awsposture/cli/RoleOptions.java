package io.awsposture.cli;

import io.awsposture.Account;
import io.awsposture.cli.iam.IamPolicy;
import io.awsposture.cli.iam.PolicyFile;
import io.awsposture.cli.iam.RoleName;
import io.awsposture.cli.iam.Roles;
import io.awsposture.plan.Grant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How roles are called and whom they trust, as arguments. */
final class RoleOptions {
  private static final Pattern ROLE_NAME =
      Pattern.compile("([A-Za-z0-9_+=,.@-]+/)*[A-Za-z0-9_+=,.@-]{1,64}");
  private static final Pattern ROLE_ARN =
      Pattern.compile(
          "arn:(aws(?:-[a-z0-9-]+)?):iam::[0-9]{12}:role/(?:[!-.0-~]+/)*[A-Za-z0-9_+=,.@-]{1,64}");
  private static final Pattern ORGANIZATION = Pattern.compile("o-[a-z0-9]{10,32}");
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern PARTITION = Pattern.compile("aws(-[a-z0-9-]+)?");
  private static final Pattern TAG_VALUE = Pattern.compile("[\\p{L}\\p{N} _.:/=+@-]{1,256}");

  @Option(
      names = "--read-role-name",
      paramLabel = "NAME",
      defaultValue = "posture/read",
      description = "As in spec.access.readRoleName. Default: ${DEFAULT-VALUE}.")
  private String readRole = "posture/read";

  @Option(
      names = "--write-role-name",
      paramLabel = "NAME",
      defaultValue = "posture/write",
      description = "As in spec.access.writeRoleName. Default: ${DEFAULT-VALUE}.")
  private String writeRole = "posture/write";

  @Option(
      names = "--operator-role-arn",
      paramLabel = "ARN",
      description = "The role that the operator itself runs as.")
  private @Nullable String operatorRole;

  @Option(
      names = "--installation",
      paramLabel = "ID",
      description = "The operator's AWSPOSTURE_INSTALLATION. Default: that variable.")
  private @Nullable String installation;

  @Option(
      names = "--namespace",
      paramLabel = "NAMESPACE",
      description = "Where the AwsAccounts are that use the roles; the external id depends on it.")
  private @Nullable String namespace;

  @Option(
      names = "--organization-id",
      paramLabel = "ID",
      description = "Trust principals of this organization only, like o-a1b2c3d4e5.")
  private @Nullable String organization;

  @Option(
      names = "--pod-identity",
      description = "The operator's credentials come from EKS Pod Identity, which tags sessions.")
  private boolean podIdentity;

  @Option(
      names = "--partition",
      paramLabel = "PARTITION",
      description =
          "Of the ARNs in JSON: aws, aws-cn, aws-us-gov, ... Default: that of --operator-role-arn, or"
              + " aws.")
  private @Nullable String partition;

  /** Takes from the environment what the arguments do not say. */
  void complete(Map<String, String> variables) {
    if (installation == null) {
      String own = variables.getOrDefault("AWSPOSTURE_INSTALLATION", "");
      installation = own.isBlank() ? null : own;
    }
  }

  /** The trust policy, of arguments in which nothing is {@link #wrong}. */
  String trustPolicy() {
    return PolicyFile.json(
        Roles.trustPolicy(
            podIdentity,
            Objects.requireNonNull(operatorRole),
            externalId().orElseThrow(),
            Optional.ofNullable(organization)));
  }

  /** The policy of the operator's own identity. */
  String operatorPolicy(boolean mayWrite) {
    Stream<RoleName> names =
        Stream.of(readRole, writeRole).limit(mayWrite ? 2 : 1).map(RoleName::of);
    return PolicyFile.json(Roles.operatorPolicy(podIdentity, names, inPartition()));
  }

  /** The roles that may do this. */
  Roles with(IamPolicy reading, Optional<IamPolicy> writing) {
    return new Roles(
        RoleName.of(readRole),
        reading,
        RoleName.of(writeRole),
        writing,
        podIdentity,
        new Roles.Trust(
            Optional.ofNullable(operatorRole),
            externalId(),
            Optional.ofNullable(installation),
            Optional.ofNullable(organization)));
  }

  /** Puts the partition, and whichever account, in place of the stand-ins of grants. */
  UnaryOperator<String> inPartition() {
    String own =
        Optional.ofNullable(partition)
            .or(() -> Optional.ofNullable(operatorRole).map(arn -> arn.split(":", 3)[1]))
            .orElse("aws");
    return text -> text.replace(Grant.PARTITION, own).replace(Grant.ACCOUNT, "*");
  }

  private Optional<String> externalId() {
    return Optional.ofNullable(installation)
        .flatMap(id -> Optional.ofNullable(namespace).map(in -> Account.externalId(id, in)));
  }

  /**
   * What is wrong with the arguments, in words.
   *
   * @param forTrust whether all must be there that a trust policy takes
   */
  List<String> wrong(boolean forTrust) {
    List<String> wrong = new ArrayList<>();
    if (forTrust) {
      missing(installation, "--installation ID", "the external id is made of it", wrong);
      missing(namespace, "--namespace NAMESPACE", "the external id is made of it", wrong);
      missing(operatorRole, "--operator-role-arn ARN", "it is whom the roles trust", wrong);
    }
    String form =
        "the name of a role, with its path if it has one, like posture/%s: no ARN, and no leading slash";
    refuse(readRole, ROLE_NAME, "--read-role-name", form.formatted("read"), wrong);
    refuse(writeRole, ROLE_NAME, "--write-role-name", form.formatted("write"), wrong);
    if (readRole.equals(writeRole)) {
      wrong.add(
          "--read-role-name and --write-role-name must be two roles: reading must not change anything");
    }
    refuse(
        operatorRole,
        ROLE_ARN,
        "--operator-role-arn",
        "the ARN of a role, like arn:aws:iam::999999999999:role/awsposture-operator",
        wrong);
    refuse(
        organization,
        ORGANIZATION,
        "--organization-id",
        "the id of an organization, like o-a1b2c3d4e5",
        wrong);
    refuse(
        partition,
        PARTITION,
        "--partition",
        "the second part of ARNs: aws, aws-cn, aws-us-gov, ...",
        wrong);
    refuse(
        installation,
        TAG_VALUE,
        "--installation",
        "the value of a tag: at most 256 letters, digits, blanks and _.:/=+@-",
        wrong);
    refuse(namespace, NAMESPACE, "--namespace", "the name of a Kubernetes namespace", wrong);
    Matcher arn = ROLE_ARN.matcher(operatorRole == null ? "" : operatorRole);
    if (partition != null && arn.matches() && !arn.group(1).equals(partition)) {
      wrong.add(
          "--operator-role-arn is of partition "
              + arn.group(1)
              + " and --partition says "
              + partition
              + ": roles cannot be assumed across partitions");
    }
    return wrong;
  }

  private static void missing(
      @Nullable String value, String option, String why, List<String> wrong) {
    if (value == null) {
      wrong.add(option + " is missing: " + why);
    }
  }

  private static void refuse(
      @Nullable String value, Pattern form, String option, String what, List<String> wrong) {
    if (value != null && !form.matcher(value).matches()) {
      wrong.add(option + " is " + what + ", not '" + value + "'");
    }
  }
}
