package io.awsposture.emulator;

/** One Region of one account, in which a Regional service keeps its state. */
record Place(String account, String region) {
  private static final String EVERYWHERE = "*";

  /** Stands for all Regions of an account in a setting. */
  static Place everyRegionOf(String account) {
    return new Place(account, EVERYWHERE);
  }

  /** The setting that counts here when there is none for just this Region. */
  Place everyRegion() {
    return everyRegionOf(account);
  }
}
