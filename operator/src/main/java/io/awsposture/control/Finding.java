package io.awsposture.control;

import io.awsposture.plan.Steps;
import java.util.Optional;

/**
 * One offending resource of one control.
 *
 * @param region where it was found; the home Region for account-global things
 * @param resource ARN
 * @param managedBy who else owns the setting: then {@code steps} is empty
 * @param steps what would mend it
 */
public record Finding(
    String control,
    String region,
    String resource,
    String observed,
    String desired,
    Optional<Owner> managedBy,
    Steps steps) {

  /** What tells a finding from another, over scans. */
  public Key key() {
    return new Key(control, region, resource);
  }

  /** A finding's identity. */
  public record Key(String control, String region, String resource) {}
}
