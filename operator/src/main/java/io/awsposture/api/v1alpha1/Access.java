package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * The IAM roles through which an account is read and changed.
 *
 * @param readRoleName with its path if it has one, never an ARN; null for the operator's default
 * @param writeRoleName as above; where neither this nor a default exists nothing is ever changed
 */
@ValidationRule(
    value = "!has(self.readRoleName) || self.readRoleName.matches('" + Access.ROLE_NAME + "')",
    fieldPath = ".readRoleName",
    message =
        "readRoleName is the name of an IAM role, with its path if it has one, like posture/read: not"
            + " its ARN, and no leading slash")
@ValidationRule(
    value = "!has(self.writeRoleName) || self.writeRoleName.matches('" + Access.ROLE_NAME + "')",
    fieldPath = ".writeRoleName",
    message =
        "writeRoleName is the name of an IAM role, with its path if it has one, like posture/write:"
            + " not its ARN, and no leading slash")
public record Access(
    @Size(max = 512)
        @JsonPropertyDescription(
            "Name of the IAM role to read with, with its path if it has one; absent: the operator's"
                + " default.")
        @Nullable String readRoleName,
    @Size(max = 512)
        @JsonPropertyDescription(
            "Name of the IAM role to change things with, with its path if it has one; absent: the"
                + " operator's default. Where neither exists nothing is ever changed.")
        @Nullable String writeRoleName) {

  /** An IAM role name with an optional path, as a regular expression for CEL. */
  static final String ROLE_NAME = "^([A-Za-z0-9_+=,.@-]+/)*[A-Za-z0-9_+=,.@-]{1,64}$";

  /** The operator's defaults for both roles. */
  static final Access DEFAULTS = new Access(null, null);
}
