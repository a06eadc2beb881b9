package io.awsposture.services.ec2;

import java.util.List;

/**
 * What a security group lets in.
 *
 * @param protocol a name or a number; {@code -1} is every protocol
 * @param from the lowest port
 * @param to the highest port
 * @param sources addresses that are let in
 * @param prefixLists ids of lists of addresses that are let in too
 */
public record IngressRule(
    String protocol, int from, int to, List<AddressRange> sources, List<String> prefixLists) {
  /** A rule with unchangeable lists. */
  public IngressRule {
    sources = List.copyOf(sources);
    prefixLists = List.copyOf(prefixLists);
  }

  /** True for a rule about ports, whatever else it lets in. */
  boolean hasPorts() {
    return Transport.isAnyIn(protocol);
  }

  boolean covers(Transport transport, int port) {
    return transport.isIn(protocol) && from <= port && port <= to;
  }
}
