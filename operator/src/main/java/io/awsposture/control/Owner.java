package io.awsposture.control;

/**
 * Somebody else who owns a setting.
 *
 * @param kind a bounded word, such as {@code organization}, {@code guardduty-administrator}, {@code
 *     control-tower}
 * @param detail who exactly, for a person
 */
public record Owner(String kind, String detail) {}
