package io.awsposture.services.ec2;

import io.awsposture.observe.Observed;
import io.awsposture.services.kms.KeyArn;
import java.util.Set;

/**
 * The key that new EBS volumes of a Region are encrypted with where none is named.
 *
 * @param id the ARN of a key, or an alias
 * @param aliases the ARNs of its aliases; asked only for the ARN of a key
 */
public record DefaultKey(String id, Observed<Set<String>> aliases) {
  private static final String OF_AWS = "alias/aws/ebs";

  /** True for the key that AWS manages: snapshots under it cannot be shared. */
  Observed<Boolean> isOfAws() {
    return isAlias()
        ? Observed.known(isOfAws(id))
        : aliases.map(all -> all.stream().anyMatch(DefaultKey::isOfAws));
  }

  /** True when it is the key that this ARN names. */
  Observed<Boolean> is(KeyArn named) {
    if (id.equals(named.text())) {
      return Observed.known(true);
    }
    if (isAlias()) {
      return Observed.known(isOfAws(id) && isOfAws(named.text()));
    }
    if (!named.isAlias() || !named.account().equals(new KeyArn(id).account())) {
      return Observed.known(false);
    }
    return aliases.map(all -> all.contains(named.text()));
  }

  boolean isAlias() {
    return id.contains("alias/");
  }

  static boolean isOfAws(String alias) {
    return alias.endsWith(OF_AWS);
  }
}
