package io.awsposture.apply;

/**
 * Why nothing is written.
 *
 * @param reason a CamelCase word of a bounded set, for conditions and metrics
 * @param words a sentence that says what would open it
 */
public record Closed(String reason, String words) {}
