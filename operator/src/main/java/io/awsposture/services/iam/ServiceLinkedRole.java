package io.awsposture.services.iam;

/**
 * A role that only one AWS service can use, with rights that AWS set.
 *
 * @param service its principal, for example {@code config.amazonaws.com}
 */
public record ServiceLinkedRole(String name, String service) {}
