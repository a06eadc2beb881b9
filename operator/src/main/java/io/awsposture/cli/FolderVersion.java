package io.awsposture.cli;

import io.awsposture.api.v1alpha1.AwsAccountSpec;
import io.awsposture.api.v1alpha1.BaselineReference;
import io.awsposture.api.v1alpha1.ControlEntry;
import io.awsposture.cli.input.Declared;
import io.awsposture.cli.input.Input;
import io.awsposture.evaluate.AcceptedRisks;
import io.awsposture.resolve.Baseline;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.resolve.Resolver;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a folder of files comes to, as it stands in one commit.
 *
 * @param accounts those whose baseline is found, by namespace and name
 */
record FolderVersion(Input input, Map<String, AccountVersion> accounts) {

  /**
   * An account with what is asked of it.
   *
   * @param locked controls that a baseline of its chain does not let others weaken
   */
  record AccountVersion(
      Declared<AwsAccountSpec> declared, EffectiveBaseline baseline, Set<String> locked) {
    /** Namespace and name. */
    String id() {
      return declared.id();
    }

    /** 12 digits. */
    String accountId() {
      return declared.spec().accountId();
    }

    /** Its baseline's namespace and name. */
    String place() {
      return baseline.namespace() + "/" + baseline.name();
    }
  }

  /** What these files come to. */
  static FolderVersion of(Input input, Resolver resolver) {
    Map<String, AccountVersion> accounts = new LinkedHashMap<>();
    for (Declared<AwsAccountSpec> declared : input.accounts()) {
      resolver
          .resolve(declared.spec().baselineRef(), declared.namespace(), input.lookup())
          .found()
          .ifPresent(baseline ->
              accounts.put(
                  declared.id(),
                  new AccountVersion(declared, baseline, locked(baseline, input.lookup()))));
    }
    return new FolderVersion(input, accounts);
  }

  private static Set<String> locked(EffectiveBaseline baseline, Baseline.Lookup lookup) {
    Set<String> locked = new TreeSet<>();
    Optional<Baseline> next = lookup.find(baseline.namespace(), baseline.name());
    while (next.isPresent()) {
      Baseline current = next.get();
      current.spec().controls().stream()
          .filter(ControlEntry::locked)
          .map(ControlEntry::id)
          .forEach(locked::add);
      BaselineReference parent = current.spec().parent();
      next =
          parent == null
              ? Optional.empty()
              : lookup.find(
                  Objects.requireNonNullElse(parent.namespace(), current.namespace()),
                  parent.name());
    }
    return locked;
  }

  /** The risks that are accepted in an account at a time. */
  AcceptedRisks risks(AccountVersion account, Instant now) {
    return AcceptedRisks.of(
        input.risks(account.declared().namespace()), account.accountId(), account.baseline(), now);
  }

  /** The accounts of a namespace with one of these ids. */
  List<AccountVersion> accounts(String namespace, List<String> ids) {
    return accounts.values().stream()
        .filter(account -> account.declared().namespace().equals(namespace))
        .filter(account -> ids.contains(account.accountId()))
        .toList();
  }
}
