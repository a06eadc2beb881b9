package io.awsposture.emulator;

import static java.time.ZoneOffset.UTC;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;
import software.amazon.awssdk.services.s3control.S3ControlBaseClientBuilder;

/**
 * AWS as tests see it. Understands each call (service, operation, Region, account), lets rules
 * misbehave, corrects moto where it differs from AWS, and keeps a log.
 *
 * <p>A call belongs to the account of its access key: that of the role, for keys that AssumeRole
 * gave out; the one in the key itself, for {@link #credentials}; else 123456789012.
 */
public final class AwsProxy implements AutoCloseable {
  /** Marks the calls by which a test prepares and looks. */
  private static final String ASIDE = "x-awsposture-aside";

  private final Moto moto;
  private final Accounts accounts = new Accounts();
  private final CallReader reader = new CallReader(accounts);
  private final Rules rules = new Rules();
  private final CallLog log = new CallLog();
  private final WireServer server;
  private volatile Corrections corrections;
  private volatile boolean corrected = true;
  private volatile @Nullable AnswerMemory memory;
  private volatile Duration skew = Duration.ZERO;

  private AwsProxy(URI emulator) throws IOException {
    this.moto = new Moto(emulator);
    this.corrections = new Corrections(moto, this::now);
    this.server = new WireServer(this::answer);
  }

  /** A proxy in front of a running moto server. */
  public static AwsProxy inFrontOf(URI emulator) {
    try {
      return new AwsProxy(emulator);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Where clients find it: for endpointOverride or AWS_ENDPOINT_URL. */
  public URI endpoint() {
    return server.address();
  }

  /** Credentials that belong to an account from the start, without AssumeRole. */
  public AwsCredentialsProvider credentials(String account) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(Accounts.keyOf(account), "secret"));
  }

  /**
   * A client by which a test prepares an account or looks into it: its calls are neither logged nor
   * touched by rules. To be closed by the caller.
   */
  public <B extends AwsClientBuilder<B, C>, C> C aside(B builder, String account, String region) {
    return built(builder, account, region, "true");
  }

  /**
   * A client of an account whose calls count like those of the code under test. To be closed by the
   * caller.
   */
  public <B extends AwsClientBuilder<B, C>, C> C client(B builder, String account, String region) {
    return built(builder, account, region, "");
  }

  /** Begins a rule. Of several that match a call the first made wins. */
  public When when(CallPattern pattern) {
    return new When(pattern, rules::add);
  }

  /**
   * From now on reads and writes are refused that take an action which is not allowed, as IAM
   * refuses them: by the names of actions, not by resources and conditions.
   */
  public Rule allowOnly(Predicate<String> reads, Predicate<String> writes) {
    return new When(CallPattern.call().lacking(reads, writes), rules::add).deny(reads, writes);
  }

  /**
   * Has the emulator's own IAM asked before each call until this is closed: trust policies with
   * their conditions, and identity-based ones by the names of actions. It knows the services that
   * speak query or JSON, and takes the signatures of others for wrong ones.
   */
  public AutoCloseable enforcingIam() throws IOException {
    moto.enforceIam(true);
    return () -> moto.enforceIam(false);
  }

  /** Every call so far, in the order of arrival. */
  public List<Call> calls() {
    return log.calls();
  }

  /** The calls so far that could have changed something, refused ones too. */
  public List<Call> writes() {
    return log.calls().stream().filter(Call::isWrite).toList();
  }

  /** Forgets the calls so far. */
  public void clearCalls() {
    log.clear();
  }

  /** The Regions that accounts have enabled; 17 unless set. Fewer are faster. */
  public void regions(String... names) {
    corrections.regions.enabled(List.of(names));
  }

  /** The Regions that one account has enabled. */
  public void regionsOf(String account, String... names) {
    corrections.regions.enabled(account, List.of(names));
  }

  /** Regions that exist but are not enabled: listed when asked for, and closed to every call. */
  public void notOptedIn(String... names) {
    corrections.regions.notOptedIn(List.of(names));
  }

  /** Changes what an account's root user has. */
  public void root(String account, UnaryOperator<Root> change) {
    corrections.root.change(account, change);
  }

  /** Settings of GuardDuty that no call can make. */
  public DetectorCorrections guardDuty() {
    return corrections.detectors;
  }

  /** Settings of Config that no call can make. */
  public RecorderCorrections recorders() {
    return corrections.recorders;
  }

  /** Settings of CloudTrail that no call can make. */
  public TrailCorrections trails() {
    return corrections.trails;
  }

  /** Who belongs to which organization. */
  public OrganizationCorrections organizations() {
    return corrections.organizations;
  }

  /** Whether moto is set right where it differs from AWS, as it is from the start. */
  public void corrected(boolean on) {
    corrected = on;
  }

  /** Sessions of roles last so long at most; 12 hours unless set. */
  public void sessionsLast(Duration atMost) {
    corrections.sessions.last(atMost);
  }

  /** Sets AWS's clock, as the Date header tells it, ahead of ours; behind when negative. */
  public void clockSkew(Duration ahead) {
    skew = ahead;
  }

  /**
   * From now on repeated reads are answered from memory, after 50 ms each, without the emulator.
   */
  public void remember() {
    remember(Duration.ofMillis(50));
  }

  /**
   * From now on repeated reads are answered from memory, after this delay, without the emulator.
   */
  public void remember(Duration delay) {
    memory = new AnswerMemory(delay, Optional.empty());
  }

  /**
   * The same, and accounts that nobody prepared are all like this one: what it is remembered to
   * hold is their answer too, with their own id in it. So a fleet needs one account to be prepared.
   */
  public void rememberAlike(Duration delay, String account) {
    memory = new AnswerMemory(delay, Optional.of(account));
  }

  /**
   * Empties AWS, and forgets all rules, settings and calls. Hanging calls lose their connections.
   */
  public void reset() {
    try {
      rules.removeAll();
      accounts.forget();
      corrections = new Corrections(moto, this::now);
      corrected = true;
      memory = null;
      skew = Duration.ZERO;
      // How far AWS's clock is off the SDK remembers for all clients to come.
      SdkGlobalTime.setGlobalTimeOffset(0);
      moto.reset();
      log.clear();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() throws IOException {
    rules.removeAll();
    server.close();
  }

  private Instant now() {
    return Instant.now().plus(skew);
  }

  private @Nullable WireAnswer answer(WireRequest request)
      throws IOException, InterruptedException {
    AwsCall call = reader.read(request);
    WireAnswer answer = request.header(ASIDE).isEmpty() ? counted(call) : emulated(call);
    return answer == null
        ? null
        : answer.withHeader("Date", RFC_1123_DATE_TIME.format(now().atZone(UTC)));
  }

  private @Nullable WireAnswer counted(AwsCall call) throws IOException, InterruptedException {
    CallLog.Entry entry = log.arrived(call);
    WireAnswer answer = rules.answer(call, () -> remembered(call));
    entry.ended(answer);
    return answer;
  }

  private WireAnswer remembered(AwsCall call) throws IOException, InterruptedException {
    AnswerMemory answers = memory;
    return answers == null ? emulated(call) : answers.answer(call, () -> emulated(call));
  }

  private WireAnswer emulated(AwsCall call) throws IOException {
    WireAnswer answer = corrected ? corrections.answer(call) : moto.answer(call);
    accounts.learn(call, answer);
    return answer;
  }

  private <B extends AwsClientBuilder<B, C>, C> C built(
      B builder, String account, String region, String aside) {
    builder
        .endpointOverride(endpoint())
        .region(Region.of(region))
        .credentialsProvider(credentials(account))
        .overrideConfiguration(configuration ->
            configuration
                .putHeader(ASIDE, aside)
                .retryStrategy(strategy -> strategy.maxAttempts(1)));
    if (builder instanceof S3BaseClientBuilder<?, ?> buckets) {
      buckets.forcePathStyle(true);
    }
    if (builder instanceof S3ControlBaseClientBuilder<?, ?> control) {
      // Its own provider puts the account before the host, which then has no address.
      Endpoint plain = Endpoint.builder().url(endpoint()).build();
      control.endpointProvider(parameters -> CompletableFuture.completedFuture(plain));
    }
    return builder.build();
  }
}
