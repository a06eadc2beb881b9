package io.awsposture.services.s3;

import java.util.List;
import java.util.stream.Stream;

/**
 * The account's four settings that close S3 to the public. A setting that AWS leaves out is off, as
 * is each where there is no block at all (Amazon S3, "Blocking public access to your Amazon S3
 * storage").
 */
public record PublicAccessBlock(
    boolean blocksPublicAcls,
    boolean ignoresPublicAcls,
    boolean blocksPublicPolicy,
    boolean restrictsPublicBuckets) {

  /** What an account without a block has. */
  public static final PublicAccessBlock NONE = new PublicAccessBlock(false, false, false, false);

  /** True where all four are on. */
  public boolean isFull() {
    return missing().isEmpty();
  }

  /** What is off, in AWS's words. */
  public String off() {
    return String.join(", ", missing()) + " off";
  }

  private List<String> missing() {
    return Stream.of(
            blocksPublicAcls ? "" : "BlockPublicAcls",
            ignoresPublicAcls ? "" : "IgnorePublicAcls",
            blocksPublicPolicy ? "" : "BlockPublicPolicy",
            restrictsPublicBuckets ? "" : "RestrictPublicBuckets")
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
