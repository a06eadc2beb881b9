package io.awsposture.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Map;

/** The emulator as the proxy sees it: something that answers requests. */
final class Moto {
  private final URI address;

  Moto(URI address) {
    this.address = address;
  }

  /** What moto itself says to a call. */
  WireAnswer answer(AwsCall call) throws IOException {
    return answer(call, call.request());
  }

  /** What moto says to another request of the same caller. */
  WireAnswer answer(AwsCall caller, WireRequest request) throws IOException {
    // moto would find the account of a session by itself, but not that of a key made for an
    // account.
    return answer(request.withHeader("x-moto-account-id", caller.account()));
  }

  /**
   * Asks over a fresh connection each time: a reused one could be stale, and repeating the call
   * would double its effect.
   */
  private WireAnswer answer(WireRequest request) throws IOException {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setTcpNoDelay(true);
      Wire.writeRequest(socket.getOutputStream(), request);
      return Wire.readAnswer(new BufferedInputStream(socket.getInputStream()), request.method());
    }
  }

  /** Forgets every resource of every account. */
  void reset() throws IOException {
    WireAnswer answer =
        answer(
            new WireRequest(
                "POST", "/moto-api/reset", Map.of("Host", address.getAuthority()), new byte[0]));
    if (!answer.ok()) {
      throw new IOException("the emulator did not reset: " + answer.status() + " " + answer.text());
    }
  }

  /** Whether it asks its own IAM before each call from now on. */
  void enforceIam(boolean on) throws IOException {
    WireAnswer answer =
        answer(
            new WireRequest(
                "POST",
                "/moto-api/reset-auth",
                Map.of("Host", address.getAuthority(), "Content-Type", "text/plain"),
                (on ? "0" : "inf").getBytes(UTF_8)));
    if (!answer.ok()) {
      throw new IOException("the emulator's IAM: " + answer.status() + " " + answer.text());
    }
  }

  /** Whether it takes requests yet. */
  boolean isReady() {
    try {
      return answer(
              new WireRequest(
                  "GET",
                  "/moto-api/data.json",
                  Map.of("Host", address.getAuthority()),
                  new byte[0]))
          .ok();
    } catch (IOException notYet) {
      return false;
    }
  }
}
