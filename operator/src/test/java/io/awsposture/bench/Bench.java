package io.awsposture.bench;

import static io.awsposture.emulator.CallPattern.call;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.awsposture.ProjectRoot;
import io.awsposture.emulator.AwsProxy;
import io.awsposture.emulator.Emulator;
import io.awsposture.emulator.Rule;
import io.awsposture.kube.KubeApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Measures scans of a {@link LargeAccount} whose every call takes 50 ms, and prints what they took.
 * Ends with 1 where a scan lost a verdict or asked the same twice. Arguments: which of {@code check
 * operator fleet accounts} to measure; none: the first three. With {@code serve} nothing is
 * measured: the account is served for a profiler to look at whatever scans it.
 */
public final class Bench {
  /** The account of the operator's own identity. */
  static final String OPERATOR_ACCOUNT = "999999999999";

  /** The most heap that the operator, which has one account, may use, as the JVM is told. */
  static final String OPERATOR_HEAP = "96m";

  private static final String ONE_ACCOUNT_HEAP = "128m";
  private static final String FLEET_HEAP = "192m";

  private static final int MANY =
      Integer.parseInt(System.getenv().getOrDefault("BENCH_MANY", "1000"));

  /** What the chart leaves for the heap of a pod. */
  private static final String MANY_HEAP = System.getenv().getOrDefault("BENCH_HEAP", "256m");

  private static final Duration DELAY = Duration.ofMillis(50);
  private static final int TIMES = 3;

  /**
   * Between scans of one account: they are a minute apart at least, and by then what the last one
   * took of the operator's own limits is there again.
   */
  private static final Duration REST = Duration.ofSeconds(10);

  private static final int FLEET =
      Integer.parseInt(System.getenv().getOrDefault("BENCH_ACCOUNTS", "100"));
  private static final double THROTTLED = 0.3;
  private static final Path RESOURCES = ProjectRoot.resolve("operator/src/test/resources/bench");

  private final AwsProxy aws = Emulator.proxy();
  private final Path scratch;
  private final Table table = new Table(System.out);
  private final List<String> faults = new ArrayList<>();
  private long seed = 42;

  private Bench(Path scratch) {
    this.scratch = scratch;
  }

  /** Measures and prints. */
  public static void main(String... arguments) throws Exception {
    Set<String> wanted =
        arguments.length == 0 ? Set.of("check", "operator", "fleet") : Set.of(arguments);
    Path scratch = Files.createTempDirectory("awsposture-bench-");
    int code = 1;
    try {
      Bench bench = new Bench(scratch);
      bench.run(wanted);
      bench.faults.forEach(System.out::println);
      code = bench.faults.isEmpty() ? 0 : 1;
    } finally {
      try (Stream<Path> files = Files.walk(scratch)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
    System.exit(code);
  }

  private void run(Set<String> wanted) throws Exception {
    say("filling an account: 17 Regions, in each 150 security groups and 20 keys");
    aws.reset();
    LargeAccount.fill(aws);
    // The delay is a rule, so that calls that are throttled take their time too.
    aws.when(call()).delay(DELAY);
    aws.rememberAlike(Duration.ZERO, LargeAccount.ID);
    say("one untimed check, so that the proxy knows all answers");
    checked();
    if (wanted.contains("serve")) {
      say("serving at " + aws.endpoint() + " until standard input ends");
      System.in.readAllBytes();
      return;
    }
    if (wanted.contains("check")) {
      check();
    }
    if (wanted.contains("operator")) {
      operator();
    }
    if (wanted.contains("fleet")) {
      fleet();
    }
    if (wanted.contains("accounts")) {
      accounts();
    }
    table.end();
  }

  private void accounts() throws Exception {
    say(MANY + " AwsAccounts are applied, then the operator starts; some minutes");
    try (ManyAccounts many =
        new ManyAccounts(
            KubeApiServer.running(),
            aws.endpoint(),
            RESOURCES,
            scratch.resolve("many"),
            MANY,
            MANY_HEAP,
            "30m")) {
      many.measure(System.out);
    }
  }

  private void check() throws Exception {
    String calm = checks("check, cold JVM", TIMES);
    Rule throttling = aws.when(call()).throttle(THROTTLED, seed++);
    same("check", calm, checks("check, cold JVM, 30 % throttled", TIMES));
    throttling.remove();
  }

  /** Measures checks; what they found. */
  private String checks(String what, int times) throws Exception {
    List<Figures> figures = new ArrayList<>();
    String rows = "";
    for (int time = 0; time < times; time++) {
      say(what);
      Checked checked = checked();
      figures.add(checked.figures());
      rows = checked.rows();
    }
    add(what, Figures.median(figures), CallSheet.fewest(false));
    return rows;
  }

  private record Checked(Figures figures, String rows) {}

  private Checked checked() throws IOException, InterruptedException {
    aws.clearCalls();
    Path result = scratch.resolve("result.json");
    ChildProcess process =
        new ChildProcess(
            List.of(
                ProjectRoot.resolve("bin/awsposture").toString(),
                "check",
                "-f",
                RESOURCES.toString(),
                "-o",
                "json"),
            ChildProcess.environment(aws.endpoint().toString()),
            scratch.resolve("check.errors"),
            Optional.of(result));
    Duration wall = process.ended();
    return new Checked(
        new Figures(
            wall, process.cpu(), process.peakMib(), Optional.empty(), new CallSheet(aws.calls())),
        new ObjectMapper().readTree(result.toFile()).path("rows").toString());
  }

  private void operator() throws Exception {
    try (RunningOperator operator =
        new RunningOperator(
            KubeApiServer.running(), aws.endpoint(), RESOURCES, scratch.resolve("operator"))) {
      say("the operator's second scan");
      operator.scan();
      scans("operator, third scan and on", operator);
      String calm = operator.verdicts();
      Rule throttling = aws.when(call()).throttle(THROTTLED, seed++);
      scans("operator, 30 % throttled", operator);
      throttling.remove();
      same("operator", calm, operator.verdicts());
    }
  }

  private void scans(String what, RunningOperator operator) throws InterruptedException {
    List<Figures> figures = new ArrayList<>();
    for (int time = 0; time < TIMES; time++) {
      say(what);
      Thread.sleep(REST);
      aws.clearCalls();
      Duration cpu = operator.process().cpu();
      Duration wall = operator.scan();
      figures.add(
          new Figures(
              wall,
              operator.process().cpu().minus(cpu),
              operator.process().peakMib(),
              Optional.of(operator.heapMib()),
              new CallSheet(aws.calls())));
    }
    add(what, Figures.median(figures), CallSheet.fewest(true));
  }

  private void fleet() throws Exception {
    try (ChildProcess process = fleetOf(1, ONE_ACCOUNT_HEAP)) {
      round("one account in one process, first scan", process, 1, false);
      round("one account, second scan", process, 1, true);
      Fleet.Round calm = round("one account, third scan", process, 1, true);
      Rule throttling = aws.when(call()).throttle(THROTTLED, seed++);
      Fleet.Round throttled = round("one account, fourth, 30 % throttled", process, 1, true);
      throttling.remove();
      same("one account", calm.verdicts() + " ", throttled.verdicts() + " ");
    }
    try (ChildProcess process = fleetOf(FLEET, FLEET_HEAP)) {
      round(FLEET + " accounts in one process, first scans", process, FLEET, false);
      Fleet.Round calm = round(FLEET + " accounts, second scans", process, FLEET, true);
      Rule throttling = aws.when(call()).throttle(THROTTLED, seed++);
      Fleet.Round throttled =
          round(FLEET + " accounts, third, 30 % throttled", process, FLEET, true);
      throttling.remove();
      same("fleet", calm.verdicts() + " ", throttled.verdicts() + " ");
    }
  }

  private ChildProcess fleetOf(int accounts, String heap) {
    return new ChildProcess(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + ProjectRoot.resolve("operator/jvm.options"),
            "-Xmx" + heap,
            "-cp",
            System.getProperty("java.class.path"),
            Fleet.class.getName(),
            RESOURCES.toString(),
            String.valueOf(accounts)),
        ChildProcess.environment(aws.endpoint().toString()),
        scratch.resolve("fleet.errors"),
        Optional.empty());
  }

  private Fleet.Round round(String what, ChildProcess process, int accounts, boolean signedIn)
      throws InterruptedException {
    say(what);
    Thread.sleep(REST);
    aws.clearCalls();
    Duration cpu = process.cpu();
    Fleet.Round round = Fleet.Round.parse(process.answer("scan"));
    if (round.unknown() > 0) {
      faults.add(what + ": " + round.unknown() + " readings were not known");
    }
    Thread.sleep(20);
    add(
        what,
        new Figures(
            Duration.ofMillis(round.millis()),
            process.cpu().minus(cpu),
            process.peakMib(),
            Optional.of(round.liveHeapMib()),
            new CallSheet(aws.calls())),
        accounts * CallSheet.fewest(signedIn));
    return round;
  }

  private void add(String what, Figures figures, int fewest) {
    table.add(what, figures, fewest);
    if (!figures.calls().askedAgain().isEmpty()) {
      faults.add(what + ": asked and answered more than once: " + figures.calls().askedAgain());
    }
  }

  private void same(String what, String calm, String throttled) {
    if (!calm.equals(throttled)) {
      faults.add(what + ": with calls throttled it saw something else\n" + calm + "\n" + throttled);
    }
  }

  private static void say(String what) {
    System.err.println("bench: " + what);
  }
}
