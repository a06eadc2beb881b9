package io.awsposture.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** KMS: which keys can rotate, and whose the keys behind {@code alias/aws/...} are. */
final class KeyCorrections {
  /** How moto describes the keys that it makes when somebody asks for an alias of AWS. */
  private static final Set<String> OF_AWS =
      Set.of(
          "Default key",
          "Default master key that protects my EBS volumes when no other key is defined");

  private KeyCorrections() {}

  static void addTo(Map<String, Correction> byCall) {
    byCall.put("kms:GetKeyRotationStatus", KeyCorrections::rotation);
    byCall.put("kms:EnableKeyRotation", KeyCorrections::rotation);
    byCall.put("kms:DisableKeyRotation", KeyCorrections::rotation);
    byCall.put("kms:DescribeKey", KeyCorrections::describe);
  }

  private static WireAnswer rotation(AwsCall call, Moto moto) throws IOException {
    WireAnswer described =
        moto.answer(call, call.asking("DescribeKey", Map.of("KeyId", call.json().path("KeyId"))));
    if (!described.ok()) {
      return described;
    }
    JsonNode key = Json.object(described.text()).path("KeyMetadata");
    if (key.path("KeyState").asText().equals("PendingDeletion")) {
      return call.error(
          400, "KMSInvalidStateException", key.path("Arn").asText() + " is pending deletion.");
    }
    if (!key.path("KeySpec").asText().equals("SYMMETRIC_DEFAULT")
        || !key.path("Origin").asText().equals("AWS_KMS")) {
      return call.error(
          400,
          "UnsupportedOperationException",
          "You cannot perform this operation on this type of key.");
    }
    WireAnswer answer = moto.answer(call);
    if (!call.operation().equals("GetKeyRotationStatus") || !answer.ok()) {
      return answer;
    }
    ObjectNode status = Json.object(answer.text());
    if (status.path("KeyRotationEnabled").asBoolean()) {
      status.put("RotationPeriodInDays", 365);
    }
    return answer.withBody(status.toString());
  }

  private static WireAnswer describe(AwsCall call, Moto moto) throws IOException {
    WireAnswer answer = moto.answer(call);
    if (answer.ok()) {
      ObjectNode whole = Json.object(answer.text());
      if (whole.get("KeyMetadata") instanceof ObjectNode key
          && OF_AWS.contains(key.path("Description").asText())) {
        key.put("KeyManager", "AWS");
        return answer.withBody(whole.toString());
      }
    }
    return answer;
  }
}
