package io.awsposture.aws;

/**
 * The AWS clients of one session, for one account in one Region. Safe for use by many threads.
 * Every call made through them waits for its turn under the limits of its service and is counted.
 */
public interface Clients {

  /** The 12-digit id of the account that the session was proven to belong to. */
  String account();

  /** The partition as in ARNs, for example {@code aws} or {@code aws-cn}. */
  String partition();

  /** The Region that {@link #use} gives clients for. */
  String region();

  /** The same session in another Region of the partition. */
  Clients in(String region);

  /**
   * The client of a service in this Region.
   *
   * @throws UnsupportedInRegion when the SDK's endpoint data knows the Region and does not list the
   *     service there
   */
  <C> C use(Service<C> service);
}
