package io.awsposture.aws;

/**
 * What differs between partitions and no API tells. The list is open: an unknown partition gets the
 * answers of the SDK's endpoint data, never those of {@code aws}.
 *
 * @param id as in ARNs, for example {@code aws-us-gov}
 */
public record Partition(String id) {

  /**
   * The Region where the partition's global services are asked, unless the account names another
   * home.
   */
  public String defaultHomeRegion() {
    return switch (id) {
      case "aws" -> "us-east-1";
      case "aws-cn" -> "cn-north-1";
      case "aws-us-gov" -> "us-gov-west-1";
      case "aws-eusc" -> "eusc-de-east-1";
      default ->
          software.amazon.awssdk.regions.Region.regions().stream()
              .filter(region -> !region.isGlobalRegion() && idOf(region).equals(id))
              .map(software.amazon.awssdk.regions.Region::id)
              .sorted()
              .findFirst()
              .orElse("us-east-1");
    };
  }

  /**
   * True where the SDK's data does not place the Region in another partition: the data lags behind
   * AWS.
   */
  public boolean mayHold(String region) {
    software.amazon.awssdk.regions.Region known = software.amazon.awssdk.regions.Region.of(region);
    return known.metadata() == null || idOf(known).equals(id);
  }

  private static String idOf(software.amazon.awssdk.regions.Region region) {
    return region.metadata() == null ? "" : region.metadata().partition().id();
  }
}
