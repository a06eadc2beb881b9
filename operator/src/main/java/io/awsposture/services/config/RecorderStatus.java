package io.awsposture.services.config;

import io.awsposture.aws.Cause;
import io.awsposture.control.Scene;
import io.awsposture.observe.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a recorder runs, and how its latest recording went.
 *
 * @param latest {@code Pending}, {@code Success} or {@code Failure}, in whatever case; empty for
 *     one that was never started
 * @param since when {@code latest} became what it is
 * @param error AWS's code of a failure
 */
public record RecorderStatus(
    boolean recording, Optional<String> latest, Optional<Instant> since, Optional<String> error) {

  /** What is wrong with it; unknown while its first recording is awaited. */
  Observed<Optional<String>> trouble(Scene scene) {
    if (!recording) {
      return Observed.known(Optional.of("recorder stopped"));
    }
    return switch (word()) {
      case "SUCCESS" -> Observed.known(Optional.empty());
      case "FAILURE" ->
          Observed.known(
              Optional.of("recording fails" + error.map(RecorderStatus::inBrackets).orElse("")));
      case "PENDING" ->
          since
              .map(begin -> pending(begin, scene))
              .orElseGet(
                  () -> Observed.unknown(new Cause.Broken("a recorder pending since never")));
      default -> Observed.unknown(new Cause.Broken("recorder status '" + latest.orElse("") + "'"));
    };
  }

  boolean fails() {
    return word().equals("FAILURE");
  }

  /** The model says Success, the service SUCCESS. */
  private String word() {
    return latest.orElse("").toUpperCase(Locale.ROOT);
  }

  private static Observed<Optional<String>> pending(Instant since, Scene scene) {
    Duration grace = scene.desired().configRecorder().pendingGrace();
    return scene.now().isBefore(since.plus(grace))
        ? Observed.unknown(new Cause.NotYet("the recorder's first recording is pending"))
        : Observed.known(
            Optional.of("recording pending for more than " + grace.toMinutes() + " minutes"));
  }

  static String inBrackets(String code) {
    return " (" + code + ")";
  }
}
