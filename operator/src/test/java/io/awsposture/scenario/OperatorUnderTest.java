package io.awsposture.scenario;

import io.awsposture.Pipeline;
import io.awsposture.apply.Applier;
import io.awsposture.apply.FleetBrakes;
import io.awsposture.apply.Gate;
import io.awsposture.aws.AccountRegions;
import io.awsposture.aws.AwsSettings;
import io.awsposture.aws.Connector;
import io.awsposture.control.Catalogue;
import io.awsposture.emulator.AwsProxy;
import io.awsposture.observe.Observer;
import io.awsposture.report.ScanTraces;
import io.awsposture.resolve.Resolver;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An operator put together as in production, with settings that a scenario may change before. */
public final class OperatorUnderTest {
  /** Its id, which write roles carry in their tag. */
  public static final String ID = "posture";

  /** The account of its own identity. */
  public static final String ACCOUNT = "999999999999";

  /** What it sends when it assumes a role. */
  static final String EXTERNAL_ID = "awsposture-0123456789ab";

  static final String SESSION = "awsposture-5ca1ab1e";

  static final Catalogue CATALOGUE = Catalogue.load();

  private final AwsProxy aws;
  private final MovableClock clock;
  private String identity = ACCOUNT;
  private Duration soak = Duration.ZERO;
  private Duration regionDeadline = Duration.ofSeconds(30);
  private Set<String> protectedAccounts = Set.of();
  private int changesPerHour = 200;
  private int attempts = 8;
  private ScanTraces traces = new ScanTraces(Optional.empty(), Clock.systemUTC());
  private @Nullable Parts running;

  /** What lives as long as the process. */
  private record Parts(Connector connector, Pipeline pipeline) {}

  OperatorUnderTest(AwsProxy aws, MovableClock clock) {
    this.aws = aws;
    this.clock = clock;
  }

  /** Its own identity belongs to this account. */
  public void runsIn(String account) {
    identity = account;
  }

  /** How long it shows the plan of a new account or a changed baseline before it writes. */
  public void soak(Duration time) {
    soak = time;
  }

  /** How long the readings of one Region may take. */
  public void regionDeadline(Duration time) {
    regionDeadline = time;
  }

  /** The accounts that its settings name as protected. */
  public void protects(String... accounts) {
    protectedAccounts = Set.of(accounts);
  }

  /** Its own budget over all accounts. */
  public void changesPerHour(int most) {
    changesPerHour = most;
  }

  /** How often a call is tried at most. */
  public void attempts(int most) {
    attempts = most;
  }

  /** Who its scans are told to. */
  public void tracedBy(ScanTraces who) {
    traces = who;
  }

  ScanTraces traces() {
    return traces;
  }

  /** The running pipeline, started when it is first asked for. */
  Pipeline pipeline() {
    Parts parts = running;
    if (parts == null) {
      parts = start();
      running = parts;
    }
    return parts.pipeline();
  }

  /** Ends the process; the next scan starts another. */
  void restart() {
    close();
  }

  void close() {
    Parts parts = running;
    if (parts != null) {
      parts.connector().close();
      running = null;
    }
  }

  private Parts start() {
    AwsSettings settings =
        new AwsSettings(
            Optional.of(aws.endpoint()),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            attempts,
            128);
    Connector connector = new Connector(settings, traces, clock, aws.credentials(identity));
    Observer observer =
        new Observer(new AccountRegions(clock), regionDeadline, regionDeadline.plusSeconds(10));
    Applier applier =
        new Applier(
            connector,
            new Gate(ID, protectedAccounts, clock),
            new FleetBrakes(clock, changesPerHour, 1000),
            clock,
            List.of(Duration.ZERO, Duration.ofMillis(100)));
    return new Parts(
        connector,
        new Pipeline(new Resolver(CATALOGUE), connector, observer, applier, ID, soak, clock));
  }
}
