package io.awsposture.cli;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.cli.input.InputError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change of the files would do, as JSON. A member that has nothing to say is null or empty,
 * never left out.
 *
 * @param sources where the findings come from; empty: from nowhere
 * @param errors of the later files: with any, nothing else is said
 * @param warnings of the earlier files, and of what the later ones ask for in vain
 */
record PreviewDocument(
    String schemaVersion,
    String version,
    String time,
    int exitCode,
    List<String> sources,
    List<InputError> errors,
    List<String> warnings,
    List<Breach> breaches,
    List<SuppressionChange> suppressions,
    List<BaselineChange> baselines,
    List<AccountChange> accounts,
    List<Change> changes,
    List<Change> noLongerMade,
    List<String> notKnown) {
  /** Changes when a reader of the old form would break. */
  static final String SCHEMA_VERSION = "preview.awsposture.io/v1alpha1";

  /** Something that a rule or a policy forbids, at its place in the later files. */
  record Breach(String object, String file, int line, String message) {}

  /** What became of an object from the earlier to the later files. */
  enum How {
    Added,
    Changed,
    Removed,
    Unchanged
  }

  /**
   * A Suppression that is new, changed or gone, or that the later files leave without effect.
   *
   * @param why what somebody should mend or know
   * @param fields what of it changed
   * @param hides every finding in its reach
   * @param shows findings that it hid and that nothing hides any more
   */
  record SuppressionChange(
      String namespace,
      String name,
      How how,
      String file,
      int line,
      ReviewedSuppression.State state,
      List<String> why,
      List<Field> fields,
      String reason,
      @Nullable String owner,
      @Nullable String ticket,
      @Nullable String pullRequest,
      String grantedAt,
      String expiresAt,
      List<Hidden> hides,
      List<Hidden> shows) {
    /** Namespace and name. */
    String id() {
      return namespace + "/" + name;
    }
  }

  /**
   * A finding in the reach of a Suppression.
   *
   * @param hiddenBefore the earlier files hide it too
   */
  record Hidden(
      String accountId,
      String awsAccount,
      String control,
      Severity severity,
      @Nullable String region,
      String resource,
      String observed,
      boolean hiddenBefore) {}

  /** A field that changed, in words. */
  record Field(String field, String before, String after) {}

  /**
   * What the baseline of some accounts asks for otherwise than before.
   *
   * @param before namespace and name of their baseline before
   * @param after and of the one now
   * @param accounts namespace and name of each that it changes so
   */
  record BaselineChange(
      String before,
      String after,
      List<String> accounts,
      List<ControlChange> controls,
      List<Field> settings) {}

  /** What is asked otherwise of a control. */
  enum Aspect {
    Added,
    Removed,
    Disabled,
    Mode,
    Severity,
    Consent,
    Lock
  }

  /**
   * A control of which something else is asked.
   *
   * @param weakens it makes a score better or a watch weaker without mending anything
   * @param reason the baseline's, where it gives one
   */
  record ControlChange(
      String id,
      String title,
      Aspect aspect,
      String before,
      String after,
      boolean weakens,
      @Nullable String reason) {}

  /**
   * An AwsAccount that is new, changed or gone.
   *
   * @param brings of one that is new
   */
  record AccountChange(
      String namespace,
      String name,
      String accountId,
      How how,
      List<Field> fields,
      @Nullable Brings brings) {}

  /**
   * What a new account brings.
   *
   * @param enforced controls that are mended without asking
   * @param proposed controls that are mended once somebody approves
   * @param failing known findings; null where nobody looked
   */
  record Brings(
      String baseline, int controls, int enforced, int proposed, @Nullable Integer failing) {}

  /** Whether a change is made, or shown to be approved first. */
  enum Way {
    Made,
    Proposed
  }

  /** An AWS write. */
  record Change(
      String accountId,
      String awsAccount,
      String control,
      Severity severity,
      String region,
      String action,
      String target,
      Risk risk,
      List<Risk> risks,
      String before,
      String after,
      @Nullable String cost,
      @Nullable String obstacle,
      Way way) {}
}
