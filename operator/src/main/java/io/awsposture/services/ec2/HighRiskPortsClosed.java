package io.awsposture.services.ec2;

import static io.awsposture.api.v1alpha1.Severity.CRITICAL;

import io.avaje.spi.ServiceProvider;
import io.awsposture.control.Control;
import io.awsposture.control.ControlInfo;
import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** No security group lets the whole internet reach a port that attackers try first. */
@ServiceProvider
@ControlInfo(
    id = "EC2.19",
    title = "Security groups do not open high-risk ports to the whole internet",
    severity = CRITICAL,
    resourceType = "AWS::EC2::SecurityGroup",
    why =
        "Remote shells, databases and file shares that anybody can reach are found by scanners"
            + " within minutes and broken into by guessed passwords or known holes.",
    byHand =
        "Make sure of another way in, such as Session Manager, then revoke the rule or narrow its"
            + " source: open connections of others end with it.")
public final class HighRiskPortsClosed extends Control.OfResource<Exposure> {
  /** The ports that AWS Security Hub checks (AWS Security Hub, "EC2.19"). */
  private static final List<Integer> PORTS =
      List.of(
          20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432,
          5500, 5601, 8080, 8088, 8888, 9200, 9300);

  /** Found by {@code ServiceLoader}. */
  public HighRiskPortsClosed() {
    super(Ec2Readings.EXPOSURES);
  }

  @Override
  public Judgement judge(Exposure seen, Scene scene) {
    if (!seen.group().owner().equals(scene.account())) {
      return Judgement.judgedIn(seen.group().owner(), "shared security groups");
    }
    Set<Integer> blocked = new TreeSet<>(PORTS);
    blocked.addAll(scene.desired().exposure().additionalBlockedPorts());
    String open = seen.openPorts(blocked);
    if (open.isEmpty()) {
      return seen.unknown(blocked).map(Judgement::unknown).orElseGet(Judgement::pass);
    }
    return Judgement.fail(open + " open to the whole internet", "no high-risk port open to it")
        .notes(seen.listsHoldingInternet().stream().map(id -> id + " holds the whole internet"));
  }
}
