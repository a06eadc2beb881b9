package io.awsposture.services.organizations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.awsposture.aws.Cause;
import io.awsposture.aws.CauseException;
import java.util.Optional;

/**
 * What the organization's S3 policies add up to in an account (AWS Organizations, "Amazon S3 policy
 * syntax and examples"). Where one speaks of the public access block, members cannot set it.
 *
 * @param publicAccessBlock {@code all} or {@code none}: the account's four settings are that
 */
public record EffectiveS3Policy(String publicAccessBlock) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * From an effective policy's content; empty where it does not speak of the public access block.
   *
   * @throws CauseException a broken answer, where this is no such policy
   */
  static Optional<EffectiveS3Policy> parse(String json) {
    try {
      JsonNode root = JSON.readTree(json);
      JsonNode block = root.path("s3_attributes").path("public_access_block_configuration");
      if (!root.isObject() || (block.isObject() && !block.path("@@assign").isTextual())) {
        throw new CauseException(new Cause.Broken("effective S3 policy: not of the known form"));
      }
      return Optional.of(block.isObject() ? block.path("@@assign") : block)
          .filter(JsonNode::isTextual)
          .map(value -> new EffectiveS3Policy(value.asText()));
    } catch (JsonProcessingException odd) {
      throw new CauseException(new Cause.Broken("effective S3 policy: no JSON"));
    }
  }
}
