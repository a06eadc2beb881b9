package io.awsposture.report;

/**
 * Why an object cannot be worked on as it stands.
 *
 * @param reason a CamelCase word of {@link Reasons}
 * @param message what is wrong with which object, and what to do now
 * @param stalled true where only a change of some object can mend it; false where trying again may
 */
public record Problem(String reason, String message, boolean stalled) {}
