package io.awsposture.aws;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * Whose the write role of an account is: it carries the tag {@value #TAG} with the id of the one
 * operator that may use it, put there by whatever made the role.
 */
public final class WriteRole {
  /** The tag's key. */
  public static final String TAG = "awsposture-operator";

  /** The IAM action it takes to look. */
  public static final String ACTION = "iam:GetRole";

  private static final Service<IamClient> IAM =
      Service.global("iam", IamClient::builder).limits(new Rate(5, 15), new Rate(0.2, 1));

  private WriteRole() {}

  /** Whose a role is. */
  public sealed interface Holder {
    /** It carries an operator's id. */
    record Operator(String id) implements Holder {}

    /** It carries none. */
    record Nobody() implements Holder {}

    /** That could not be read. */
    record NotTold(Cause cause) implements Holder {}
  }

  /** Whose this role is; {@code name} may have a path. */
  public static Holder holder(Session reader, String name) {
    String bare = name.substring(name.lastIndexOf('/') + 1);
    try {
      return reader
          .in(reader.homeRegion())
          .use(IAM)
          .getRole(request -> request.roleName(bare))
          .role()
          .tags()
          .stream()
          .filter(tag -> tag.key().equals(TAG))
          .map(Tag::value)
          .findFirst()
          .<Holder>map(Holder.Operator::new)
          .orElseGet(Holder.Nobody::new);
    } catch (RuntimeException failure) {
      return new Holder.NotTold(Failures.cause(failure));
    }
  }
}
