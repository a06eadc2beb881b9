package io.awsposture.services.ec2;

import static io.awsposture.api.v1alpha1.Severity.HIGH;

import io.avaje.spi.ServiceProvider;
import io.awsposture.control.Control;
import io.awsposture.control.ControlInfo;
import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;

/** The default group of each VPC lets nothing in and nothing out. */
@ServiceProvider
@ControlInfo(
    id = "EC2.2",
    title = "Default security groups have no rules",
    severity = HIGH,
    resourceType = "AWS::EC2::SecurityGroup",
    why =
        "What is launched without a security group gets the default one of its VPC, with whatever"
            + " that one allows. Nobody chose those rules for it.",
    byHand =
        "Give what uses the default group a group of its own, then revoke all inbound and outbound"
            + " rules of the default group: every network interface that still carries it loses"
            + " its connections.")
public final class DefaultGroupClosed extends Control.OfResource<SecurityGroup> {
  /** Found by {@code ServiceLoader}. */
  public DefaultGroupClosed() {
    super(Ec2Readings.DEFAULT_GROUPS);
  }

  @Override
  public Judgement judge(SecurityGroup group, Scene scene) {
    if (!group.owner().equals(scene.account())) {
      return Judgement.judgedIn(group.owner(), "shared security groups");
    }
    // The rule by which members of the group reach each other counts too: AWS makes it by itself.
    boolean ingress = !group.ingress().isEmpty();
    return Judgement.passIf(
        !ingress && !group.egress(),
        ingress && group.egress()
            ? "inbound and outbound rules"
            : ingress ? "inbound rules" : "outbound rules",
        "no rules");
  }
}
