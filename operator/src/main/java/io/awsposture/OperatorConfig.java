package io.awsposture;

import io.awsposture.observe.Observer;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every setting of the operator. Each is a property {@code awsposture.NAME} or an environment
 * variable {@code AWSPOSTURE_NAME}; times are written like {@code 5m} or {@code 30s}.
 */
@ConfigMapping(prefix = "awsposture")
public interface OperatorConfig {

  /**
   * The id of this installation: the write roles carry it in their tag {@code awsposture-operator},
   * and the external ids are derived from it. Unique among all operators that reach the same
   * accounts. Required.
   */
  String installation();

  /**
   * The role that accounts are read with where the AwsAccount names none; empty: the operator's own
   * identity, for AwsAccounts of its own namespace and those that {@link #namespaces} lists.
   */
  Optional<String> readRoleName();

  /**
   * The role that accounts are changed with where the AwsAccount names none; empty: they are never
   * changed.
   */
  Optional<String> writeRoleName();

  /**
   * The account ids each namespace may use, {@code
   * awsposture.namespaces."team-a"=111122223333,444455556666} or {@code
   * AWSPOSTURE_NAMESPACES__TEAM_A_=111122223333,444455556666}, whose dashes arrive as dots; empty:
   * every namespace may use every account whose roles trust that namespace's external id.
   */
  Map<String, Set<String>> namespaces();

  /**
   * Ids of delegated security and log-archive accounts, which are written only where the AwsAccount
   * says so.
   */
  Optional<Set<String>> protectedAccounts();

  /**
   * Labels of AwsAccounts that the metric {@code awsposture_account_info} carries, such as owner
   * and tier.
   */
  Optional<Set<String>> metricLabels();

  /**
   * Namespaces whose custom resources are watched, baselines included; empty: all, which takes
   * rights in the whole cluster.
   */
  Optional<Set<String>> watchNamespaces();

  /**
   * The name of the Lease that says who leads; of several shards, number K asks for NAME-K. Two
   * installations in one namespace need two names.
   */
  @WithDefault("awsposture-operator")
  String lease();

  /** How accounts are divided among several operators of one installation. */
  Sharding shards();

  /** How writes are switched off and braked. */
  Writes writes();

  /** How scans are run. */
  Scans scans();

  /** How long the plan of a new account or a changed baseline is shown before writes begin. */
  @WithDefault("5m")
  Duration soak();

  /**
   * The operator's own namespace, for its Lease and its write switch; empty: that of its
   * credentials.
   */
  Optional<String> namespace();

  /** Several operators of one installation, each with accounts of its own. */
  interface Sharding {
    /** How many there are; the same number for all of them. */
    @WithDefault("1")
    int count();

    /** Which of them this is: 0 to {@link #count} - 1. */
    @WithDefault("0")
    int index();
  }

  /** Brakes over all accounts; each of several shards has its equal part of the budgets. */
  interface Writes {
    /** Whether anything may be written at all, unless the ConfigMap says otherwise. */
    @WithDefault("true")
    boolean enabled();

    /**
     * Name of the ConfigMap in the operator's namespace whose key {@code enabled} switches writes
     * on and off at once. It is read before every write; where it cannot be read, nothing is
     * written; where it does not exist, {@link #enabled} holds.
     */
    @WithDefault("awsposture-writes")
    String configMap();

    /** Changes in all accounts together within an hour. */
    @WithDefault("200")
    int perHour();

    /** Changes in all accounts together within a day. */
    @WithDefault("1000")
    int perDay();
  }

  /** Scans. */
  interface Scans {
    /** Scans that run at the same time, at most; each needs some 5 MiB of heap meanwhile. */
    @WithDefault("8")
    int atOnce();

    /** How long the readings of one Region may take. */
    @WithDefault(Observer.REGION_DEADLINE)
    Duration regionDeadline();

    /** How long the readings of an account as a whole may take. */
    @WithDefault(Observer.ACCOUNT_DEADLINE)
    Duration accountDeadline();

    /**
     * Waits before an account that was not reached is tried again: the first, doubled up to its
     * interval.
     */
    @WithDefault("1m")
    Duration retry();

    /** Within this time the first scans after a start are spread, so that a restart is no storm. */
    @WithDefault("60s")
    Duration spread();
  }
}
