package io.awsposture.report;

import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.AwsAccountStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Events that lie between two statuses of an AwsAccount. */
public final class Transitions {

  private Transitions() {}

  /**
   * What to tell, most important first; nothing where nothing turned. Changes are told from what
   * {@code after.changes} has and {@code before.changes} has not.
   *
   * @param before null where the object had no status
   */
  public static List<EventToSend> events(
      AwsAccount account, @Nullable AwsAccountStatus before, AwsAccountStatus after) {
    return List.of();
  }
}
