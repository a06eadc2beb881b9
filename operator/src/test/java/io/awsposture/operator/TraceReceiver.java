package io.awsposture.operator;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Takes traces as a collector does, by OTLP over HTTP, and keeps them. */
final class TraceReceiver implements AutoCloseable {
  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();

  /**
   * A span, by ids in hexadecimal.
   *
   * @param parent empty for the first of its trace
   */
  record ReceivedSpan(String trace, String id, String parent, String name) {}

  TraceReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::receive);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Paths that were asked for. */
  List<String> requests() {
    return requests;
  }

  List<ReceivedSpan> spans() {
    return spans;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(exchange.getRequestURI().getPath());
      // opentelemetry/proto/collector/trace/v1/trace_service.proto and trace/v1/trace.proto.
      UnknownFieldSet request = UnknownFieldSet.parseFrom(exchange.getRequestBody().readAllBytes());
      parts(request, 1)
          .flatMap(resource -> parts(resource, 2))
          .flatMap(scope -> parts(scope, 2))
          .forEach(span ->
              spans.add(
                  new ReceivedSpan(
                      hexadecimal(span, 1),
                      hexadecimal(span, 2),
                      hexadecimal(span, 4),
                      bytes(span, 5).toStringUtf8())));
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static Stream<UnknownFieldSet> parts(UnknownFieldSet message, int field) {
    return message.getField(field).getLengthDelimitedList().stream().map(TraceReceiver::parse);
  }

  private static UnknownFieldSet parse(ByteString bytes) {
    try {
      return UnknownFieldSet.parseFrom(bytes);
    } catch (InvalidProtocolBufferException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static String hexadecimal(UnknownFieldSet message, int field) {
    return HexFormat.of().formatHex(bytes(message, field).toByteArray());
  }

  private static ByteString bytes(UnknownFieldSet message, int field) {
    return message.getField(field).getLengthDelimitedList().stream()
        .findFirst()
        .orElse(ByteString.EMPTY);
  }
}
