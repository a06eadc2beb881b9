package io.awsposture.emulator;

/** How AWS says that calls come too fast: every service in its own way. */
final class Throttle {
  private Throttle() {}

  static WireAnswer of(AwsCall call) {
    return switch (call.service()) {
      case "ec2" -> call.error(503, "RequestLimitExceeded", "Request limit exceeded.");
      case "iam", "sts" -> call.error(400, "Throttling", "Rate exceeded");
      case "s3", "s3control" -> call.error(503, "SlowDown", "Please reduce your request rate.");
      case "organizations" -> call.error(400, "TooManyRequestsException", "Rate exceeded");
      default -> call.error(400, "ThrottlingException", "Rate exceeded");
    };
  }
}
