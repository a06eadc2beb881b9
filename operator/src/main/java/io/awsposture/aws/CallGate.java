package io.awsposture.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The one door that every call passes: it waits for its turn, refuses what the session may not do
 * and reads AWS's clock.
 *
 * <p>The wait stands in {@code beforeExecution}, which the SDK runs once per call and outside the
 * call's time limit; {@code beforeTransmission} runs for each attempt inside it, so retries only go
 * into debt there.
 */
final class CallGate implements ExecutionInterceptor {
  private static final ExecutionAttribute<Integer> ATTEMPTS =
      new ExecutionAttribute<>("awsposture.attempts");
  private static final ExecutionAttribute<Turns.Turn> TURN =
      new ExecutionAttribute<>("awsposture.turn");

  private static final int BAD_GATEWAY = 502;

  private final Service<?> service;
  private final String account;
  private final String region;
  private final Door door;

  /** What all gates of one session share. */
  record Door(
      Limiter limiter,
      Turns turns,
      CallListener listener,
      CallTally tally,
      ClockSkew skew,
      Clock clock,
      Guard guard) {}

  /** Decides which operations a session may use at all, before AWS is asked. */
  interface Guard {
    /** The reason why not, or empty. */
    String refusal(Service<?> service, String operation);

    /**
     * Why a call must not leave any more, asked when its turn has come: the wait may have been
     * long. Empty: it may.
     */
    default Optional<String> withheld() {
      return Optional.empty();
    }

    /** For read sessions: nothing that changes anything. */
    static String readOnly(Service<?> service, String operation) {
      return Operations.isRead(operation) ? "" : "this session only reads";
    }
  }

  CallGate(Service<?> service, String account, String region, Door door) {
    this.service = service;
    this.account = account;
    this.region = region;
    this.door = door;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    String operation = operation(attributes);
    LastAction.note(service.actionOf(operation));
    String refusal = door.guard().refusal(service, operation);
    if (!refusal.isEmpty()) {
      throw new CauseException(new Cause.Denied(service.actionOf(operation), refusal));
    }
    Turns.Turn turn = turn(operation);
    Optional<String> withheld = door.guard().withheld();
    if (withheld.isPresent()) {
      turn.end();
      throw new WithheldException(withheld.get());
    }
    attributes.putAttribute(TURN, turn);
    attributes.putAttribute(ATTEMPTS, 0);
  }

  private Turns.Turn turn(String operation) {
    long start = System.nanoTime();
    try {
      door.limiter().take(account, region, service, operation);
      Turns.Turn turn = door.turns().take(region);
      door.listener().waited(Duration.ofNanos(System.nanoTime() - start));
      return turn;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw AbortedException.create(
          "stopped while waiting for a turn to call " + service.actionOf(operation));
    }
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    int attempt = attributes.getAttribute(ATTEMPTS) + 1;
    attributes.putAttribute(ATTEMPTS, attempt);
    if (attempt > 1) {
      door.limiter().takeForRetry(account, region, service, operation(attributes));
    }
  }

  /**
   * AWS never succeeds with a page: something in between did. XML readers find an empty list in it,
   * which would be taken for an answer, so it becomes the bad gateway that it is.
   */
  @Override
  public SdkHttpResponse modifyHttpResponse(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    SdkHttpResponse answer = context.httpResponse();
    boolean page =
        answer.isSuccessful()
            && answer
                .firstMatchingHeader("Content-Type")
                .filter(type -> type.startsWith("text/html"))
                .isPresent();
    return page ? answer.toBuilder().statusCode(BAD_GATEWAY).build() : answer;
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    context.httpResponse().firstMatchingHeader("Date").ifPresent(this::readClock);
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    attributes.getAttribute(TURN).end();
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    // Not called by the SDK when beforeExecution itself threw: then no turn is taken.
    attributes.getAttribute(TURN).end();
  }

  private void readClock(String date) {
    try {
      Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration skew = Duration.between(theirs, door.clock().instant());
      door.skew().seen(skew);
      door.listener().skewed(skew);
    } catch (DateTimeParseException _) {
      // An answer without a readable Date header says nothing about the clock: the last known skew
      // stands.
    }
  }

  private static String operation(ExecutionAttributes attributes) {
    return attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
  }
}
