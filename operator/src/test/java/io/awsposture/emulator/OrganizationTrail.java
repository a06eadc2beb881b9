package io.awsposture.emulator;

/**
 * A trail of the organization, as its member accounts see it.
 *
 * @param managementAccount who owns it
 * @param logging whether it is on
 * @param customSelectors whether it records other events than it would by default
 * @param kmsKey ARN of its key; empty for none
 */
public record OrganizationTrail(
    String managementAccount,
    String homeRegion,
    String name,
    boolean logging,
    boolean customSelectors,
    boolean validation,
    String kmsKey) {

  /** One that is on, covers all Regions, records the default events, validates and encrypts. */
  public static OrganizationTrail of(String managementAccount, String homeRegion, String name) {
    String key =
        "arn:aws:kms:"
            + homeRegion
            + ":"
            + managementAccount
            + ":key/00000000-0000-0000-0000-000000000001";
    return new OrganizationTrail(managementAccount, homeRegion, name, true, false, true, key);
  }

  /** Switched on or off. */
  public OrganizationTrail logging(boolean on) {
    return new OrganizationTrail(
        managementAccount, homeRegion, name, on, customSelectors, validation, kmsKey);
  }

  /** With custom event selectors or without. */
  public OrganizationTrail customSelectors(boolean custom) {
    return new OrganizationTrail(
        managementAccount, homeRegion, name, logging, custom, validation, kmsKey);
  }

  /** Its ARN, in which the management account stands. */
  public String arn() {
    return "arn:aws:cloudtrail:" + homeRegion + ":" + managementAccount + ":trail/" + name;
  }
}
