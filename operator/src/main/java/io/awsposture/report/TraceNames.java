package io.awsposture.report;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.aws.CallListener;
import io.awsposture.trace.Fact;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;

/**
 * The names of all attributes of spans: OpenTelemetry's own where it has one, else ours. They hold
 * no secret, no text of AWS's, and nothing of whose session it is.
 */
final class TraceNames {
  private static final AttributeKey<String> REGION = stringKey("cloud.region");

  private TraceNames() {}

  static Attributes of(AwsAccount account) {
    return Attributes.of(
        stringKey("cloud.provider"),
        "aws",
        stringKey("cloud.account.id"),
        account.getSpec().accountId(),
        stringKey("k8s.namespace.name"),
        account.getMetadata().getNamespace(),
        stringKey("awsposture.account"),
        account.getMetadata().getName());
  }

  /** OpenTelemetry's conventions for calls of the AWS SDK. */
  static Attributes of(CallListener.Ended call, Duration waited) {
    return Attributes.builder()
        .put(stringKey("rpc.system"), "aws-api")
        .put(stringKey("rpc.service"), call.service())
        .put(stringKey("rpc.method"), call.operation())
        .put(REGION, call.region())
        .put(longKey("awsposture.attempts"), (long) call.attempts())
        .put(stringKey("awsposture.outcome"), CallMetrics.word(call.outcome()))
        .put(booleanKey("awsposture.throttled"), call.throttled())
        .put(doubleKey("awsposture.waited_seconds"), waited.toNanos() / 1e9)
        .build();
  }

  static AttributeKey<String> of(Fact fact) {
    return switch (fact) {
      case REGION -> REGION;
      case READING -> stringKey("awsposture.reading");
      case CONTROL -> stringKey("awsposture.control");
      case ACTION -> stringKey("awsposture.action");
      case CHANGE -> stringKey("awsposture.change");
      case OUTCOME -> stringKey("awsposture.outcome");
    };
  }
}
