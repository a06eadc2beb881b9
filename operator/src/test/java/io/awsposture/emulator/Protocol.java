package io.awsposture.emulator;

import static java.util.Objects.requireNonNullElse;

import java.util.Map;
import java.util.UUID;

/** How services write an error; the SDK finds the code nowhere else. */
enum Protocol {
  /** EC2's own dialect of the query protocol. */
  EC2,
  /** IAM and STS. */
  QUERY,
  /** S3, whose error is the root of the document. */
  S3,
  /** S3 control, which puts its errors into an envelope. */
  REST_XML,
  /** CloudTrail, Config, KMS, Organizations. */
  JSON,
  /** GuardDuty. */
  REST_JSON;

  private static final Map<String, Protocol> BY_SERVICE =
      Map.of(
          "ec2",
          EC2,
          "iam",
          QUERY,
          "sts",
          QUERY,
          "s3",
          S3,
          "s3control",
          REST_XML,
          "guardduty",
          REST_JSON);

  /** The protocol of a service; most that are not named here speak JSON. */
  static Protocol of(String service) {
    return requireNonNullElse(BY_SERVICE.get(service), JSON);
  }

  /** An error as the service itself would write it. */
  WireAnswer error(int status, String code, String message) {
    String request = UUID.randomUUID().toString();
    String detail =
        "<Code>" + escapeXml(code) + "</Code><Message>" + escapeXml(message) + "</Message>";
    String json = "{\"__type\":\"" + code + "\",\"message\":" + Json.text(message) + "}";
    WireAnswer answer =
        switch (this) {
          case EC2 ->
              xml(
                  status,
                  "<Response><Errors><Error>"
                      + detail
                      + "</Error></Errors><RequestID>"
                      + request
                      + "</RequestID></Response>");
          case QUERY, REST_XML ->
              xml(
                  status,
                  "<ErrorResponse><Error><Type>Sender</Type>"
                      + detail
                      + "</Error><RequestId>"
                      + request
                      + "</RequestId></ErrorResponse>");
          case S3 ->
              xml(status, "<Error>" + detail + "<RequestId>" + request + "</RequestId></Error>");
          case JSON -> WireAnswer.of(status, contentType(), json);
          case REST_JSON ->
              WireAnswer.of(status, contentType(), json).withHeader("x-amzn-errortype", code);
        };
    return answer.withHeader("x-amzn-requestid", request);
  }

  /** A success with this body. */
  WireAnswer success(String body) {
    return switch (this) {
      case EC2, QUERY, S3, REST_XML -> xml(200, body);
      case JSON, REST_JSON -> WireAnswer.of(200, contentType(), body);
    };
  }

  /** What the service says that its answers are. */
  String contentType() {
    return switch (this) {
      case EC2, QUERY, S3, REST_XML -> "text/xml";
      case JSON -> "application/x-amz-json-1.1";
      case REST_JSON -> "application/json";
    };
  }

  static String escapeXml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static WireAnswer xml(int status, String body) {
    return WireAnswer.of(status, "text/xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + body);
  }
}
