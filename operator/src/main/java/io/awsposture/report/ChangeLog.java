package io.awsposture.report;

import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.plan.Change;
import io.awsposture.plan.Made;
import io.awsposture.plan.Planned;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * One structured log line for every change that was tried, and one before its write leaves, in the
 * log category of this class. The fields stand in the line as {@code key=value}, and in the mapped
 * diagnostic context, so that a JSON log has each as a field of its own.
 */
public final class ChangeLog {
  private static final Logger LOG = Logger.getLogger(ChangeLog.class);

  /** A log; it holds nothing. */
  public ChangeLog() {}

  /**
   * Writes the line of a write that leaves now: where the process ends inside the call, it is the
   * only trace. What came of it stands in the line of {@link #made}.
   */
  public void begins(AwsAccount account, Planned planned) {
    Change change = planned.change();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("accountId", account.getSpec().accountId());
    fields.put("region", planned.region());
    fields.put("control", planned.finding().control());
    fields.put("action", change.action());
    fields.put("target", change.target());
    fields.put("before", change.before());
    fields.put("after", change.after());
    fields.put("resource", planned.finding().resource());
    fields.put("change", planned.id());
    planned.approval().ifPresent(approval -> fields.put("approval", approval.name()));
    fields.put("awsAccount", name(account));
    write(Logger.Level.INFO, "change begins ", fields);
  }

  /** Writes the line of one change: a warning where AWS or the way to it refused. */
  public void made(AwsAccount account, Made made) {
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
    if (!made.approval().isEmpty()) {
      fields.put("approval", made.approval());
    }
    fields.put("awsAccount", name(account));
    if (!made.message().isEmpty()) {
      fields.put("message", made.message());
    }
    write(made.outcome().isFailure() ? Logger.Level.WARN : Logger.Level.INFO, "change ", fields);
  }

  private static void write(Logger.Level level, String what, Map<String, String> fields) {
    fields.replaceAll((_, value) -> Text.oneLine(value));
    String line =
        what
            + fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + quoted(field.getValue()))
                .collect(Collectors.joining(" "));
    fields.forEach(MDC::put);
    try {
      LOG.log(level, line);
    } finally {
      fields.keySet().forEach(MDC::remove);
    }
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
