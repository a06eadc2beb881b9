package io.awsposture.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/** The annotations by which people ask the operator for something. */
final class ScanRequest {
  /** Any new value asks for a scan now. */
  static final String SCAN = "awsposture.io/scan-requested-at";

  /** A time: settings left alone since before it are mended again. */
  static final String THAW = "awsposture.io/thaw-requested-at";

  private ScanRequest() {}

  static Optional<String> of(HasMetadata object) {
    return Optional.ofNullable(annotations(object).get(SCAN));
  }

  /**
   * The time of the thaw asked for. A value that is no time asks for nothing; nor does a time to
   * come, which would thaw whatever freezes until then.
   */
  static Optional<Instant> thaw(HasMetadata object, Instant now) {
    try {
      return Optional.ofNullable(annotations(object).get(THAW))
          .map(Instant::parse)
          .filter(time -> !time.isAfter(now));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  static Map<String, String> annotations(HasMetadata object) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return annotations == null ? Map.of() : annotations;
  }
}
