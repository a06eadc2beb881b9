package io.awsposture.report;

/**
 * Every reason that a condition or an event may carry: CamelCase, stable, documented. Reasons that
 * other packages choose stand here too, and a test keeps them together.
 */
public final class Reasons {

  // Why an object is, or is not, worked on.

  /** Ready: the account was scanned as its spec and its baseline stand now. */
  public static final String SCANNED = "Scanned";

  /** Nothing is known yet: the account waits for its first scan. */
  public static final String NOT_SCANNED = "NotScanned";

  /** The spec was edited after the last scan began; a new one is due at once. */
  public static final String SPEC_CHANGED = "SpecChanged";

  /**
   * The baseline, or one that it extends, was edited after the last scan began; a new one is due at
   * once.
   */
  public static final String BASELINE_CHANGED = "BaselineChanged";

  /** The last attempt to scan broke off by a fault of the operator; it is tried again. */
  public static final String SCAN_BROKE_OFF = "ScanBrokeOff";

  /** {@code spec.suspend} is true. */
  public static final String SUSPENDED = "Suspended";

  /** Another AwsAccount was there first for the same account id. */
  public static final String DUPLICATE_ACCOUNT = "DuplicateAccount";

  /** The operator's settings do not let this namespace use the account id. */
  public static final String NOT_ALLOWED = "NotAllowed";

  /** A baseline that is referred to does not exist (yet). */
  public static final String BASELINE_NOT_FOUND = "BaselineNotFound";

  /** A baseline that is referred to keeps itself to its own namespace. */
  public static final String BASELINE_NOT_USABLE = "BaselineNotUsable";

  /** A baseline extends itself. */
  public static final String EXTENDS_LOOP = "ExtendsLoop";

  // Whether the account is reached.

  /** Reachable: the credentials are proven to be the account's. */
  public static final String REACHED = "Reached";

  /** AssumeRole was refused: the role is missing, or its trust policy refuses. */
  public static final String ASSUME_ROLE_DENIED = "AssumeRoleDenied";

  /** The credentials belong to another account: nothing was read. */
  public static final String WRONG_ACCOUNT = "WrongAccount";

  /** The operator's own credentials are missing, expired or not valid there. */
  public static final String CREDENTIALS_INVALID = "CredentialsInvalid";

  /** STS did not answer or kept throttling; it is tried again. */
  public static final String NO_ANSWER = "NoAnswer";

  // Whether the account complies.

  /** Compliant: every control that is asked for and applies passes. */
  public static final String ALL_CONTROLS_PASS = "AllControlsPass";

  /** Compliant: what does not pass, or does not apply, is an accepted risk. */
  public static final String RISKS_ACCEPTED = "RisksAccepted";

  /** At least one control fails. */
  public static final String CONTROLS_FAILING = "ControlsFailing";

  /** No control is known to fail, and at least one could not be read. */
  public static final String CONTROLS_UNKNOWN = "ControlsUnknown";

  /** The baseline asks for no control that this version has: nobody can say anything. */
  public static final String NO_CONTROLS = "NoControls";

  /** The last scan ended more than three intervals ago: what it saw counts as unknown. */
  public static final String RESULTS_TOO_OLD = "ResultsTooOld";

  // Whether the baseline is enforced.

  /** Enforced: something is in mode Enforce or Propose, and no change waits. */
  public static final String ENFORCED = "Enforced";

  /** Every control is in mode Observe below the account's modeLimit. */
  public static final String OBSERVE_ONLY = "ObserveOnly";

  /** Changes wait for a PlanApproval that names them, and nothing else waits. */
  public static final String AWAITING_APPROVAL = "AwaitingApproval";

  /** Changes wait for consent, for something a person must add, or for AWS. */
  public static final String CHANGES_WAITING = "ChangesWaiting";

  /** The account or its baseline is new: its plan is shown for a while before writes begin. */
  public static final String SOAKING = "Soaking";

  /** {@code spec.access.writeRoleName} is not set. */
  public static final String NO_WRITE_ROLE = "NoWriteRole";

  /** The baseline's change budget for the account is spent. */
  public static final String BUDGET_SPENT = "BudgetSpent";

  /** The operator's own change budget over all accounts is spent. */
  public static final String OPERATOR_BUDGET_SPENT = "OperatorBudgetSpent";

  /** More than 5 % of the last changes failed: of this account alone, or of several. */
  public static final String TOO_MANY_FAILURES = "TooManyFailures";

  /** A management, security or log-archive account, without the flag to change it all the same. */
  public static final String PROTECTED_ACCOUNT = "ProtectedAccount";

  /** The write role's tag names another operator. */
  public static final String OTHER_OPERATOR = "OtherOperator";

  /** The write role's tag is missing or could not be read. */
  public static final String WRITE_ROLE_NOT_TAGGED = "WriteRoleNotTagged";

  /** The write role's sessions are too short for a change. */
  public static final String SESSION_TOO_SHORT = "SessionTooShort";

  /** The operator's clock is more than 60 s off AWS's. */
  public static final String CLOCK_SKEW = "ClockSkew";

  /** The operator-wide write switch is off. */
  public static final String WRITES_SWITCHED_OFF = "WritesSwitchedOff";

  /** The operator-wide write switch could not be read, so it counts as off. */
  public static final String WRITE_SWITCH_UNREADABLE = "WriteSwitchUnreadable";

  /** This process does not hold the lease, or has not renewed it lately. */
  public static final String NOT_LEADING = "NotLeading";

  /** Another process divides the accounts among another number of shards. */
  public static final String SHARDS_DISAGREE = "ShardsDisagree";

  /** The object was edited, suspended or deleted during the scan. */
  public static final String OBJECT_CHANGED = "ObjectChanged";

  /** The object could not be read again before a write. */
  public static final String OBJECT_UNREADABLE = "ObjectUnreadable";

  /** The operator is stopping; the rest follows after its start. */
  public static final String SHUTTING_DOWN = "ShuttingDown";

  /**
   * Contended: somebody else keeps changing a setting back, so it is left alone, or, where it was
   * switched off, switched on again ever more slowly.
   */
  public static final String CHANGED_BACK = "ChangedBack";

  // Of baselines.

  /** The baseline and all it extends were found. */
  public static final String RESOLVED = "Resolved";

  /** The baseline names control ids that nobody knows; it goes on with the rest. */
  public static final String UNKNOWN_CONTROLS = "UnknownControls";

  /** The baseline names frameworks that nobody knows; it goes on with the rest. */
  public static final String UNKNOWN_FRAMEWORKS = "UnknownFrameworks";

  /** A disabled control is past the date by which somebody wanted to look at it again. */
  public static final String REVIEW_DUE = "ReviewDue";

  /** The baseline tries to weaken what a parent locks; the parent's word holds. */
  public static final String OVERRULED_BY_PARENT = "OverruledByParent";

  // Of suppressions.

  /** Ready: the suppression was held against the last scans. */
  public static final String JUDGED = "Judged";

  /** Active: the suppression hides what it covers. */
  public static final String ACTIVE = "Active";

  /** The suppression is granted from a later time on. */
  public static final String PENDING = "Pending";

  /** The suppression is over. */
  public static final String EXPIRED = "Expired";

  /** The suppression breaks what the owners of the baselines ask for, in every account it names. */
  public static final String REFUSED_BY_BASELINE = "RefusedByBaseline";

  /** Matched: the suppression covers something. */
  public static final String MATCHED = "Matched";

  /** A full scan found nothing that the suppression covers. */
  public static final String UNUSED = "Unused";

  /** What the suppression was bound to looks different by now. */
  public static final String CONFIGURATION_CHANGED = "ConfigurationChanged";

  /** The suppression covers nothing, for it is not active. */
  public static final String NOT_ACTIVE = "NotActive";

  /** No AwsAccount of the suppression's namespace has one of its account ids. */
  public static final String NO_SUCH_ACCOUNT = "NoSuchAccount";

  // Of plan approvals.

  /** Applied: what the approval names is made, as far as it was still planned. */
  public static final String APPROVAL_APPLIED = "Applied";

  /** Changes that the approval names are not made yet. */
  public static final String WAITING = "Waiting";

  /** The approval lapses within a day, and changes that it names are not made yet. */
  public static final String LAPSING = "Lapsing";

  /** The approval is over, and not all that it names was made. */
  public static final String LAPSED = "Lapsed";

  /** Nothing that the approval names is planned any more, and nothing of it was made. */
  public static final String STALE = "Stale";

  /** The approval expires more than 7 days after its creation, so nothing of it is applied. */
  public static final String TOO_LONG = "TooLong";

  // Of events alone.

  /** Somebody approved changes of the account. */
  public static final String CHANGES_APPROVED = "ChangesApproved";

  /** The suppression ends within 30, 7 or 1 days. */
  public static final String SUPPRESSION_EXPIRING = "SuppressionExpiring";

  /** The suppression ended. */
  public static final String SUPPRESSION_EXPIRED = "SuppressionExpired";

  /** The suppression covers more than when it was granted. */
  public static final String REACH_GROWN = "ReachGrown";

  /** A control fails that did not fail before. */
  public static final String CONTROL_FAILING = "ControlFailing";

  /** What fails of a control is an accepted risk by now. */
  public static final String CONTROL_SUPPRESSED = "ControlSuppressed";

  /** A control that failed passes again. */
  public static final String CONTROL_MENDED = "ControlMended";

  /** A change was made, and a later reading shows it. */
  public static final String CHANGE_MADE = "ChangeMade";

  /** A change was made and is not visible yet. */
  public static final String CHANGE_SETTLING = "ChangeSettling";

  /** A change was given up before writing, for its target is not what was planned for. */
  public static final String CHANGE_DROPPED = "ChangeDropped";

  /** A change was refused, or its answer was lost. */
  public static final String CHANGE_FAILED = "ChangeFailed";

  /** The set of Regions that the organization denies is another one. */
  public static final String DENIED_REGIONS_CHANGED = "DeniedRegionsChanged";

  /** Nobody keeps changing settings back any more. */
  public static final String CONTENTION_OVER = "ContentionOver";

  private Reasons() {}
}
