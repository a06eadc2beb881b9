package io.awsposture.cli;

import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.cli.iam.CloudFormationTemplate;
import io.awsposture.cli.iam.IamPolicy;
import io.awsposture.cli.iam.Permissions;
import io.awsposture.cli.iam.PolicyFile;
import io.awsposture.cli.iam.Roles;
import io.awsposture.cli.iam.TerraformModule;
import io.awsposture.resolve.EffectiveBaseline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code awsposture iam-policy}: what IAM must allow so that a baseline can be held. */
@Command(
    name = "iam-policy",
    mixinStandardHelpOptions = true,
    description =
        "Prints the least IAM policy by which the operator can hold accounts against a"
            + " SecurityBaseline: that of the read role, or with --write that of the write role. Asks"
            + " neither AWS nor a cluster.",
    footer = {
      "",
      "Roles as code: -o terraform, -o cloudformation; with --write they make both roles.",
      "Who may assume them: --trust --installation ID --namespace NAMESPACE --operator-role-arn ARN",
      "What the operator's own identity needs: --operator",
      "",
      "Exit codes: 0 printed, 1 the baseline changes nothing, so there is nothing to allow, 2 the",
      "command failed, 3 the files or the arguments are wrong. Details: docs/iam.md"
    },
    exitCodeOnInvalidInput = 3,
    exitCodeOnExecutionException = 2)
final class IamPolicyCommand implements Callable<Integer> {
  private static final int NOTHING = 1;
  private final CommandEnvironment environment;

  @Option(
      names = {"-f", "--baseline"},
      paramLabel = "FILE",
      description =
          "File or folder with the SecurityBaseline and those that it extends. May be given several"
              + " times.")
  private List<Path> places = new ArrayList<>();

  @Option(
      names = "--name",
      paramLabel = "NAMESPACE/NAME",
      description = "Which baseline, where the files hold several that no other extends.")
  private @Nullable String name;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "As if the baseline's mode were this one: Observe, Propose or Enforce. Controls with a mode"
              + " of their own keep it.")
  private @Nullable Mode mode;

  @Option(names = "--write", description = "The write role's policy; of roles as code, both roles.")
  private boolean write;

  @ArgGroup(exclusive = true)
  private Other other = new Other();

  /** What may be printed in place of a role's policy. */
  static final class Other {
    @Option(names = "--trust", description = "The trust policy of both roles.")
    private boolean trust;

    @Option(
        names = "--operator",
        description =
            "The policy of the operator's own identity: to assume the read role, with --write the write"
                + " role too.")
    private boolean operator;
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "json",
      description = "Form of the result: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.JSON;

  @Mixin private RoleOptions roles = new RoleOptions();

  /** Forms of the result. */
  enum Format {
    JSON,
    TERRAFORM,
    CLOUDFORMATION;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  IamPolicyCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    roles.complete(environment.variables());
    List<String> wrong = wrongArguments();
    if (!wrong.isEmpty()) {
      wrong.forEach(it -> environment.err().println("awsposture iam-policy: " + it));
      return ExitCode.BAD_INPUT.number();
    }
    if (other.trust) {
      return printed(roles.trustPolicy());
    }
    if (other.operator) {
      return printed(roles.operatorPolicy(write));
    }
    ChosenBaseline chosen = ChosenBaseline.of(places, name, mode);
    if (!chosen.errors().isEmpty()) {
      chosen.errors().forEach(environment.err()::println);
      return ExitCode.BAD_INPUT.number();
    }
    return printed(chosen.baseline().orElseThrow());
  }

  private int printed(EffectiveBaseline baseline) {
    Permissions permissions = Permissions.of(baseline);
    String place = baseline.namespace() + "/" + baseline.name();
    if (write && permissions.writes().isEmpty()) {
      environment
          .err()
          .println(
              "awsposture iam-policy: no control of "
                  + place
                  + " may ever change anything, so there is no write policy: set mode Propose or"
                  + " Enforce in the baseline, or see with --mode Enforce what it would take then");
      return NOTHING;
    }
    if (write) {
      permissions
          .withoutConsent()
          .forEach(it -> environment.err().println("note: left out: " + it));
    }
    IamPolicy reading = IamPolicy.reading(permissions.reads());
    Optional<IamPolicy> writing =
        Optional.of(permissions.writes()).filter(_ -> write).map(IamPolicy::writing);
    noteParts(format == Format.JSON && write ? Stream.empty() : Stream.of(reading), "read");
    noteParts(writing.stream(), "write");
    Roles made = roles.with(reading, writing);
    String head =
        "What the AWS Posture Operator takes to hold accounts against the baseline "
            + place
            + (mode == null ? "." : ",\nwere its mode " + ApiWord.of(mode) + ".")
            + "\nWritten by `awsposture iam-policy -o "
            + format
            + "`; write it anew when the baseline changes.";
    return printed(
        switch (format) {
          case JSON -> PolicyFile.json(writing.orElse(reading), roles.inPartition());
          case TERRAFORM -> TerraformModule.text(made, head);
          case CLOUDFORMATION -> CloudFormationTemplate.text(made, head);
        });
  }

  private void noteParts(Stream<IamPolicy> policies, String role) {
    policies
        .filter(policy -> policy.length() > IamPolicy.LONGEST)
        .forEach(policy ->
            environment
                .err()
                .println(
                    "note: the "
                        + role
                        + " policy has "
                        + policy.length()
                        + " characters, more than the "
                        + IamPolicy.LONGEST
                        + " of one managed policy: it is several, and the role needs all of them"));
  }

  private int printed(String text) {
    environment.out().print(text);
    return ExitCode.COMPLIANT.number();
  }

  private List<String> wrongArguments() {
    List<String> wrong = new ArrayList<>();
    if (!other.trust && !other.operator && places.isEmpty()) {
      wrong.add("--baseline FILE is missing: the file with the SecurityBaseline");
    }
    if ((other.trust || other.operator) && format != Format.JSON) {
      wrong.add(
          "--trust and --operator are printed as JSON only; the roles of -o "
              + format
              + " hold their trust policy");
    }
    wrong.addAll(roles.wrong(other.trust));
    return wrong;
  }
}
