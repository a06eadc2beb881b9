package io.awsposture.services.config;

import java.util.Optional;

/**
 * A recorder that is there, with wider coverage. AWS Config replaces the whole recorder, so
 * everything it had comes along: role, frequency, overrides.
 *
 * @param ownerToAsk the ARN by which to ask whether somebody else manages it, where that was not
 *     asked so far
 */
public record WidenedRecorder(
    String name,
    Optional<String> role,
    Optional<RecordingMode> mode,
    Coverage before,
    Coverage after,
    Optional<String> ownerToAsk) {

  static WidenedRecorder of(Recorder recorder, Coverage after, boolean ownerIsKnown) {
    return new WidenedRecorder(
        recorder.name(),
        recorder.role(),
        recorder.mode(),
        recorder.coverage(),
        after,
        ownerIsKnown ? Optional.empty() : recorder.arn());
  }
}
