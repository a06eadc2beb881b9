package io.awsposture.emulator;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/**
 * A call that came to the proxy.
 *
 * @param service signing name of the service, or s3control
 * @param operation as the API calls it; method and path where the proxy does not know the route
 * @param region the Region it was signed for
 * @param account the caller's account
 * @param status of the answer; 0 when there was none
 * @param errorCode empty on success
 * @param request path, query and body: two calls alike in all of these asked the same
 */
public record Call(
    Instant instant,
    String service,
    String operation,
    String region,
    String account,
    int status,
    String errorCode,
    String request) {

  /** Whether it could have changed something. */
  public boolean isWrite() {
    return !AwsCall.isRead(operation);
  }

  /**
   * Calls as text for a golden file: a line {@code account region service:Operation xN} for each
   * kind, sorted.
   */
  public static String text(List<Call> calls) {
    TreeMap<String, Long> counts =
        calls.stream()
            .collect(
                groupingBy(
                    call ->
                        call.account
                            + " "
                            + call.region
                            + " "
                            + call.service
                            + ":"
                            + call.operation,
                    TreeMap::new,
                    counting()));
    return counts.entrySet().stream()
        .map(line -> line.getKey() + " x" + line.getValue() + "\n")
        .collect(joining());
  }
}
