package io.awsposture.report;

import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.ConditionStatus;
import io.awsposture.api.v1alpha1.MatchedFindings;
import io.awsposture.api.v1alpha1.SuppressionStatus;
import io.awsposture.evaluate.AcceptedRisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events that follow from one status of a Suppression turning into the next. */
public final class SuppressionTransitions {

  private SuppressionTransitions() {}

  /**
   * The events, in the order in which a person wants to read them.
   *
   * @param before null for the first status
   */
  public static List<EventToSend> events(
      AcceptedRisk risk, @Nullable SuppressionStatus before, SuppressionStatus after) {
    List<EventToSend> events = new ArrayList<>();
    turned(before, after, Conditions.ACTIVE).ifPresent(active -> events.add(active(active, risk)));
    ending(before, after, risk).ifPresent(events::add);
    turned(before, after, Conditions.MATCHED)
        .filter(matched -> matched.status() == ConditionStatus.FALSE)
        .filter(matched -> !matched.reason().equals(Reasons.NOT_ACTIVE))
        .ifPresent(matched -> events.add(EventToSend.warning(matched.reason(), matched.message())));
    MatchedFindings was = matched(before);
    MatchedFindings is = matched(after);
    if (is.grown() > was.grown()) {
      events.add(
          EventToSend.warning(
              Reasons.REACH_GROWN,
              "it covers "
                  + is.grown()
                  + " of "
                  + is.findings()
                  + " findings that were first seen after it was granted and are not named by their"
                  + " ARN: look whether they were meant"));
    }
    if (is.changed() > was.changed() && is.findings() > 0) {
      events.add(
          EventToSend.warning(
              Reasons.CONFIGURATION_CHANGED,
              is.changed()
                  + (is.changed() == 1 ? " finding" : " findings")
                  + " in its reach changed since first covered, so that it does not hold any more"));
    }
    return events;
  }

  private static EventToSend active(Condition active, AcceptedRisk risk) {
    return active.status() == ConditionStatus.TRUE
        ? EventToSend.normal(active.reason(), "hides what it covers until " + risk.end())
        : switch (active.reason()) {
          case Reasons.EXPIRED ->
              EventToSend.warning(
                  Reasons.SUPPRESSION_EXPIRED, active.message() + "; what it covered counts again");
          case Reasons.PENDING -> EventToSend.normal(active.reason(), active.message());
          default -> EventToSend.warning(active.reason(), active.message());
        };
  }

  private static Optional<EventToSend> ending(
      @Nullable SuppressionStatus before, SuppressionStatus after, AcceptedRisk risk) {
    Integer was = before == null ? null : before.warnedDays();
    Integer is = after.warnedDays();
    return is == null || is == 0 || Objects.equals(is, was)
        ? Optional.empty()
        : Optional.of(
            EventToSend.warning(
                Reasons.SUPPRESSION_EXPIRING,
                "ends at "
                    + risk.end()
                    + ", within "
                    + is
                    + (is == 1 ? " day" : " days")
                    + "; "
                    + matched(after).findings()
                    + " findings that it covers count again from then on"));
  }

  /** The condition, where its status or reason is another one than before. */
  private static Optional<Condition> turned(
      @Nullable SuppressionStatus before, SuppressionStatus after, String type) {
    Optional<Condition> was =
        before == null ? Optional.empty() : Conditions.find(before.conditions(), type);
    return Conditions.find(after.conditions(), type)
        .filter(is ->
            was.filter(old -> old.status() == is.status() && old.reason().equals(is.reason()))
                .isEmpty());
  }

  private static MatchedFindings matched(@Nullable SuppressionStatus status) {
    return status == null || status.matched() == null ? MatchedFindings.NONE : status.matched();
  }
}
