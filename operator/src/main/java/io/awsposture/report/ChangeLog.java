package io.awsposture.report;

import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.plan.Made;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * One structured log line for every change that was tried, in the log category of this class. The
 * fields stand in the line as {@code key=value}, and in the mapped diagnostic context, so that a
 * JSON log has each as a field of its own.
 */
public final class ChangeLog {
  private static final Logger LOG = Logger.getLogger(ChangeLog.class);

  /** A log; it holds nothing. */
  public ChangeLog() {}

  /** Writes the line of one change: a warning where AWS or the way to it refused. */
  public void made(AwsAccount account, Made made) {
    Map<String, String> fields = fields(account, made);
    String line =
        "change "
            + fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + quoted(field.getValue()))
                .collect(Collectors.joining(" "));
    fields.forEach(MDC::put);
    try {
      LOG.log(made.outcome().isFailure() ? Logger.Level.WARN : Logger.Level.INFO, line);
    } finally {
      fields.keySet().forEach(MDC::remove);
    }
  }

  private static Map<String, String> fields(AwsAccount account, Made made) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("outcome", made.outcome().word());
    fields.put("accountId", account.getSpec().accountId());
    fields.put("region", made.region());
    fields.put("control", made.finding().control());
    fields.put("action", made.action());
    fields.put("target", made.target());
    fields.put("before", made.before());
    fields.put("after", made.after());
    fields.put("resource", made.finding().resource());
    fields.put("change", made.id());
    fields.put("awsAccount", name(account));
    if (!made.message().isEmpty()) {
      fields.put("message", made.message());
    }
    fields.replaceAll((_, value) -> Text.oneLine(value));
    return fields;
  }

  private static String name(AwsAccount account) {
    return account.getMetadata().getNamespace() + "/" + account.getMetadata().getName();
  }

  private static String quoted(String value) {
    boolean plain =
        !value.isEmpty() && value.chars().noneMatch(c -> c <= ' ' || c == '"' || c == '=');
    return plain ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
