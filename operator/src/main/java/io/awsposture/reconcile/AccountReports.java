package io.awsposture.reconcile;

import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.AccountReport;
import io.awsposture.api.v1alpha1.AccountReportSpec;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.control.Finding;
import io.awsposture.plan.Fingerprint;
import io.awsposture.report.AccountReportBuilder;
import io.awsposture.report.AccountView;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;

/**
 * The AccountReports of all AwsAccounts: written where they differ from what was written last, read
 * once after a start for what a status has no room for. No cache holds them.
 */
@ApplicationScoped
public class AccountReports {
  private static final Logger LOG = Logger.getLogger(AccountReports.class);
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int LONGEST_NAME = 240;
  private static final int LONGEST_LABEL = 63;

  private final KubernetesClient kubernetes;
  private final ConcurrentMap<String, Written> written = new ConcurrentHashMap<>();

  /**
   * What was written of an account.
   *
   * @param shown the scan as it was shown; never compared but for identity
   * @param parts a hash of each part
   */
  private record Written(Scan.Done shown, List<String> parts) {}

  AccountReports(KubernetesClient kubernetes) {
    this.kubernetes = kubernetes;
  }

  /**
   * Writes the report of the last scan, as it looks now.
   *
   * @return false where it could not be written; worth another try
   */
  boolean write(AccountView view) {
    if (view.last().isEmpty()) {
      return true;
    }
    AwsAccount account = view.account();
    String uid = account.getMetadata().getUid();
    Scan.Done shown = view.last().get();
    Written before = written.get(uid);
    if (before != null && before.shown() == shown) {
      return true;
    }
    try {
      List<String> there = before == null ? partsThere(account) : before.parts();
      List<AccountReportSpec> parts = AccountReportBuilder.parts(view);
      List<String> hashes = new ArrayList<>();
      for (AccountReportSpec part : parts) {
        String hash = Fingerprint.of("r-", kubernetes.getKubernetesSerialization().asJson(part));
        int index = hashes.size();
        if (index >= there.size() || !there.get(index).equals(hash)) {
          apply(account, part);
        }
        hashes.add(hash);
      }
      for (int part = parts.size() + 1; part <= there.size(); part++) {
        kubernetes
            .resources(AccountReport.class)
            .inNamespace(account.getMetadata().getNamespace())
            .withName(name(account, part))
            .delete();
      }
      written.put(uid, new Written(shown, hashes));
      return true;
    } catch (KubernetesClientException refused) {
      LOG.warnf(
          "the report of AwsAccount %s/%s could not be written (HTTP %d): %s",
          account.getMetadata().getNamespace(),
          account.getMetadata().getName(),
          refused.getCode(),
          refused.getMessage());
      return false;
    }
  }

  /** Forgets what was written of an account that is gone; its owner reference deletes it. */
  void forget(String uid) {
    written.remove(uid);
  }

  /**
   * Lets a state remember when each finding was first seen, where that is known from before the
   * start: ids of changes hold that time, so that what was approved stays approved.
   *
   * @throws KubernetesClientException where the API server does not tell for now
   */
  void recall(AccountState state) {
    if (state.isRecalled()) {
      return;
    }
    Map<Finding.Key, Instant> since = new HashMap<>();
    try {
      for (AccountReport part : stored(state.account())) {
        part.getSpec()
            .findings()
            .forEach(it ->
                since.put(new Finding.Key(it.control(), it.region(), it.resource()), it.since()));
      }
    } catch (KubernetesClientException refused) {
      if (refused.getCode() != FORBIDDEN && refused.getCode() != NOT_FOUND) {
        throw refused;
      }
      // Without the right to read them accounts are still worth scanning.
      LOG.warnf(
          "AccountReports may not be read (HTTP %d): findings that no status lists begin anew, and"
              + " approvals of their changes count no more",
          refused.getCode());
    }
    state.recalled(since);
  }

  /** So many parts of unknown content as there are. */
  private List<String> partsThere(AwsAccount account) {
    int last = stored(account).stream().mapToInt(report -> report.getSpec().part()).max().orElse(0);
    return java.util.Collections.nCopies(last, "");
  }

  /** The reports of this very object, not of another that had its name. */
  private List<AccountReport> stored(AwsAccount account) {
    return kubernetes
        .resources(AccountReport.class)
        .inNamespace(account.getMetadata().getNamespace())
        .withLabel(AccountReport.ACCOUNT_LABEL, label(account))
        .list()
        .getItems()
        .stream()
        .filter(report ->
            report.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getUid().equals(account.getMetadata().getUid())))
        .toList();
  }

  private void apply(AwsAccount account, AccountReportSpec part) {
    AccountReport report = new AccountReport();
    report.setMetadata(
        new ObjectMetaBuilder()
            .withName(name(account, part.part()))
            .withNamespace(account.getMetadata().getNamespace())
            .addToLabels(AccountReport.ACCOUNT_LABEL, label(account))
            .addNewOwnerReference()
            .withApiVersion(account.getApiVersion())
            .withKind(account.getKind())
            .withName(account.getMetadata().getName())
            .withUid(account.getMetadata().getUid())
            .withController(true)
            .endOwnerReference()
            .build());
    report.setSpec(part);
    kubernetes
        .resource(report)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(StatusWriter.MANAGER)
                .withForce(true)
                .build());
  }

  private static String name(AwsAccount account, int part) {
    return shortened(account.getMetadata().getName(), LONGEST_NAME) + "-" + part;
  }

  /** The value of the label by which the parts of an account are found. */
  static String label(AwsAccount account) {
    return shortened(account.getMetadata().getName(), LONGEST_LABEL);
  }

  /** The name itself, or what still tells it from others where there is no room for it. */
  private static String shortened(String name, int most) {
    if (name.length() <= most) {
      return name;
    }
    String hash = Fingerprint.of("-", name);
    return name.substring(0, most - hash.length()).replaceAll("[.-]+$", "") + hash;
  }
}
