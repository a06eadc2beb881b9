package io.awsposture.cli;

import io.awsposture.aws.Connector;
import io.awsposture.cli.FolderVersion.AccountVersion;
import io.awsposture.cli.input.Input;
import io.awsposture.cli.input.InputError;
import io.awsposture.cli.input.InputFiles;
import io.awsposture.control.Catalogue;
import io.awsposture.resolve.Resolver;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code awsposture preview}: says what a change of the files would do, before it is merged. */
@Command(
    name = "preview",
    mixinStandardHelpOptions = true,
    description =
        "Compares two folders of AwsAccounts, SecurityBaselines and Suppressions, as they stand before"
            + " and after a pull request, and says what it would hide, ask for and change. Changes"
            + " nothing.",
    footer = {
      "",
      "Without --live, neither AWS nor a cluster is asked: what is known is what the findings say.",
      "",
      "Exit codes: 0 fine, 1 a policy or a rule forbids it, 2 something about it is not known, 3 the",
      "files or the arguments are wrong. Details: docs/preview.md"
    },
    exitCodeOnInvalidInput = 3,
    exitCodeOnExecutionException = 2)
final class PreviewCommand implements Callable<Integer> {
  private final CommandEnvironment environment;

  @Option(
      names = "--base",
      required = true,
      paramLabel = "DIR",
      description = "Folder of YAML as it is now.")
  private Path base = Path.of(".");

  @Option(
      names = "--head",
      required = true,
      paramLabel = "DIR",
      description = "Folder of YAML as it would be.")
  private Path head = Path.of(".");

  @ArgGroup(exclusive = true)
  private Source source = new Source();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "Form of the result: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.TEXT;

  /** Where findings come from. */
  static final class Source {
    @Option(
        names = "--live",
        description = "Read the accounts now, with the credentials that check takes.")
    private boolean live;

    @Option(
        names = "--findings",
        paramLabel = "FILE",
        description =
            "What check -o json wrote, or kubectl get awsaccounts,accountreports -o json. May be given"
                + " several times.")
    private List<Path> files = new ArrayList<>();
  }

  /** Forms of the result. */
  enum Format {
    TEXT,
    MARKDOWN,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  PreviewCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    PreviewDocument document = document(environment.clock().instant());
    document.errors().stream().map(InputError::text).forEach(environment.err()::println);
    switch (format) {
      case TEXT -> PreviewText.write(document, environment.out());
      case MARKDOWN -> PreviewMarkdown.write(document, environment.out());
      case JSON -> JsonReport.print(document, environment.out());
    }
    return document.exitCode();
  }

  private PreviewDocument document(Instant now) throws InterruptedException {
    // Loading the controls takes as long as reading the files: both at once.
    FutureTask<Catalogue> loading = new FutureTask<>(Catalogue::load);
    Thread.ofPlatform().daemon().name("catalogue").start(loading);
    Input later = InputFiles.declared(head);
    Input earlier = InputFiles.declared(base);
    Resolver resolver = new Resolver(Check.waitFor(loading));
    List<InputError> errors =
        new ArrayList<>(later.and(References.unresolved(later, resolver)).errors());
    if (!base.toFile().exists()) {
      errors.addAll(earlier.errors());
    }
    KnownFindings given = KnownFindings.NONE;
    for (Path file : source.files) {
      given = given.and(FindingsFile.read(file, errors));
    }
    if (!errors.isEmpty()) {
      return Preview.wrong(errors, now);
    }
    FolderVersion before =
        FolderVersion.of(earlier.and(References.unresolved(earlier, resolver)), resolver);
    FolderVersion after = FolderVersion.of(later, resolver);
    return source.live
        ? live(before, after, now).document()
        : new Preview(before, after, given, given, false, now).document();
  }

  /** Looks under the earlier settings too where they are others, to tell what comes of them. */
  private Preview live(FolderVersion before, FolderVersion after, Instant now)
      throws InterruptedException {
    FutureTask<Connector> connecting = new FutureTask<>(environment.connector()::get);
    Thread.ofPlatform().daemon().name("connect").start(connecting);
    try (Check check = new Check(connecting, environment.clock(), environment.variables())) {
      KnownFindings found = look(check, after.input());
      List<String> others =
          before.accounts().values().stream()
              .filter(old -> asksOtherwise(old, after.accounts().get(old.id())))
              .map(AccountVersion::id)
              .toList();
      KnownFindings foundBefore =
          others.isEmpty() ? found : look(check, before.input().only(others)).or(found);
      return new Preview(before, after, foundBefore, found, true, now);
    }
  }

  private static boolean asksOtherwise(AccountVersion old, @Nullable AccountVersion changed) {
    return changed != null && !changed.baseline().desired().equals(old.baseline().desired());
  }

  private KnownFindings look(Check check, Input input) throws InterruptedException {
    CheckDocument document = JsonReport.document(check.run(input, environment.progress()));
    return new KnownFindings(List.of("AWS, read at " + document.startTime()), document.rows());
  }
}
