package io.awsposture.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.TreeMap;

/** An HTTP answer as it goes over the wire. */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way through; never compared.
record WireAnswer(int status, Map<String, String> headers, byte[] body) {

  /** An answer with a text body. */
  static WireAnswer of(int status, String contentType, String body) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Content-Type", contentType);
    return new WireAnswer(status, headers, body.getBytes(UTF_8));
  }

  /** The header's value, empty when it is not there. */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** The body as text. */
  String text() {
    return new String(body, UTF_8);
  }

  /** Whether this is a success. */
  boolean ok() {
    return status < 300;
  }

  /** The same answer with one header set. */
  WireAnswer withHeader(String name, String value) {
    Map<String, String> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    changed.putAll(headers);
    changed.put(name, value);
    return new WireAnswer(status, changed, body);
  }

  /** The same answer with another body. */
  WireAnswer withBody(String text) {
    return new WireAnswer(status, headers, text.getBytes(UTF_8));
  }
}
