package io.awsposture.reconcile;

import io.awsposture.Account;
import io.awsposture.OperatorConfig;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.report.AccountView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The states of all AwsAccount objects, by UID: the latest results, from which status and metrics
 * are made.
 */
@ApplicationScoped
public class AccountStates {
  private final ConcurrentMap<String, AccountState> byUid = new ConcurrentHashMap<>();
  private final OperatorConfig config;
  private final Supplier<String> ownNamespace;
  private final KnownDecisions decisions;
  private final Clock clock;

  @Inject
  AccountStates(OperatorConfig config, WriteSwitch place, KnownDecisions decisions, Clock clock) {
    this(config, place::namespace, decisions, clock);
  }

  AccountStates(
      OperatorConfig config, Supplier<String> ownNamespace, KnownDecisions decisions, Clock clock) {
    this.config = config;
    this.ownNamespace = ownNamespace;
    this.decisions = decisions;
    this.clock = clock;
  }

  AccountState of(AwsAccount account, Function<AwsAccount, AccountState> first) {
    return byUid.computeIfAbsent(account.getMetadata().getUid(), _ -> first.apply(account));
  }

  Optional<AccountState> remove(String uid) {
    return Optional.ofNullable(byUid.remove(uid));
  }

  Collection<AccountState> all() {
    return byUid.values();
  }

  /** A scan that waits for its turn since a time. */
  private record Due(AccountState state, Instant since) {}

  /**
   * The accounts to be scanned, who waits longest first: else slow scans would starve the same ones
   * each time.
   *
   * @param isRunning whether a scan of this UID runs
   */
  List<AccountState> due(Instant now, Predicate<String> isRunning) {
    return byUid.values().stream()
        // In this order: a scan sets the next time before it counts as ended.
        .filter(state -> !isRunning.test(state.uid()))
        .filter(state -> state.isDue(now))
        .flatMap(state -> state.nextScan().map(since -> new Due(state, since)).stream())
        .sorted(Comparator.comparing(Due::since))
        .map(Due::state)
        .toList();
  }

  /** What is known of every account, for metrics and for the status of baselines. */
  public List<AccountView> views() {
    return byUid.values().stream().map(this::view).toList();
  }

  AccountView view(AccountState state) {
    Instant now = clock.instant();
    AwsAccount account = state.account();
    return state.view(externalId(account), baseline -> decisions.of(account, baseline, now), now);
  }

  /** The external id that the roles of this account must ask for. */
  String externalId(AwsAccount account) {
    return Account.externalId(config.installation(), account.getMetadata().getNamespace());
  }

  /** The account that the object describes, and what is remembered of it. */
  Account described(AwsAccount account, AccountState state) {
    String uid = account.getMetadata().getUid();
    return Account.of(
        account.getMetadata().getNamespace(),
        account.getSpec(),
        new Account.Defaults(config.readRoleName(), config.writeRoleName()),
        Optional.of(externalId(account)),
        "awsposture-" + uid.substring(0, Math.min(8, uid.length())),
        state.history());
  }

  /**
   * The object that was there first for this account id; only its owner reads and writes the
   * account.
   *
   * @param objects all that there are, not only those that were reconciled already: else whoever is
   *     reconciled first after a start would be the owner until the others are seen
   */
  Optional<AwsAccount> owner(AwsAccount account, Stream<AwsAccount> objects) {
    return objects
        .filter(other -> other.getSpec().accountId().equals(account.getSpec().accountId()))
        .filter(other -> whyNot(other).isEmpty())
        .min(
            Comparator.comparing((AwsAccount other) -> other.getMetadata().getCreationTimestamp())
                .thenComparing(other -> other.getMetadata().getUid()));
  }

  /** Why the object's namespace may not use its account id; empty: it may. */
  Optional<String> whyNot(AwsAccount account) {
    Map<String, Set<String>> allowed = config.namespaces();
    String namespace = account.getMetadata().getNamespace();
    String id = account.getSpec().accountId();
    // From an environment variable a dash arrives as a dot, which no namespace has in its name.
    boolean listed =
        Stream.of(namespace, namespace.replace('-', '.'))
            .map(name -> allowed.getOrDefault(name, Set.of()))
            .anyMatch(ids -> ids.contains(id));
    if (listed) {
      return Optional.empty();
    }
    if (!allowed.isEmpty()) {
      return Optional.of(
          "namespace "
              + namespace
              + " may not use account "
              + id
              + ": add it to the operator's setting awsposture.namespaces");
    }
    boolean ownIdentity =
        account.getSpec().access().readRoleName() == null && config.readRoleName().isEmpty();
    // No external id guards the operator's own identity: whoever may create an AwsAccount anywhere
    // would read all that it may read (AWS IAM, "The confused deputy problem").
    return ownIdentity && !namespace.equals(ownNamespace.get())
        ? Optional.of(
            "without a read role the operator's own identity is used, which only its own namespace "
                + ownNamespace.get()
                + " may: set spec.access.readRoleName, or give account "
                + id
                + " to namespace "
                + namespace
                + " in the operator's setting awsposture.namespaces")
        : Optional.empty();
  }
}
