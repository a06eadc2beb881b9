package io.awsposture.services.organizations;

/**
 * The organization an account belongs to.
 *
 * @param id for example {@code o-exampleorgid}
 * @param managementAccount 12 digits
 */
public record Organization(String id, String managementAccount) {}
