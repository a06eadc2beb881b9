package io.awsposture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Loopback ports that nobody listens on; another process may take one before it is used. */
public final class FreePorts {
  private FreePorts() {}

  /** One. */
  public static int one() {
    return several(1)[0];
  }

  /** So many, all different. */
  public static int[] several(int count) {
    List<ServerSocket> open = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        open.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      int[] ports = open.stream().mapToInt(ServerSocket::getLocalPort).toArray();
      for (ServerSocket socket : open) {
        socket.close();
      }
      return ports;
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }
}
