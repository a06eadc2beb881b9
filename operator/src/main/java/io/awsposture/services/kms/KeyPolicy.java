package io.awsposture.services.kms;

import io.awsposture.services.policy.PolicyDocument;

/**
 * The policy of a key.
 *
 * @param key the ARN of the key itself, though an alias was asked for: that is what the policy
 *     speaks of
 */
public record KeyPolicy(String key, PolicyDocument document) {}
