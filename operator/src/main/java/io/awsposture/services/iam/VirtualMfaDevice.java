package io.awsposture.services.iam;

import java.util.Optional;

/**
 * A virtual MFA device (AWS IAM, "ListVirtualMFADevices").
 *
 * @param userArn who uses it; empty: nobody
 * @param enabled it has been enabled for somebody
 */
public record VirtualMfaDevice(String serialNumber, Optional<String> userArn, boolean enabled) {
  private static final String NAME_FOR_ROOT = ":mfa/root-account-mfa-device";

  /** True where the root user signs in with it, whatever its name. */
  public boolean isUsedBy(String rootArn) {
    return userArn.equals(Optional.of(rootArn)) || (isNamedForRoot() && !isLeftover());
  }

  /** True for what an enrolment of the root user left behind that was never finished. */
  public boolean isLeftover() {
    return isNamedForRoot() && userArn.isEmpty() && !enabled;
  }

  private boolean isNamedForRoot() {
    return serialNumber.endsWith(NAME_FOR_ROOT);
  }
}
