package io.awsposture.plan;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.control.Scene;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One IAM action as the role that takes it must be allowed to take it, and no more. Equal grants of
 * several actions make one statement.
 *
 * @param resources ARNs, in which {@value #PARTITION} and {@value #ACCOUNT} stand for those of the
 *     role; or {@code *}
 * @param conditions values by condition key, one of which the request must equal
 */
public record Grant(
    String action, SortedSet<String> resources, SortedMap<String, SortedSet<String>> conditions) {
  /** Stands for the partition of the role's account. */
  public static final String PARTITION = "{partition}";

  /** Stands for the role's account. */
  public static final String ACCOUNT = "{account}";

  /** A grant that stays as it is. */
  public Grant {
    resources = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(resources));
    conditions = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(conditions));
  }

  /** An action on everything. */
  public static Grant of(String action) {
    return new Grant(action, new TreeSet<>(Set.of("*")), new TreeMap<>());
  }

  /** The same on these resources alone. */
  public Grant on(String... arns) {
    return new Grant(action, new TreeSet<>(Set.of(arns)), conditions);
  }

  /** The same on roles of the account, by name with path; stars stand for anything. */
  public Grant onRole(String name) {
    return on("arn:" + PARTITION + ":iam::" + ACCOUNT + ":role/" + name);
  }

  /** The same where a condition key of the request has one of these values. */
  public Grant where(String key, String... values) {
    SortedMap<String, SortedSet<String>> all = new TreeMap<>(conditions);
    all.put(key, new TreeSet<>(Set.of(values)));
    return new Grant(action, resources, all);
  }

  /**
   * The same on what the operator made, unless others' things may be altered too. The role carries
   * the operator's tag, as do the things that it makes.
   */
  public Grant onOwn(Allowance allowance) {
    return allowance.risks().contains(Risk.ALTERS_FOREIGN)
        ? this
        : where(
            "aws:ResourceTag/" + Scene.OPERATOR_TAG,
            "${aws:PrincipalTag/" + Scene.OPERATOR_TAG + "}");
  }

  /** True where this allows all that the other does. */
  public boolean covers(Grant other) {
    return action.equals(other.action)
        && conditions.entrySet().stream().allMatch(entry -> covers(entry, other))
        && other.resources.stream()
            .allMatch(wanted -> resources.stream().anyMatch(own -> covers(own, wanted)));
  }

  private static boolean covers(Map.Entry<String, SortedSet<String>> entry, Grant other) {
    SortedSet<String> values = other.conditions.get(entry.getKey());
    return values != null && entry.getValue().containsAll(values);
  }

  /** A star at the end of an ARN stands for whatever follows. */
  private static boolean covers(String own, String wanted) {
    return own.endsWith("*")
        ? wanted.startsWith(own.substring(0, own.length() - 1))
        : own.equals(wanted);
  }
}
