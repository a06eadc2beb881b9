package io.awsposture.plan;

import io.awsposture.evaluate.AcceptedRisks;
import io.awsposture.resolve.EffectiveBaseline;
import java.time.Instant;

/** What people have decided about one account, as it stands at one time. */
public record Decisions(AcceptedRisks risks, Approvals approvals) {

  /** Nobody decided anything. */
  public static final Decisions NONE = new Decisions(AcceptedRisks.NONE, Approvals.NONE);

  /** Finds the decisions about an account. Answers at once, and anew each time. */
  @FunctionalInterface
  public interface Lookup {
    /** What is decided at this time, within what this baseline lets people decide. */
    Decisions under(EffectiveBaseline baseline, Instant now);
  }
}
