package io.awsposture.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * A call to AWS, as the proxy understands a request.
 *
 * @param service the signing name, or s3control, which signs as s3
 * @param region as signed; global services sign with one Region of the partition
 * @param account of the caller
 */
record AwsCall(
    WireRequest request, String service, String operation, String region, String account) {
  private static final Set<String> READING =
      Set.of("Get", "List", "Describe", "Generate", "AssumeRole", "Head", "Lookup", "BatchGet");

  Protocol protocol() {
    return Protocol.of(service);
  }

  /** Whose state it is about. */
  Place place() {
    return new Place(account, region);
  }

  /** Service and operation in one word. */
  String name() {
    return service + ":" + operation;
  }

  boolean isRead() {
    return isRead(operation);
  }

  static boolean isRead(String operation) {
    return READING.stream().anyMatch(operation::startsWith);
  }

  /** An error as the called service would write it. */
  WireAnswer error(int status, String code, String message) {
    return protocol().error(status, code, message);
  }

  /** A success with this body. */
  WireAnswer success(String body) {
    return protocol().success(body);
  }

  /** What the caller sent, for the services that speak JSON. */
  ObjectNode json() {
    return Json.object(request.text());
  }

  /** The same caller calling another operation of the same JSON service. */
  WireRequest asking(String other, Object body) {
    String target = request.header("X-Amz-Target");
    String prefix = target.substring(0, target.lastIndexOf('.') + 1);
    return request.withHeader("X-Amz-Target", prefix + other).withBody(Json.text(body));
  }
}
