package io.awsposture.aws;

/**
 * Why something could not be read or written. The set is closed: every failure of AWS, of the
 * network or of an answer is put into one of these by {@link Failures}, so that nobody further on
 * judges an exception.
 */
public sealed interface Cause {

  /** The words of this cause for a person, one line, naming what to do where that is known. */
  String text();

  /** A stable name of the kind of cause, CamelCase, bounded; fit for a metric label. */
  default String kind() {
    return getClass().getSimpleName();
  }

  /**
   * An IAM policy of the account, a boundary, a session or a resource policy refused {@code
   * action}.
   */
  record Denied(String action, String detail) implements Cause {
    @Override
    public String text() {
      return "denied: allow "
          + action
          + " to the role used"
          + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
  }

  /**
   * AWS answers {@code action} to the account that owns the thing and to nobody else, whatever a
   * policy allows.
   */
  record OwnerOnly(String action, String owner) implements Cause {
    @Override
    public String text() {
      return action
          + " is answered to its owner alone, account "
          + owner
          + ": have that account inventoried, or look there";
    }
  }

  /** A service or resource control policy of the organization refused {@code action} explicitly. */
  record DeniedByOrganization(String action, String policy) implements Cause {
    @Override
    public String text() {
      return "the organization denies " + action + (policy.isEmpty() ? "" : " by " + policy);
    }
  }

  /** AWS kept throttling until all attempts were used. Never drift. */
  record ThrottledOut(String action) implements Cause {
    @Override
    public String text() {
      return "throttled out on " + action + "; it is tried again at the next scan";
    }
  }

  /** The Region does not accept this account's credentials, or is not enabled. */
  record RegionUnusable(String code) implements Cause {
    @Override
    public String text() {
      return "the Region does not accept the account's credentials (" + code + ")";
    }
  }

  /** The service has no endpoint in the Region, by the endpoint data of the SDK. */
  record Unsupported(String service) implements Cause {
    @Override
    public String text() {
      return service + " is not offered in this Region";
    }
  }

  /** The time given to the Region or the account was over before AWS answered. */
  record DeadlinePassed() implements Cause {
    @Override
    public String text() {
      return "no answer within the time given to this Region";
    }
  }

  /** The thing vanished between being listed and being read. */
  record Gone(String code) implements Cause {
    @Override
    public String text() {
      return "gone while being read (" + code + ")";
    }
  }

  /** AWS has not made up its mind yet: a report in preparation, a recorder still pending. */
  record NotYet(String what) implements Cause {
    @Override
    public String text() {
      return "not yet: " + what;
    }
  }

  /**
   * An answer that makes no sense: a missing member, an error without a code, a broken connection.
   */
  record Broken(String what) implements Cause {
    @Override
    public String text() {
      return "broken answer: " + what;
    }
  }
}
