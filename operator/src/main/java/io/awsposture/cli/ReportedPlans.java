package io.awsposture.cli;

import io.awsposture.api.v1alpha1.AccountReport;
import io.awsposture.api.v1alpha1.AccountReportSpec;
import io.awsposture.api.v1alpha1.ReportedChange;
import io.awsposture.cli.input.Input;
import io.awsposture.cli.input.InputError;
import io.awsposture.cli.input.InputFiles;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The plans of accounts, put together from the parts of their AccountReports.
 *
 * @param namespace of the reports; empty where there is none or are several
 * @param accounts by namespace and name
 * @param failures why they could not be read; then nothing else holds
 * @param isUnread true where it was the cluster that could not be read, false for wrong files
 */
record ReportedPlans(
    String namespace, List<OfAccount> accounts, List<String> failures, boolean isUnread) {
  private static final long PAGE = 20;

  /** A person waits: the client's own ten take half a minute. */
  private static final int RETRIES = 2;

  /**
   * The plan of one account.
   *
   * @param id 12 digits
   * @param changes in the order in which they are made
   * @param isWhole false where parts are missing, or are of different scans
   */
  record OfAccount(
      String namespace, String name, String id, List<ReportedChange> changes, boolean isWhole) {
    boolean isNamed(Collection<String> accounts) {
      return accounts.isEmpty() || accounts.contains(name) || accounts.contains(id);
    }
  }

  /** One part, with what matters of it. */
  private record Part(
      String namespace,
      String account,
      String id,
      int part,
      int parts,
      String hash,
      List<ReportedChange> changes) {
    static Part of(String namespace, AccountReportSpec spec) {
      return new Part(
          namespace,
          spec.account(),
          spec.accountId(),
          spec.part(),
          spec.parts(),
          spec.planHash(),
          spec.changes());
    }
  }

  /** Those of a file or folder. */
  static ReportedPlans ofFiles(Path place, Optional<String> namespace) {
    Input input = InputFiles.declared(place);
    if (!input.errors().isEmpty()) {
      return failed(input.errors().stream().map(InputError::text).toList(), false);
    }
    return of(
        input.reports().stream()
            .map(report -> Part.of(report.namespace(), report.spec()))
            .filter(part -> namespace.filter(it -> !it.equals(part.namespace())).isEmpty())
            .toList());
  }

  /** Those of a cluster, page by page: a thousand accounts have many. */
  static ReportedPlans ofCluster(
      Optional<Path> kubeconfig, Optional<String> context, Optional<String> namespace) {
    try {
      Config config = config(kubeconfig, context);
      config.setRequestRetryBackoffLimit(RETRIES);
      String place =
          namespace.or(() -> Optional.ofNullable(config.getNamespace())).orElse("default");
      try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
        return of(read(client, place));
      }
    } catch (KubernetesClientException | IOException | IllegalArgumentException unreadable) {
      return failed(
          List.of(
              "the AccountReports could not be read from the cluster: " + unreadable.getMessage()),
          true);
    }
  }

  private static Config config(Optional<Path> kubeconfig, Optional<String> context)
      throws IOException {
    return kubeconfig.isPresent()
        ? Config.fromKubeconfig(
            context.orElse(null), Files.readString(kubeconfig.get()), kubeconfig.get().toString())
        : Config.autoConfigure(context.orElse(null));
  }

  private static List<Part> read(KubernetesClient client, String namespace) {
    List<Part> parts = new ArrayList<>();
    String next = null;
    do {
      KubernetesResourceList<AccountReport> page =
          client
              .resources(AccountReport.class)
              .inNamespace(namespace)
              .list(new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build());
      page.getItems().forEach(report -> parts.add(Part.of(namespace, report.getSpec())));
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
    return parts;
  }

  private static ReportedPlans failed(List<String> failures, boolean isUnread) {
    return new ReportedPlans("", List.of(), failures, isUnread);
  }

  private static ReportedPlans of(List<Part> parts) {
    Map<String, List<Part>> byAccount =
        parts.stream()
            .collect(
                Collectors.groupingBy(
                    part -> part.namespace() + "/" + part.account(),
                    TreeMap::new,
                    Collectors.toList()));
    Set<String> namespaces = parts.stream().map(Part::namespace).collect(Collectors.toSet());
    return new ReportedPlans(
        namespaces.size() == 1 ? namespaces.iterator().next() : "",
        byAccount.values().stream().map(ReportedPlans::account).toList(),
        List.of(),
        false);
  }

  private static OfAccount account(List<Part> unordered) {
    List<Part> parts = unordered.stream().sorted(Comparator.comparingInt(Part::part)).toList();
    Part first = parts.getFirst();
    boolean whole = parts.size() == first.parts();
    for (int index = 0; index < parts.size(); index++) {
      Part part = parts.get(index);
      whole &=
          part.part() == index + 1
              && part.parts() == first.parts()
              && part.hash().equals(first.hash());
    }
    return new OfAccount(
        first.namespace(),
        first.account(),
        first.id(),
        parts.stream().flatMap(part -> part.changes().stream()).toList(),
        whole);
  }

  /** The plans of these accounts, named by name or id; of all where none is named. */
  List<OfAccount> of(Set<String> named) {
    return accounts.stream().filter(account -> account.isNamed(named)).toList();
  }

  /** Why nothing can be approved of these accounts, in words; empty: it can. */
  List<String> errors(Set<String> named) {
    if (!failures.isEmpty()) {
      return failures;
    }
    List<String> errors = new ArrayList<>();
    if (accounts.isEmpty()) {
      errors.add(
          "there is no AccountReport here: the accounts were not scanned yet, or are in another namespace");
    } else if (namespace.isEmpty()) {
      errors.add(
          "the reports are of several namespaces, and a PlanApproval is about one: name it by --namespace: "
              + String.join(
                  ", ",
                  accounts.stream()
                      .map(OfAccount::namespace)
                      .collect(Collectors.toCollection(TreeSet::new))));
    } else {
      named.stream()
          .filter(it -> accounts.stream().noneMatch(account -> account.isNamed(Set.of(it))))
          .forEach(it ->
              errors.add(
                  "there is no AccountReport of "
                      + it
                      + " in namespace "
                      + namespace
                      + ": it was not scanned yet, or has another name"));
      of(named).stream()
          .filter(account -> !account.isWhole())
          .forEach(account ->
              errors.add(
                  "the AccountReports of "
                      + account.name()
                      + " are not all there, or are of two scans: read them again"));
    }
    return errors;
  }
}
