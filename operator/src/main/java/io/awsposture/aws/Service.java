package io.awsposture.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;

/**
 * One AWS service as this product uses it: how a client is built, how politely it is called, and
 * how its operations are named in IAM. A constant of the service's room.
 *
 * @param <C> the SDK's synchronous client
 */
public final class Service<C> {
  private final String name;
  private final Optional<ServiceMetadata> regional;
  private final Factory<C> factory;
  private final Rate reads;
  private final Rate writes;
  private final boolean perOperation;
  private final Map<String, String> actions;

  private Service(
      String name,
      Optional<ServiceMetadata> regional,
      Factory<C> factory,
      Rate reads,
      Rate writes,
      boolean perOperation,
      Map<String, String> actions) {
    this.name = name;
    this.regional = regional;
    this.factory = factory;
    this.reads = reads;
    this.writes = writes;
    this.perOperation = perOperation;
    this.actions = Map.copyOf(actions);
  }

  /** What {@link Connector} puts into every client's builder. */
  interface Setup {
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C finish(B builder);
  }

  private interface Factory<C> {
    C make(Setup setup);
  }

  /**
   * A service with an endpoint in each Region that its metadata lists.
   *
   * @param name the prefix of its IAM actions, for example {@code guardduty}
   */
  public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C>
      Service<C> regional(String name, Supplier<B> builder, ServiceMetadata metadata) {
    return new Service<>(
        name,
        Optional.of(metadata),
        setup -> setup.finish(builder.get()),
        new Rate(5, 10),
        new Rate(0.5, 1),
        false,
        Map.of());
  }

  /** A service with one endpoint per partition, whatever Region is asked for, such as IAM. */
  public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C>
      Service<C> global(String name, Supplier<B> builder) {
    return new Service<>(
        name,
        Optional.empty(),
        setup -> setup.finish(builder.get()),
        new Rate(5, 15),
        new Rate(0.2, 1),
        false,
        Map.of());
  }

  /**
   * The same service with other limits per account and Region; a quarter of what AWS publishes is
   * polite.
   */
  public Service<C> limits(Rate reads, Rate writes) {
    return new Service<>(name, regional, factory, reads, writes, perOperation, actions);
  }

  /** The same service, with a bucket of tokens per operation, for where AWS throttles so (EC2). */
  public Service<C> limitedPerOperation() {
    return new Service<>(name, regional, factory, reads, writes, true, actions);
  }

  /** The same service with an operation whose IAM action has another name. */
  public Service<C> action(String operation, String iamAction) {
    Map<String, String> more = new HashMap<>(actions);
    more.put(operation, iamAction);
    return new Service<>(name, regional, factory, reads, writes, perOperation, more);
  }

  /** The prefix of the service's IAM actions. */
  public String name() {
    return name;
  }

  /** The IAM action that allows an operation of the API. */
  String actionOf(String operation) {
    return actions.getOrDefault(operation, name + ":" + operation);
  }

  Rate rateOf(String operation) {
    return Operations.isRead(operation) ? reads : writes;
  }

  /** The name of the bucket that an operation takes its tokens from. */
  String bucketOf(String operation) {
    return perOperation
        ? name + ":" + operation
        : name + (Operations.isRead(operation) ? ":read" : ":write");
  }

  C client(Setup setup) {
    return factory.make(setup);
  }

  /**
   * True unless the SDK's data knows the Region and does not list the service in it: that data lags
   * behind AWS.
   */
  boolean offeredIn(String region) {
    Region asked = Region.of(region);
    return regional.isEmpty()
        || !Region.regions().contains(asked)
        || regional.get().regions().contains(asked);
  }

  @Override
  public String toString() {
    return name;
  }
}
