package io.awsposture.services.config;

import io.awsposture.control.Owner;
import java.util.Map;
import java.util.Optional;

/** Signs of AWS Control Tower, which undoes what others change in its recorders. */
final class ControlTower {
  static final Owner OWNER =
      new Owner("control-tower", "AWS Control Tower manages AWS Config here");

  private ControlTower() {}

  static boolean names(String resource) {
    return resource.startsWith("aws-controltower-");
  }

  /** The tag that it gives its resources of AWS Config. */
  static Optional<Owner> ownerOf(Map<String, String> tags) {
    return "managed-by-control-tower".equals(tags.get("aws-control-tower"))
        ? Optional.of(OWNER)
        : Optional.empty();
  }
}
