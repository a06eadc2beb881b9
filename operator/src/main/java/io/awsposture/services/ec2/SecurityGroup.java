package io.awsposture.services.ec2;

import java.util.List;

/**
 * A security group.
 *
 * @param name {@code default} for the one that every VPC has and nobody can delete
 * @param owner the account that it belongs to: a shared VPC shows groups of others
 * @param egress true when any outbound rule is there
 */
public record SecurityGroup(
    String arn, String name, String owner, List<IngressRule> ingress, boolean egress) {
  /** A group with unchangeable rules. */
  public SecurityGroup {
    ingress = List.copyOf(ingress);
  }

  /** True for the one that is used where none is named. */
  boolean isDefault() {
    return name.equals("default");
  }
}
