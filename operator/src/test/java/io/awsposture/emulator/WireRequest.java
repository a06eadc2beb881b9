package io.awsposture.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * An HTTP request as it came over the wire.
 *
 * @param target path and query, still encoded
 * @param headers by name, the case of which does not matter
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way through; never compared.
record WireRequest(String method, String target, Map<String, String> headers, byte[] body) {

  /** The header's value, empty when it was not sent. */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** The path without the query, still encoded. */
  String path() {
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }

  /** The parameters of the query; a name without a value maps to the empty text. */
  Map<String, String> query() {
    int question = target.indexOf('?');
    return question < 0 ? Map.of() : parameters(target.substring(question + 1));
  }

  /** The parameters of a form body, as the query protocols send them. */
  Map<String, String> form() {
    return parameters(text());
  }

  /** The body as text. */
  String text() {
    return new String(body, UTF_8);
  }

  /** The same request with one header set. */
  WireRequest withHeader(String name, String value) {
    Map<String, String> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    changed.putAll(headers);
    changed.put(name, value);
    return new WireRequest(method, target, changed, body);
  }

  /** The same request with another body. */
  WireRequest withBody(String text) {
    return new WireRequest(method, target, headers, text.getBytes(UTF_8));
  }

  /** The same request, that is with the same credentials, for another resource. */
  WireRequest at(String newMethod, String newTarget, String text) {
    return new WireRequest(newMethod, newTarget, headers, text.getBytes(UTF_8));
  }

  private static Map<String, String> parameters(String encoded) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : encoded.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.put(URLDecoder.decode(name, UTF_8), URLDecoder.decode(value, UTF_8));
      }
    }
    return parameters;
  }
}
