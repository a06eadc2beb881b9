package io.awsposture.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;

/** S3: whether a bucket's policy opens it to the public, which moto does not say. */
final class BucketCorrections {
  private BucketCorrections() {}

  static void addTo(Map<String, Correction> byCall) {
    byCall.put("s3:GetBucketPolicyStatus", BucketCorrections::policyStatus);
  }

  private static WireAnswer policyStatus(AwsCall call, Moto moto) throws IOException {
    WireAnswer policy =
        moto.answer(call, call.request().at("GET", call.request().path() + "?policy", ""));
    return policy.ok()
        ? call.success(
            "<PolicyStatus><IsPublic>%s</IsPublic></PolicyStatus>"
                .formatted(isPublic(Json.object(policy.text()).path("Statement"))))
        : policy;
  }

  /** Roughly as AWS sees it: anybody is let in, on no condition. */
  private static boolean isPublic(JsonNode statements) {
    for (JsonNode statement : statements) {
      if (statement.path("Effect").asText().equals("Allow")
          && statement.path("Principal").asText().equals("*")
          && !statement.has("Condition")) {
        return true;
      }
    }
    return false;
  }
}
