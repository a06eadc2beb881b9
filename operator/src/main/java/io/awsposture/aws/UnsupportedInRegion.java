package io.awsposture.aws;

/** A service that the SDK's endpoint data does not list in a Region which that data knows. */
public final class UnsupportedInRegion extends RuntimeException {
  private final String service;

  UnsupportedInRegion(String service, String region) {
    super(service + " is not offered in " + region);
    this.service = service;
  }

  /** The service's name as in its IAM actions. */
  public String service() {
    return service;
  }
}
