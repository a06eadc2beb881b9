package io.awsposture.services.config;

import io.awsposture.aws.Cause;
import io.awsposture.observe.Observed;
import java.util.Locale;
import java.util.Optional;

/**
 * How the latest deliveries went.
 *
 * @param history the recordings' way to the bucket: {@code Success}, {@code Failure} or {@code
 *     Not_Applicable}, in whatever case; empty before the first, which comes within six hours
 * @param error AWS's code of its failure
 * @param stream the notifications' way to a topic, in the same words
 */
public record Delivery(Optional<String> history, Optional<String> error, Optional<String> stream) {
  private static final String FAILURE = "FAILURE";

  /** Where nothing was asked, or nothing was delivered so far. */
  static final Delivery NONE = new Delivery(Optional.empty(), Optional.empty(), Optional.empty());

  /** What is wrong with what matters: that recordings reach the bucket. */
  Observed<Optional<String>> trouble() {
    return switch (history.orElse("").toUpperCase(Locale.ROOT)) {
      case "", "SUCCESS", "NOT_APPLICABLE" -> Observed.known(Optional.empty());
      case FAILURE ->
          Observed.known(
              Optional.of("delivery fails" + error.map(RecorderStatus::inBrackets).orElse("")));
      default -> Observed.unknown(new Cause.Broken("delivery status '" + history.orElse("") + "'"));
    };
  }

  boolean fails() {
    return history.map(FAILURE::equalsIgnoreCase).orElse(false);
  }

  boolean failsToNotify() {
    return stream.map(FAILURE::equalsIgnoreCase).orElse(false);
  }
}
