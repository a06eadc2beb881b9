package io.awsposture.report;

import static io.awsposture.report.AccountSample.START;
import static io.awsposture.report.AccountSample.change;
import static io.awsposture.report.AccountSample.made;
import static io.awsposture.report.AccountSample.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.plan.Made.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logging.MDC;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The line that every change leaves. */
class ChangeLogTest {
  private final Logger logger = Logger.getLogger(ChangeLog.class.getName());
  private final List<ExtLogRecord> records = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          ExtLogRecord copy = ExtLogRecord.wrap(record);
          copy.copyMdc();
          records.add(copy);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
  }

  @Test
  void aWriteThatLeavesIsToldBeforeItsOutcome() {
    new ChangeLog()
        .begins(sample().account(), change("c-1", "GuardDuty.1", "detector", Optional.empty()));

    assertThat(records).hasSize(1);
    assertThat(records.getFirst().getLevel().getName()).isEqualTo(Level.INFO.getName());
    assertThat(records.getFirst().getFormattedMessage())
        .isEqualTo(
            "change begins accountId=111122223333 region=us-east-1 control=GuardDuty.1"
                + " action=guardduty:CreateDetector target=detector before=\"no detector\""
                + " after=\"detector enabled\" resource=arn:aws:iam::111122223333:root change=c-1"
                + " awsAccount=security/payments-prod");
    assertThat(records.getFirst().getMdcCopy()).containsEntry("change", "c-1");
  }

  @Test
  void aChangeLeavesOneLineWithEveryField() {
    new ChangeLog()
        .made(
            sample().account(),
            made(
                change("c-1", "GuardDuty.1", "detector", Optional.empty()),
                START,
                Outcome.APPLIED,
                ""));

    assertThat(records).hasSize(1);
    ExtLogRecord record = records.getFirst();
    assertThat(record.getLevel().getName()).isEqualTo(Level.INFO.getName());
    assertThat(record.getFormattedMessage())
        .isEqualTo(
            "change outcome=Applied accountId=111122223333 region=us-east-1 control=GuardDuty.1"
                + " action=guardduty:CreateDetector target=detector before=\"no detector\""
                + " after=\"detector enabled\" resource=arn:aws:iam::111122223333:root change=c-1"
                + " awsAccount=security/payments-prod");
    assertThat(record.getMdcCopy())
        .containsEntry("outcome", "Applied")
        .containsEntry("accountId", "111122223333")
        .containsEntry("region", "us-east-1")
        .containsEntry("control", "GuardDuty.1")
        .containsEntry("action", "guardduty:CreateDetector")
        .containsEntry("before", "no detector")
        .containsEntry("after", "detector enabled")
        .containsEntry("change", "c-1")
        .containsEntry("awsAccount", "security/payments-prod");
    assertThat(MDC.get("outcome")).as("what stays behind").isNull();
  }

  @Test
  void aRefusalIsAWarningAndNobodyWritesLinesOfTheirOwn() {
    new ChangeLog()
        .made(
            sample().account(),
            made(
                change(
                    "c-1", "GuardDuty.1", "de\"tector\nchange outcome=Applied", Optional.empty()),
                START,
                Outcome.DENIED,
                "not allowed % %s"));

    assertThat(records).hasSize(1);
    assertThat(records.getFirst().getLevel().intValue()).isEqualTo(Level.WARNING.intValue());
    assertThat(records.getFirst().getFormattedMessage())
        .contains("target=\"de\\\"tector change outcome=Applied\"")
        .endsWith(" message=\"not allowed % %s\"")
        .doesNotContain("\n");
  }
}
