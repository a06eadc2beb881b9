package io.awsposture.services.s3;

import io.awsposture.services.policy.PolicyDocument;
import java.util.Optional;
import java.util.function.Function;

/** What Amazon S3 says of the policy of a bucket that somebody wants to deliver to. */
public sealed interface BucketPolicy {

  /** The policy that the bucket has. */
  record Policy(PolicyDocument document) implements BucketPolicy {}

  /** The bucket is there and has no policy. */
  record NoPolicy() implements BucketPolicy {}

  /** Nobody has a bucket of this name. */
  record NoBucket(String name) implements BucketPolicy {}

  /**
   * What stands in the way of delivering there, as a sentence that says what to do; empty: nothing.
   *
   * @param otherwise what to do where the bucket is not meant to be created
   * @param lacking what a policy lacks; empty policy: the bucket has none
   */
  default Optional<String> obstacle(
      String otherwise, Function<Optional<PolicyDocument>, Optional<String>> lacking) {
    return switch (this) {
      case Policy(PolicyDocument document) -> lacking.apply(Optional.of(document));
      case NoPolicy _ -> lacking.apply(Optional.empty());
      case NoBucket(String name) ->
          Optional.of(
              "there is no bucket "
                  + name
                  + ": create it in the account that keeps the logs, or "
                  + otherwise);
    };
  }
}
