package io.awsposture.cli;

import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.plan.Approval;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code awsposture approve}: writes PlanApprovals out of AccountReports. */
@Command(
    name = "approve",
    mixinStandardHelpOptions = true,
    description =
        "Writes a PlanApproval that names the changes of these accounts which wait for approval, to be"
            + " reviewed and applied. Reads AccountReports from files or from the cluster; changes nothing.",
    footer = {
      "",
      "The PlanApproval goes to standard output, what it approves is told on standard error.",
      "",
      "Exit codes: 0 something is approved, 1 nothing that was selected waits for approval, 2 the reports",
      "could not be read, 3 the files or the arguments are wrong. Details: docs/plans.md"
    },
    exitCodeOnInvalidInput = 3,
    exitCodeOnExecutionException = 2)
final class ApproveCommand implements Callable<Integer> {
  private static final int NOTHING = 1;
  private static final Pattern LIFE = Pattern.compile("([1-9][0-9]{0,4})([dhm])");
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmm").withZone(ZoneOffset.UTC);

  /** A clock that is ahead of the API server's must not make an approval refused. */
  private static final Duration MARGIN = Duration.ofMinutes(10);

  private final CommandEnvironment environment;

  @ArgGroup(multiplicity = "1")
  private Which which = new Which();

  /** Which accounts. */
  static final class Which {
    @Option(
        names = "--accounts",
        split = ",",
        paramLabel = "ACCOUNT",
        description = "Names of AwsAccounts or ids of accounts, separated by commas.")
    private List<String> accounts = List.of();

    @Option(names = "--all", description = "Every account that there is a report of.")
    private boolean all;
  }

  @Option(
      names = "--controls",
      split = ",",
      paramLabel = "CONTROL",
      description = "Only changes for these controls, like GuardDuty.1.")
  private List<String> controls = List.of();

  @Option(
      names = "--risks",
      split = ",",
      paramLabel = "RISK",
      converter = RiskWord.class,
      description =
          "Only changes of these risks: Restore, Additive, Costs, AltersForeign, Disrupts, Irreversible."
              + " Changes of mode Enforce that lack consent are approved only where their risk is named.")
  private List<Risk> risks = List.of();

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why they are approved; at least 10 characters.")
  private String reason = "";

  @Option(
      names = "--expires-in",
      paramLabel = "TIME",
      defaultValue = "7d",
      description = "How long it counts, like 12h or 3d. At most and by default: ${DEFAULT-VALUE}.")
  private String expiresIn = "7d";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Of the PlanApproval. Default: approved- and the time.")
  private @Nullable String name;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description =
          "Namespace of the AwsAccounts and of the PlanApproval. Default: that of the reports, or of"
              + " the context.")
  private @Nullable String namespace;

  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILE",
      description =
          "AccountReports in a file or folder, as kubectl get acctreport -o yaml writes them. Default:"
              + " they are read from the cluster.")
  private @Nullable Path place;

  @Option(
      names = "--context",
      paramLabel = "CONTEXT",
      description = "Of the kubeconfig. Default: the current one.")
  private @Nullable String context;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Default: the variable KUBECONFIG, or ~/.kube/config.")
  private @Nullable Path kubeconfig;

  ApproveCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  /** A risk as users write it. */
  static final class RiskWord implements ITypeConverter<Risk> {
    @Override
    public Risk convert(String word) {
      return Arrays.stream(Risk.values())
          .filter(risk -> ApiWord.of(risk).equalsIgnoreCase(word.strip()))
          .findFirst()
          .orElseThrow(() ->
              new TypeConversionException(
                  "'"
                      + word
                      + "' is none of "
                      + Arrays.stream(Risk.values())
                          .map(ApiWord::of)
                          .collect(Collectors.joining(", "))));
    }
  }

  @Override
  public Integer call() {
    Optional<String> wrong = wrongArgument();
    if (wrong.isPresent()) {
      environment.err().println("awsposture approve: " + wrong.get());
      return ExitCode.BAD_INPUT.number();
    }
    Set<String> accounts = which.all ? Set.of() : new TreeSet<>(which.accounts);
    ReportedPlans plans =
        place == null
            ? ReportedPlans.ofCluster(
                Optional.ofNullable(kubeconfig),
                Optional.ofNullable(context),
                Optional.ofNullable(namespace))
            : ReportedPlans.ofFiles(place, Optional.ofNullable(namespace));
    List<String> errors = plans.errors(accounts);
    if (!errors.isEmpty()) {
      errors.forEach(environment.err()::println);
      return plans.isUnread() ? ExitCode.UNKNOWN.number() : ExitCode.BAD_INPUT.number();
    }
    Instant now = environment.clock().instant();
    Approving approving =
        new Approving(
            plans.of(accounts), new TreeSet<>(controls), new TreeSet<>(risks), plans.namespace());
    if (approving.isEmpty()) {
      environment.err().println("nothing that was selected waits for approval");
      return NOTHING;
    }
    approving.write(
        Optional.ofNullable(name).orElse("approved-" + STAMP.format(now)),
        reason.strip(),
        end(now),
        environment.out());
    approving.tell(end(now), environment.err());
    return ExitCode.COMPLIANT.number();
  }

  private Optional<String> wrongArgument() {
    if (reason.strip().length() < 10) {
      return Optional.of("--reason says in at least 10 characters why the changes are approved");
    }
    if (reason.strip().length() > 1024) {
      return Optional.of("--reason may not be more than 1024 characters");
    }
    if (life().isEmpty()) {
      return Optional.of("--expires-in is a time of at most 7d, written like 3d, 12h or 90m");
    }
    if (name != null && (name.length() > 240 || !NAME.matcher(name).matches())) {
      return Optional.of(
          "--name is a Kubernetes name: lower case letters, digits, '-' and '.', at most 240");
    }
    return Optional.empty();
  }

  private Optional<Duration> life() {
    Matcher written = LIFE.matcher(expiresIn);
    if (!written.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(written.group(1));
    return Optional.of(
            switch (written.group(2)) {
              case "d" -> Duration.ofDays(count);
              case "h" -> Duration.ofHours(count);
              default -> Duration.ofMinutes(count);
            })
        .filter(life -> life.compareTo(Approval.LONGEST) <= 0);
  }

  private Instant end(Instant now) {
    Duration life = life().orElseThrow();
    Duration longest = Approval.LONGEST.minus(MARGIN);
    return now.plus(life.compareTo(longest) < 0 ? life : longest).truncatedTo(ChronoUnit.MINUTES);
  }
}
