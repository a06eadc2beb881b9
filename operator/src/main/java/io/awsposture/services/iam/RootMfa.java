package io.awsposture.services.iam;

import java.util.List;

/**
 * The root user and the virtual MFA devices of the account.
 *
 * @param virtualDevices asked for only where the root user has MFA of some kind
 */
public record RootMfa(RootUser user, List<VirtualMfaDevice> virtualDevices) {
  /** With an unchangeable list. */
  public RootMfa {
    virtualDevices = List.copyOf(virtualDevices);
  }

  /** How many virtual devices the root user signs in with. */
  long virtualDevicesOf(String rootArn) {
    return virtualDevices.stream().filter(device -> device.isUsedBy(rootArn)).count();
  }

  /** True where an enrolment of the root user was begun and never finished. */
  boolean hasLeftover() {
    return virtualDevices.stream().anyMatch(VirtualMfaDevice::isLeftover);
  }
}
