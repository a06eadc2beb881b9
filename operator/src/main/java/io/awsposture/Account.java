package io.awsposture;

import io.awsposture.api.v1alpha1.AwsAccountSpec;
import io.awsposture.api.v1alpha1.BaselineReference;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.aws.Partition;
import io.awsposture.aws.Target;
import io.awsposture.observe.RegionScope;
import io.awsposture.plan.Fingerprint;
import io.awsposture.plan.History;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An account to be scanned: what its AwsAccount says, and what is remembered of it.
 *
 * @param namespace of the AwsAccount, where its reference to a baseline starts
 * @param modeLimit ceiling over the modes of all controls
 */
public record Account(
    String namespace,
    Target target,
    BaselineReference baseline,
    RegionScope regions,
    Mode modeLimit,
    boolean writesToProtected,
    History history) {

  /** What the operator fills in where an AwsAccount is silent. */
  public record Defaults(Optional<String> readRole, Optional<String> writeRole) {}

  /**
   * The account that an AwsAccount describes.
   *
   * @param externalId sent when its roles are assumed; empty: none
   * @param sessionName tells the resource in CloudTrail
   */
  public static Account of(
      String namespace,
      AwsAccountSpec spec,
      Defaults defaults,
      Optional<String> externalId,
      String sessionName,
      History history) {
    Target target =
        new Target(
            spec.accountId(),
            spec.partition(),
            Optional.ofNullable(spec.homeRegion())
                .orElseGet(() -> new Partition(spec.partition()).defaultHomeRegion()),
            Optional.ofNullable(spec.access().readRoleName()).or(defaults::readRole),
            Optional.ofNullable(spec.access().writeRoleName()).or(defaults::writeRole),
            externalId,
            sessionName);
    Map<String, String> excluded = new HashMap<>();
    spec.regions().exclude().forEach(region -> excluded.put(region.name(), region.reason()));
    return new Account(
        namespace,
        target,
        spec.baselineRef(),
        new RegionScope(Set.copyOf(spec.regions().include()), excluded),
        spec.modeLimit(),
        spec.writesToProtectedAccount(),
        history);
  }

  /**
   * The external id that roles must ask for which trust this installation of the operator and the
   * AwsAccounts of one namespace: a namespace cannot reach an account whose owner has not named
   * that namespace's id (AWS IAM, "The confused deputy problem").
   */
  public static String externalId(String installation, String namespace) {
    return Fingerprint.of("awsposture-", installation, namespace);
  }

  /** The same account without any way to write into it. */
  public Account readOnly() {
    return new Account(
        namespace,
        new Target(
            target.account(),
            target.partition(),
            target.homeRegion(),
            target.readRole(),
            Optional.empty(),
            target.externalId(),
            target.sessionName()),
        baseline,
        regions,
        Mode.OBSERVE,
        false,
        history);
  }
}
