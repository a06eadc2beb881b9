package io.awsposture.services.cloudtrail;

import io.awsposture.services.cloudtrail.EventSelectors.Half;
import io.awsposture.services.cloudtrail.EventSelectors.Management;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A basic event selector.
 *
 * @param data resources whose data events it takes, reads or writes as {@code kind} says
 * @param excluded sources whose management events it leaves out
 */
public record BasicSelector(
    Kind kind, boolean managementEvents, List<Data> data, List<String> excluded) {

  /** Reads, writes or both, in AWS's spelling. */
  public enum Kind {
    All,
    ReadOnly,
    WriteOnly
  }

  /**
   * Resources whose data events are recorded.
   *
   * @param type for example {@code AWS::S3::Object}
   * @param arns ARNs or their beginnings
   */
  public record Data(String type, List<String> arns) {
    /** Unchangeable resources. */
    public Data {
      arns = List.copyOf(arns);
    }
  }

  /** An unchangeable selector. */
  public BasicSelector {
    data = List.copyOf(data);
    excluded = List.copyOf(excluded);
  }

  static BasicSelector allManagement(List<String> excluded) {
    return new BasicSelector(Kind.All, true, List.of(), excluded);
  }

  /** It can be widened without recording, and paying for, more data events. */
  boolean isManagementOnly() {
    return managementEvents && data.isEmpty();
  }

  BasicSelector withReadsAndWrites() {
    return new BasicSelector(Kind.All, managementEvents, data, excluded);
  }

  Management management() {
    if (!managementEvents) {
      return Management.NONE;
    }
    return new Management(
        switch (kind) {
          case All -> EnumSet.allOf(Half.class);
          case ReadOnly -> EnumSet.of(Half.READS);
          case WriteOnly -> EnumSet.of(Half.WRITES);
        },
        Set.copyOf(excluded));
  }
}
