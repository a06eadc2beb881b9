package io.awsposture.bench;

import static java.util.stream.Collectors.joining;

import io.awsposture.Account;
import io.awsposture.Pipeline;
import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.SecurityBaseline;
import io.awsposture.apply.Applier;
import io.awsposture.apply.Closed;
import io.awsposture.apply.FleetBrakes;
import io.awsposture.apply.Gate;
import io.awsposture.aws.AccountRegions;
import io.awsposture.aws.AwsSettings;
import io.awsposture.aws.CallListener;
import io.awsposture.aws.Connector;
import io.awsposture.control.Catalogue;
import io.awsposture.evaluate.ControlResult;
import io.awsposture.observe.Observer;
import io.awsposture.plan.Decisions;
import io.awsposture.plan.History;
import io.awsposture.plan.Made;
import io.awsposture.resolve.Baseline;
import io.awsposture.resolve.Resolver;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.stream.IntStream;
import org.jboss.logmanager.LogContext;

/**
 * The flow as the operator runs it, 8 accounts at once in one process, without Kubernetes. A
 * process of its own, so that its memory is not the proxy's. Answers each line on standard input
 * with one {@link Round}.
 */
public final class Fleet {
  private static final int AT_ONCE =
      Integer.parseInt(System.getenv().getOrDefault("BENCH_AT_ONCE", "8"));

  private final List<AwsAccount> accounts;
  private final SecurityBaseline baseline;
  private final Clock clock = Clock.systemUTC();
  private final Connector connector =
      new Connector(AwsSettings.defaults(), CallListener.NONE, clock);
  private final Pipeline pipeline =
      new Pipeline(
          new Resolver(Catalogue.load()),
          connector,
          new Observer(new AccountRegions(clock), Duration.ofSeconds(60), Duration.ofSeconds(90)),
          new Applier(
              connector,
              new Gate("bench", Set.of(), clock),
              new FleetBrakes(clock, 0, 0),
              clock,
              List.of()),
          "bench",
          Duration.ZERO,
          clock);

  private Fleet(Path folder, int count) throws IOException {
    KubernetesSerialization yaml = new KubernetesSerialization();
    AwsAccount model =
        yaml.unmarshal(Files.readString(folder.resolve("account.yaml")), AwsAccount.class);
    this.baseline =
        yaml.unmarshal(Files.readString(folder.resolve("baseline.yaml")), SecurityBaseline.class);
    this.accounts =
        IntStream.range(0, count)
            .mapToObj(number -> {
              AwsAccount account = yaml.clone(model);
              account.setSpec(
                  yaml.unmarshal(
                      yaml.asYaml(model.getSpec())
                          .replace(
                              LargeAccount.ID,
                              String.valueOf(Long.parseLong(LargeAccount.ID) + number)),
                      io.awsposture.api.v1alpha1.AwsAccountSpec.class));
              return account;
            })
            .toList();
  }

  /**
   * Scans of all accounts, once each.
   *
   * @param calls attempts made
   * @param unknown readings that were not known
   * @param liveHeapMib what was live in the heap when it was over
   * @param verdicts a number that two rounds share when they saw the same
   */
  record Round(
      long millis, long calls, long throttled, long unknown, long liveHeapMib, int verdicts) {
    static Round parse(String line) {
      long[] numbers =
          java.util.Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
      return new Round(
          numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], Math.toIntExact(numbers[5]));
    }

    String text() {
      return String.join(
          " ",
          java.util.stream.LongStream.of(millis, calls, throttled, unknown, liveHeapMib, verdicts)
              .mapToObj(Long::toString)
              .toList());
    }
  }

  /** Arguments: the folder of the custom resources, and how many accounts. */
  public static void main(String... arguments) throws Exception {
    LogContext.getLogContext().getLogger("").setLevel(Level.WARNING);
    Fleet fleet = new Fleet(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (in.readLine() != null) {
      out.println(fleet.round().text());
    }
    fleet.connector.close();
  }

  private Round round() throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    List<Scan.Done> done = new ArrayList<>();
    try (ExecutorService places =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      List<Future<Scan>> running =
          accounts.stream().map(account -> places.submit(() -> scan(account))).toList();
      for (Future<Scan> scan : running) {
        done.add(
            switch (scan.get()) {
              case Scan.Done one -> one;
              case Scan.Unreached why -> throw new IllegalStateException(why.why().toString());
              case Scan.Unresolved why -> throw new IllegalStateException(why.why().toString());
            });
      }
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    System.gc();
    return new Round(
        millis,
        done.stream().mapToLong(Scan.Done::calls).sum(),
        done.stream().mapToLong(Scan.Done::throttled).sum(),
        done.stream()
            .flatMap(one -> one.unknown().values().stream())
            .mapToLong(Integer::longValue)
            .sum(),
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20,
        done.stream().map(Fleet::verdicts).collect(joining()).hashCode());
  }

  private static String verdicts(Scan.Done done) {
    return done.evaluation().controls().stream()
        .map(control -> control.id() + " " + words(control))
        .collect(joining("\n"));
  }

  private static String words(ControlResult control) {
    return control.byRegion().entrySet().stream()
        .map(region -> region.getKey() + "=" + control.valueOf(region.getValue()))
        .sorted()
        .collect(joining(" ", "", " " + control.findings().size()));
  }

  private Scan scan(AwsAccount account) {
    Account described =
        Account.of(
            "security",
            account.getSpec(),
            new Account.Defaults(Optional.empty(), Optional.empty()),
            Optional.of("awsposture-bench"),
            "awsposture-bench",
            History.none(clock.instant()));
    List<Scan> ended = new ArrayList<>();
    pipeline.scan(
        described,
        (namespace, name) -> Optional.of(new Baseline(namespace, name, baseline.getSpec())),
        (_, _) -> Decisions.NONE,
        () -> Optional.of(new Closed("Bench", "a bench never writes")),
        new Pipeline.Report() {
          @Override
          public void made(Made made) {
            throw new IllegalStateException("a bench never writes, and made " + made.action());
          }

          @Override
          public void ended(Scan scan) {
            ended.add(scan);
          }
        });
    return ended.getFirst();
  }
}
