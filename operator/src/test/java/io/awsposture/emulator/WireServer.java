package io.awsposture.emulator;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An HTTP server on loopback, a virtual thread for each connection. */
final class WireServer implements AutoCloseable {

  /** Answers requests. */
  @FunctionalInterface
  interface Handler {
    /** The answer; null drops the connection without one. */
    @Nullable WireAnswer answer(WireRequest request) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final Handler handler;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  WireServer(Handler handler) throws IOException {
    this.handler = handler;
    // The default backlog of 50 would refuse a burst of callers that the real AWS takes.
    this.socket = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("aws-proxy").start(this::accept);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connection.setTcpNoDelay(true);
        connections.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException closed) {
        // The loop ends when the server was closed; any other failure concerns one connection only.
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      OutputStream out = connection.getOutputStream();
      for (WireRequest request = Wire.readRequest(in, out);
          request != null;
          request = Wire.readRequest(in, out)) {
        WireAnswer answer = handler.answer(request);
        if (answer == null) {
          return;
        }
        Wire.writeAnswer(out, answer, !request.method().equals("HEAD"));
      }
    } catch (IOException gone) {
      // A caller that gave up, which is what a test of timeouts does; the caller saw its own error.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(connection);
    }
  }
}
