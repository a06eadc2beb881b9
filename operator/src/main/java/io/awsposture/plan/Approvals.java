package io.awsposture.plan;

import java.util.Set;

/**
 * The changes of one account that somebody approved and that were not made yet.
 *
 * @param ids like c-0123456789ab
 */
public record Approvals(Set<String> ids) {

  /** Nothing is approved. */
  public static final Approvals NONE = new Approvals(Set.of());

  /** Approvals that cannot be changed. */
  public Approvals {
    ids = Set.copyOf(ids);
  }

  /** True for a change that may be made by what was approved. */
  public boolean cover(String id) {
    return ids.contains(id);
  }
}
