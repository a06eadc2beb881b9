package io.awsposture.emulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes HTTP/1.1 messages. Written by hand because the JDK's server sets its own Date
 * header, and because losing an answer on purpose needs the connection in one's own hands.
 */
final class Wire {
  /** Headers that belong to one connection and are made anew for the next. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "transfer-encoding", "content-length", "expect", "keep-alive", "te");

  private Wire() {}

  /** A body with its percent escapes undone; as it is where it has none, or only looks as if. */
  static String decoded(String body) {
    try {
      return URLDecoder.decode(body, UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return body;
    }
  }

  /** The next request; null when the caller has closed the connection. */
  static @Nullable WireRequest readRequest(InputStream in, OutputStream out) throws IOException {
    String first = readLine(in);
    if (first == null) {
      return null;
    }
    String[] words = first.split(" ");
    if (words.length != 3) {
      throw new IOException("not an HTTP request line: " + first);
    }
    Map<String, String> headers = readHeaders(in);
    if (headers.getOrDefault("Expect", "").equalsIgnoreCase("100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII));
      out.flush();
    }
    byte[] body = readBody(in, headers, new byte[0]);
    return new WireRequest(words[0], words[1], headers, body);
  }

  /** Sends a request after which the connection ends. */
  static void writeRequest(OutputStream out, WireRequest request) throws IOException {
    StringBuilder head = new StringBuilder(512);
    head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
    writeHeaders(head, request.headers());
    head.append("Connection: close\r\nContent-Length: ")
        .append(request.body().length)
        .append("\r\n\r\n");
    write(out, head, request.body());
  }

  /** Reads the answer to {@link #writeRequest}. */
  static WireAnswer readAnswer(InputStream in, String method) throws IOException {
    String first = readLine(in);
    if (first == null) {
      throw new EOFException("the emulator closed the connection without an answer");
    }
    int status = Integer.parseInt(first.split(" ")[1]);
    Map<String, String> headers = readHeaders(in);
    byte[] body =
        method.equals("HEAD") || status == 204 || status == 304
            ? new byte[0]
            : readBody(in, headers, null);
    return new WireAnswer(status, headers, body);
  }

  /** Sends an answer and leaves the connection open. */
  static void writeAnswer(OutputStream out, WireAnswer answer, boolean withBody)
      throws IOException {
    StringBuilder head = new StringBuilder(512);
    head.append("HTTP/1.1 ").append(answer.status()).append(" -\r\n");
    writeHeaders(head, answer.headers());
    head.append("Content-Length: ").append(answer.body().length).append("\r\n\r\n");
    write(out, head, withBody ? answer.body() : new byte[0]);
  }

  private static void writeHeaders(StringBuilder head, Map<String, String> headers) {
    headers.forEach((name, value) -> {
      if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
        head.append(name).append(": ").append(value).append("\r\n");
      }
    });
  }

  /** One write for the whole message: two would wait for each other's acknowledgement. */
  private static void write(OutputStream out, StringBuilder head, byte[] body) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream(head.length() + body.length);
    message.writeBytes(head.toString().getBytes(ISO_8859_1));
    message.writeBytes(body);
    message.writeTo(out);
    out.flush();
  }

  private static Map<String, String> readHeaders(InputStream in) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = readLine(in); line != null && !line.isEmpty(); line = readLine(in)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.merge(
            line.substring(0, colon),
            line.substring(colon + 1).trim(),
            (one, two) -> one + ", " + two);
      }
    }
    return headers;
  }

  /**
   * Without a length: the fallback, or where that is null all that comes until the connection ends.
   */
  private static byte[] readBody(
      InputStream in, Map<String, String> headers, byte @Nullable [] fallback) throws IOException {
    if (headers.getOrDefault("Transfer-Encoding", "").equalsIgnoreCase("chunked")) {
      return readChunks(in);
    }
    String length = headers.get("Content-Length");
    if (length != null) {
      byte[] body = in.readNBytes(Integer.parseInt(length));
      if (body.length < Integer.parseInt(length)) {
        throw new EOFException("the connection ended in the middle of a body");
      }
      return body;
    }
    return fallback == null ? in.readAllBytes() : fallback;
  }

  private static byte[] readChunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String head = readLine(in);
      if (head == null) {
        throw new EOFException("the connection ended between chunks");
      }
      int size = Integer.parseInt(head.split(";")[0].trim(), 16);
      if (size == 0) {
        readHeaders(in);
        return body.toByteArray();
      }
      body.writeBytes(in.readNBytes(size));
      readLine(in);
    }
  }

  private static @Nullable String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return line.isEmpty() ? null : line.toString();
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
