package io.awsposture.plan;

import java.time.Duration;

/**
 * A refusal that passes by itself and leaves AWS unchanged, such as of a role that was made a
 * moment ago.
 *
 * @param errorCode AWS's code of it
 * @param within how long AWS is asked again
 */
public record Retry(String errorCode, Duration within) {}
