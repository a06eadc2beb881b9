package io.awsposture.emulator;

import static java.time.ZoneOffset.UTC;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * AWS as tests see it. Understands each call (service, operation, Region, account), lets rules
 * misbehave, corrects moto where it differs from AWS, and keeps a log.
 */
public final class AwsProxy implements AutoCloseable {
  private final Moto moto;
  private final Accounts accounts = new Accounts();
  private final CallReader reader = new CallReader(accounts);
  private final Rules rules = new Rules();
  private final CallLog log = new CallLog();
  private final WireServer server;
  private volatile Duration skew = Duration.ZERO;

  private AwsProxy(URI emulator) throws IOException {
    this.moto = new Moto(emulator);
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

  /** Begins a rule. Of several that match a call the first made wins. */
  public When when(CallPattern pattern) {
    return new When(pattern, rules::add);
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

  /** Sets AWS's clock, as the Date header tells it, ahead of ours; behind when negative. */
  public void clockSkew(Duration ahead) {
    skew = ahead;
  }

  /**
   * Empties AWS, and forgets all rules, settings and calls. Hanging calls lose their connections.
   */
  public void reset() {
    try {
      rules.removeAll();
      accounts.forget();
      skew = Duration.ZERO;
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

  private @Nullable WireAnswer answer(WireRequest request)
      throws IOException, InterruptedException {
    AwsCall call = reader.read(request);
    Call entry = log.arrived(call);
    WireAnswer answer = rules.answer(call, () -> forward(call));
    log.ended(entry, answer);
    if (answer == null) {
      return null;
    }
    return answer.withHeader("Date", RFC_1123_DATE_TIME.format(ZonedDateTime.now(UTC).plus(skew)));
  }

  private WireAnswer forward(AwsCall call) throws IOException {
    // moto would find the account of a session by itself, but not that of a key made up for an
    // account.
    WireAnswer answer = moto.answer(call.request().withHeader("x-moto-account-id", call.account()));
    accounts.learn(call, answer);
    return answer;
  }
}
