package io.awsposture.services.kms;

import java.util.Optional;

/**
 * The ARN of a key, or of an alias, which stands for one.
 *
 * @param text the whole ARN
 */
public record KeyArn(String text) {
  private static final int PARTS = 6;

  /** An ARN of AWS KMS. */
  public KeyArn {
    if (text.split(":", PARTS).length < PARTS) {
      throw new IllegalArgumentException(text + " is not an ARN");
    }
  }

  /** The one Region where it can be used. */
  public String region() {
    return part(3);
  }

  /** The account it belongs to. */
  public String account() {
    return part(4);
  }

  /** True for a name that stands for a key, and may later stand for another one. */
  public boolean isAlias() {
    return resource().startsWith("alias/");
  }

  /**
   * The same key in another Region. Only multi-Region keys have replicas there, under the same id,
   * which always begins so (AWS KMS, "Multi-Region keys in AWS KMS").
   */
  public Optional<KeyArn> in(String other) {
    if (region().equals(other)) {
      return Optional.of(this);
    }
    return resource().startsWith("key/mrk-")
        ? Optional.of(
            new KeyArn(String.join(":", part(0), part(1), part(2), other, account(), resource())))
        : Optional.empty();
  }

  private String resource() {
    return part(5);
  }

  private String part(int index) {
    return text.split(":", PARTS)[index];
  }
}
