package io.awsposture.reconcile;

import io.awsposture.OperatorConfig;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.plan.Fingerprint;
import io.awsposture.report.AccountView;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The states of all AwsAccount objects, by UID: the latest results, from which status and metrics
 * are made.
 */
@ApplicationScoped
public class AccountStates {
  private final ConcurrentMap<String, AccountState> byUid = new ConcurrentHashMap<>();
  private final OperatorConfig config;

  AccountStates(OperatorConfig config) {
    this.config = config;
  }

  AccountState of(AwsAccount account, Function<AwsAccount, AccountState> first) {
    return byUid.computeIfAbsent(account.getMetadata().getUid(), _ -> first.apply(account));
  }

  Optional<AccountState> find(String uid) {
    return Optional.ofNullable(byUid.get(uid));
  }

  void remove(String uid) {
    byUid.remove(uid);
  }

  Collection<AccountState> all() {
    return byUid.values();
  }

  /** What is known of every account, for metrics and for the status of baselines. */
  public List<AccountView> views() {
    return byUid.values().stream().map(this::view).toList();
  }

  AccountView view(AccountState state) {
    return state.view(externalId(state.account()));
  }

  /**
   * The external id that the roles of this account must ask for: a namespace cannot reach an
   * account whose owner has not named that namespace's id (AWS IAM, "The confused deputy problem").
   */
  String externalId(AwsAccount account) {
    return Fingerprint.of(
        "awsposture-", config.installation(), account.getMetadata().getNamespace());
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
        .filter(this::mayUse)
        .min(
            Comparator.comparing((AwsAccount other) -> other.getMetadata().getCreationTimestamp())
                .thenComparing(other -> other.getMetadata().getUid()));
  }

  /** Whether the operator's settings let the object's namespace use its account id. */
  boolean mayUse(AwsAccount account) {
    Map<String, Set<String>> allowed = config.namespaces();
    String namespace = account.getMetadata().getNamespace();
    // From an environment variable a dash arrives as a dot, which no namespace has in its name.
    return allowed.isEmpty()
        || Stream.of(namespace, namespace.replace('-', '.'))
            .map(name -> allowed.getOrDefault(name, Set.of()))
            .anyMatch(ids -> ids.contains(account.getSpec().accountId()));
  }
}
