package io.awsposture.emulator;

/** How AWS refuses a call. */
final class Denial {
  private Denial() {}

  static WireAnswer of(AwsCall call, String message) {
    return switch (call.protocol()) {
      case EC2 -> call.error(403, "UnauthorizedOperation", message);
      case QUERY, S3, REST_XML -> call.error(403, "AccessDenied", message);
      case JSON -> call.error(400, "AccessDeniedException", message);
      case REST_JSON -> call.error(403, "AccessDeniedException", message);
    };
  }

  static String byIdentity(AwsCall call) {
    return byIdentity(call, Authorization.of(call.name()));
  }

  /** For want of an action that the call takes, its own or another. */
  static String byIdentity(AwsCall call, String action) {
    return refused(call, action)
        + " because no identity-based policy allows the "
        + action
        + " action";
  }

  static String byServiceControlPolicy(AwsCall call, String policyArn) {
    return refused(call, Authorization.of(call.name()))
        + " with an explicit deny in a service control policy: "
        + policyArn;
  }

  private static String refused(AwsCall call, String action) {
    return "User: arn:aws:sts::%s:assumed-role/caller/session is not authorized to perform: %s"
        .formatted(call.account(), action);
  }
}
