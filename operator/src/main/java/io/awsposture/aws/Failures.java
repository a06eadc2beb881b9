package io.awsposture.aws;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hc.client5.http.ConnectTimeoutException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * The one place where a failure becomes a {@link Cause}. Codes decide; the message is looked at
 * only where AWS says nothing else (which policy denied). The codes are those of the services' API
 * references.
 */
public final class Failures {
  private static final Set<String> DENIALS =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "AccessDeniedFault",
          "AuthorizationError",
          "AuthorizationErrorException",
          "UnauthorizedOperation",
          "OperationNotPermittedException",
          "AccessDeniedForDependencyException");
  private static final Set<String> REGION_UNUSABLE =
      Set.of(
          "UnrecognizedClientException",
          "InvalidClientTokenId",
          "AuthFailure",
          "OptInRequired",
          "RegionDisabledException",
          "InvalidToken",
          "ExpiredToken",
          "ExpiredTokenException",
          "RequestExpired",
          "SignatureDoesNotMatch",
          "InvalidSignatureException",
          "IncompleteSignature");
  private static final Set<String> GONE =
      Set.of(
          "NotFoundException",
          "NoSuchBucket",
          "NoSuchEntity",
          "NoSuchEntityException",
          "ResourceNotFoundException",
          "TrailNotFoundException");
  private static final Set<String> NOT_YET =
      Set.of("ReportInProgress", "ReportNotPresent", "ReportExpired");

  /** AWS IAM, "Troubleshoot access denied error messages". */
  private static final Pattern EXPLICIT =
      Pattern.compile(
          "explicit deny in an? ([A-Za-z -]+?(?:policy|boundary))(?:: *(arn:\\S*[^\\s.,]))?");

  private static final Pattern ACTION =
      Pattern.compile("not authorized to perform: ([a-z0-9-]+:[A-Za-z0-9]+)");

  private static final Pattern IMPLICIT =
      Pattern.compile("because (no [A-Za-z -]+?(?:policy|boundary) allows)");
  private static final Set<String> OF_THE_ORGANIZATION =
      Set.of("service control policy", "resource control policy");

  private Failures() {}

  /** The cause of a failure on this thread's last call; total, never throws. */
  public static Cause cause(Throwable failure) {
    return switch (failure) {
      case CauseException known -> known.cause();
      case AwsServiceException answer -> causeOf(answer);
      case UnsupportedInRegion absent -> new Cause.Unsupported(absent.service());
      case AbortedException _ -> new Cause.DeadlinePassed();
      case ApiCallTimeoutException _ -> new Cause.DeadlinePassed();
      case ApiCallAttemptTimeoutException _ -> new Cause.DeadlinePassed();
      default -> new Cause.Broken(LastAction.get() + ": " + firstLine(failure));
    };
  }

  /** True where AWS understood the call and refused it to this caller. */
  static boolean isDenial(AwsServiceException answer) {
    return DENIALS.contains(code(answer));
  }

  /**
   * The error code of AWS's answer; empty for anything that is no answer, and for an answer without
   * a code.
   */
  public static Optional<String> codeOf(Throwable failure) {
    return failure instanceof AwsServiceException answer && !code(answer).isEmpty()
        ? Optional.of(code(answer))
        : Optional.empty();
  }

  /**
   * True where it is not known whether AWS carried the call out: the request left and no usable
   * answer came back.
   */
  public static boolean answerWasLost(Throwable failure) {
    return switch (failure) {
      case AwsServiceException answer ->
          answer.statusCode() >= 500 && !answer.isThrottlingException();
      case UnsupportedInRegion _, CauseException _, WithheldException _ -> false;
      default -> !neverLeft(failure);
    };
  }

  /** True where not even a connection came about, so that nothing was sent. */
  private static boolean neverLeft(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(cause ->
            cause instanceof UnknownHostException
                || cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof ConnectTimeoutException);
  }

  private static Cause causeOf(AwsServiceException answer) {
    String code = code(answer);
    if (code.isEmpty()) {
      return new Cause.Broken(
          LastAction.get() + ": HTTP " + answer.statusCode() + " without an error code");
    }
    if (answer.isThrottlingException() || code.equals("SlowDown") || code.equals("Throttled")) {
      return new Cause.ThrottledOut(LastAction.get());
    }
    if (isDenial(answer)) {
      return denial(answer);
    }
    if (REGION_UNUSABLE.contains(code)) {
      return new Cause.RegionUnusable(code);
    }
    if (NOT_YET.contains(code)) {
      return new Cause.NotYet(LastAction.get() + ": " + code);
    }
    if (GONE.contains(code) || code.toLowerCase(Locale.ROOT).endsWith(".notfound")) {
      return new Cause.Gone(code);
    }
    return new Cause.Broken(LastAction.get() + ": " + code + ": " + firstLine(answer));
  }

  private static Cause denial(AwsServiceException answer) {
    String message = message(answer);
    Matcher explicit = EXPLICIT.matcher(message);
    if (explicit.find()) {
      String policy = explicit.group(2) == null ? "" : explicit.group(2);
      return OF_THE_ORGANIZATION.contains(explicit.group(1))
          ? new Cause.DeniedByOrganization(action(message), policy)
          : new Cause.Denied(
              action(message),
              ("explicit deny in the " + explicit.group(1) + " " + policy).strip());
    }
    Matcher implicit = IMPLICIT.matcher(message);
    return new Cause.Denied(action(message), implicit.find() ? implicit.group(1) + " it" : "");
  }

  /**
   * What AWS would have had to allow: not always the action of the call, for some take others too.
   */
  private static String action(String message) {
    Matcher told = ACTION.matcher(message);
    return told.find() ? told.group(1) : LastAction.get();
  }

  private static String code(AwsServiceException answer) {
    // The SDK leaves the code null where the answer had none, such as a proxy's HTML page.
    return answer.awsErrorDetails() == null || answer.awsErrorDetails().errorCode() == null
        ? ""
        : answer.awsErrorDetails().errorCode();
  }

  private static String message(AwsServiceException answer) {
    return answer.awsErrorDetails() == null || answer.awsErrorDetails().errorMessage() == null
        ? ""
        : answer.awsErrorDetails().errorMessage();
  }

  private static String firstLine(Throwable failure) {
    String text =
        failure instanceof AwsServiceException answer ? message(answer) : failure.getMessage();
    if (text == null || text.isBlank()) {
      return failure.getClass().getSimpleName();
    }
    String line = text.lines().findFirst().orElse("");
    return line.length() > 200 ? line.substring(0, 200) + "..." : line;
  }
}
