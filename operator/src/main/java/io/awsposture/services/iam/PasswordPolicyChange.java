package io.awsposture.services.iam;

import static io.awsposture.api.v1alpha1.Risk.ADDITIVE;
import static io.awsposture.api.v1alpha1.Risk.DISRUPTS;

import io.awsposture.api.v1alpha1.Risk;
import java.util.Optional;

/**
 * A password policy put in the place of another.
 *
 * @param before empty: the account has none of its own
 * @param after all of the new one, for AWS resets every part that is not sent
 */
public record PasswordPolicyChange(Optional<PasswordPolicy> before, PasswordPolicy after) {

  /**
   * Stricter rules for future passwords lock nobody out, even where a person made the policy that
   * they are added to. An expiry that is new or shorter ends passwords at once.
   */
  Risk risk() {
    return before.flatMap(PasswordPolicy::maxAgeDays).equals(after.maxAgeDays())
        ? ADDITIVE
        : DISRUPTS;
  }

  String was() {
    return before.map(PasswordPolicy::text).orElse("no password policy of the account's own");
  }
}
