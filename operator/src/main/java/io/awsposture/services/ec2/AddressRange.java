package io.awsposture.services.ec2;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Consecutive addresses, as a CIDR block names them.
 *
 * @param ipv6 else IPv4
 * @param first the lowest address as a number
 * @param last the highest
 */
public record AddressRange(boolean ipv6, BigInteger first, BigInteger last) {
  private static final AddressRange IPV4_INTERNET = of("0.0.0.0/0");

  /** All addresses that are routed on the internet (IANA, "IPv6 Global Unicast Address Space"). */
  private static final AddressRange IPV6_INTERNET = of("2000::/3");

  /**
   * The addresses of a CIDR block.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static AddressRange of(String cidr) {
    int slash = cidr.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(cidr + " is not a CIDR block");
    }
    InetAddress address = InetAddress.ofLiteral(cidr.substring(0, slash));
    int bits = address.getAddress().length * Byte.SIZE;
    int free = bits - Integer.parseInt(cidr.substring(slash + 1));
    if (free < 0 || free > bits) {
      throw new IllegalArgumentException(cidr + " is not a CIDR block");
    }
    BigInteger first = new BigInteger(1, address.getAddress()).shiftRight(free).shiftLeft(free);
    BigInteger size = BigInteger.ONE.shiftLeft(free);
    return new AddressRange(
        address instanceof Inet6Address, first, first.add(size).subtract(BigInteger.ONE));
  }

  /**
   * True where the ranges together hold every IPv4 or every IPv6 address of the internet, in
   * whatever pieces.
   */
  static boolean holdInternet(Collection<AddressRange> ranges) {
    return IPV4_INTERNET.isWithin(ranges) || IPV6_INTERNET.isWithin(ranges);
  }

  private boolean isWithin(Collection<AddressRange> ranges) {
    List<AddressRange> ordered =
        ranges.stream()
            .filter(range -> range.ipv6 == ipv6)
            .sorted(Comparator.comparing(AddressRange::first))
            .toList();
    BigInteger next = first;
    for (AddressRange range : ordered) {
      if (range.first.compareTo(next) > 0) {
        return false;
      }
      next = next.max(range.last.add(BigInteger.ONE));
    }
    return next.compareTo(last) > 0;
  }
}
