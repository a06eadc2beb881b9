package io.awsposture.apply;

import io.awsposture.aws.ClockSkew;
import io.awsposture.aws.ManagementAccount;
import io.awsposture.aws.WriteRole;
import io.awsposture.plan.History;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What must hold of an account before anything is written into it. */
public final class Gate {
  private final String operator;
  private final Set<String> protectedAccounts;
  private final Clock clock;

  /**
   * A gate.
   *
   * @param operator the id of this installation, as the write roles carry it in their tag
   * @param protectedAccounts ids of delegated security and log-archive accounts
   */
  public Gate(String operator, Set<String> protectedAccounts, Clock clock) {
    this.operator = operator;
    this.protectedAccounts = Set.copyOf(protectedAccounts);
    this.clock = clock;
  }

  /**
   * Why nothing may be written into this account now; asks AWS whose the write role and what the
   * account is.
   */
  Optional<Closed> closedFor(Work work) {
    return soaking(work.history())
        .or(() -> noWriteRole(work))
        .or(() -> budgetSpent(work, work.history()))
        .or(() -> protectedAccount(work))
        .or(() -> otherOperator(work));
  }

  /** Why the account's own change budget allows no further change. */
  Optional<Closed> budgetSpent(Work work, History history) {
    History.Budget budget = history.budget().at(clock.instant());
    if (budget.hourCount() >= work.changesPerHour()) {
      return Optional.of(
          Closed.until(
              budget.hourStart().plus(Duration.ofHours(1)),
              "BudgetSpent",
              budget.hourCount()
                  + " changes since "
                  + budget.hourStart()
                  + ": spec.changeBudget.perHour is "
                  + work.changesPerHour()));
    }
    if (budget.dayCount() >= work.changesPerDay()) {
      return Optional.of(
          Closed.until(
              budget.dayStart().plus(Duration.ofDays(1)),
              "BudgetSpent",
              budget.dayCount()
                  + " changes since "
                  + budget.dayStart()
                  + ": spec.changeBudget.perDay is "
                  + work.changesPerDay()));
    }
    return Optional.empty();
  }

  /** Why our clock forbids writing. */
  Optional<Closed> clockOff(ClockSkew skew) {
    return skew.isTooLarge()
        ? Optional.of(
            Closed.passing(
                clock.instant(),
                "ClockSkew",
                "the operator's clock is "
                    + skew.current().toSeconds()
                    + " s off AWS's: correct the node's time"))
        : Optional.empty();
  }

  private Optional<Closed> soaking(History history) {
    return history
        .soakUntil()
        .filter(until -> clock.instant().isBefore(until))
        .map(until ->
            Closed.until(
                until, "Soaking", "the account or its baseline is new: writes begin at " + until));
  }

  private static Optional<Closed> noWriteRole(Work work) {
    return work.target().writeRole().isPresent()
        ? Optional.empty()
        : Optional.of(
            new Closed(
                "NoWriteRole", "spec.access.writeRoleName is not set, so nothing is ever changed"));
  }

  private Optional<Closed> protectedAccount(Work work) {
    if (work.writesToProtected()) {
      return Optional.empty();
    }
    String flag = ": set spec.writesToProtectedAccount to true if it shall be changed all the same";
    if (work.reader().isOwnIdentity()) {
      return Optional.of(
          new Closed(
              "ProtectedAccount",
              "the account is reached with the operator's own identity" + flag));
    }
    if (protectedAccounts.contains(work.target().account())) {
      return Optional.of(
          new Closed(
              "ProtectedAccount", "the operator's settings name the account as protected" + flag));
    }
    return switch (ManagementAccount.of(work.reader())) {
      case ManagementAccount.Answer.Told(boolean isManagement) ->
          isManagement
              ? Optional.of(
                  new Closed(
                      "ProtectedAccount",
                      "the account is the management account of its organization" + flag))
              : Optional.empty();
      case ManagementAccount.Answer.NotTold(var cause) ->
          Optional.of(
              new Closed(
                  "ProtectedAccount",
                  "whether the account is a management account could not be read ("
                      + cause.text()
                      + ")"
                      + flag));
    };
  }

  private Optional<Closed> otherOperator(Work work) {
    String role = work.target().roleArn(work.target().writeRole().orElse(""));
    String tag = "tag " + WriteRole.TAG;
    return switch (WriteRole.holder(work.reader(), work.target().writeRole().orElse(""))) {
      case WriteRole.Holder.Operator(String id) ->
          id.equals(operator)
              ? Optional.empty()
              : Optional.of(
                  new Closed(
                      "OtherOperator",
                      "the "
                          + tag
                          + " of "
                          + role
                          + " names operator "
                          + id
                          + ", this one is "
                          + operator));
      case WriteRole.Holder.Nobody _ ->
          Optional.of(
              new Closed(
                  "WriteRoleNotTagged",
                  role
                      + " has no "
                      + tag
                      + ": add it with the value "
                      + operator
                      + " where the role is made"));
      case WriteRole.Holder.NotTold(var cause) ->
          Optional.of(
              new Closed(
                  "WriteRoleNotTagged",
                  "the " + tag + " of " + role + " could not be read: " + cause.text()));
    };
  }
}
