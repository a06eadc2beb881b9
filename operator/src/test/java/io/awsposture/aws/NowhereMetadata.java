package io.awsposture.aws;

import java.net.URI;
import java.util.List;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.regions.ServicePartitionMetadata;

/** A service that no Region has. */
final class NowhereMetadata implements ServiceMetadata {
  @Override
  public URI endpointFor(Region region) {
    throw new AssertionError("nobody asks for an endpoint in " + region);
  }

  @Override
  public Region signingRegion(Region region) {
    return region;
  }

  @Override
  public List<Region> regions() {
    return List.of();
  }

  @Override
  public List<ServicePartitionMetadata> servicePartitions() {
    return List.of();
  }
}
