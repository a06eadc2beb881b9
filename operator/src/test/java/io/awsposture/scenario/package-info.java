/**
 * Scenarios: the real pipeline with the real AWS SDK against the emulated AWS. Each test is a
 * folder of {@code src/test/resources/scenarios} with the custom resources that are given and what
 * is expected of them.
 */
@NullMarked
package io.awsposture.scenario;

import org.jspecify.annotations.NullMarked;
