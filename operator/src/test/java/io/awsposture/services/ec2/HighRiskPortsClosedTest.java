package io.awsposture.services.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.ExposureSettings;
import io.awsposture.aws.Cause;
import io.awsposture.control.Desired;
import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;
import io.awsposture.observe.Observed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HighRiskPortsClosedTest {
  private static final String ACCOUNT = "111122223333";
  private static final Scene SCENE = scene(Desired.defaults());
  private static final String WORLD = "0.0.0.0/0";
  private static final Cause DENIED = new Cause.Denied("ec2:GetManagedPrefixListEntries", "");

  private final HighRiskPortsClosed control = new HighRiskPortsClosed();

  private static Scene scene(Desired desired) {
    return new Scene("aws", ACCOUNT, "eu-west-1", "us-east-1", "op", Instant.EPOCH, desired);
  }

  private static Scene blocking(Integer... ports) {
    Desired none = Desired.defaults();
    return scene(
        new Desired(
            none.guardDuty(),
            none.configRecorder(),
            none.cloudTrail(),
            none.passwordPolicy(),
            none.ebsEncryption(),
            Desired.Exposure.of(new ExposureSettings(List.of(ports)))));
  }

  private static IngressRule rule(String protocol, int from, int to, String... sources) {
    return new IngressRule(
        protocol, from, to, Stream.of(sources).map(AddressRange::of).toList(), List.of());
  }

  private static IngressRule listed(String protocol, int port, String... prefixLists) {
    return new IngressRule(protocol, port, port, List.of(), List.of(prefixLists));
  }

  private static Exposure group(IngressRule... rules) {
    return group(Map.of(), rules);
  }

  private static Exposure group(
      Map<String, Observed<List<AddressRange>>> prefixLists, IngressRule... rules) {
    return new Exposure(
        new SecurityGroup("arn", "web", ACCOUNT, List.of(rules), true), prefixLists);
  }

  private static Observed<List<AddressRange>> entries(String... blocks) {
    return Observed.known(Stream.of(blocks).map(AddressRange::of).toList());
  }

  private static Judgement fails(String open) {
    return Judgement.fail(open + " open to the whole internet", "no high-risk port open to it");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432,
        5500, 5601, 8080, 8088, 8888, 9200, 9300
      })
  void failsOnEachHighRiskPort(int port) {
    assertThat(control.judge(group(rule("tcp", port, port, WORLD)), SCENE))
        .isEqualTo(fails("tcp " + port));
    assertThat(control.judge(group(rule("udp", port, port, WORLD)), SCENE))
        .isEqualTo(fails("udp " + port));
  }

  @Test
  void passesOnOtherPortsAndWithoutRules() {
    assertThat(control.judge(group(), SCENE)).isEqualTo(Judgement.pass());
    assertThat(
            control.judge(
                group(rule("tcp", 443, 443, WORLD), rule("tcp", 80, 80, WORLD, "::/0")), SCENE))
        .isEqualTo(Judgement.pass());
  }

  @Test
  void blocksThePortsOfTheBaselineToo() {
    Exposure open = group(rule("tcp", 6379, 6379, WORLD));

    assertThat(control.judge(open, SCENE)).isEqualTo(Judgement.pass());
    assertThat(control.judge(open, blocking(6379))).isEqualTo(fails("tcp 6379"));
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, 0, 65535, every high-risk tcp port",
    "6, 22, 22, tcp 22",
    "17, 22, 22, udp 22",
    "TCP, 22, 22, tcp 22",
    "-1, 0, 65535, 'every high-risk tcp port, every high-risk udp port'",
    "tcp, 20, 25, tcp 20 21 22 23 25",
    "tcp, 9300, 9301, tcp 9300",
    "tcp, 9299, 9300, tcp 9300"
  })
  void looksIntoRangesAndProtocols(String protocol, int from, int to, String open) {
    assertThat(control.judge(group(rule(protocol, from, to, WORLD)), SCENE)).isEqualTo(fails(open));
  }

  @ParameterizedTest
  @ValueSource(strings = {"icmp", "1", "icmpv6", "58", "50"})
  void ignoresProtocolsWithoutPorts(String protocol) {
    assertThat(control.judge(group(rule(protocol, 0, 65_535, WORLD)), SCENE))
        .isEqualTo(Judgement.pass());
  }

  @Test
  void failsOnIpv6AndPassesOnNarrowSources() {
    assertThat(control.judge(group(rule("tcp", 22, 22, "::/0")), SCENE)).isEqualTo(fails("tcp 22"));
    assertThat(control.judge(group(rule("tcp", 22, 22, "10.0.0.0/8", "2001:db8::/32")), SCENE))
        .isEqualTo(Judgement.pass());
  }

  @Test
  void countsHalvesOfTheInternetTogetherWhereTheyMeetAtAPort() {
    assertThat(control.judge(group(rule("tcp", 22, 22, "0.0.0.0/1", "128.0.0.0/1")), SCENE))
        .isEqualTo(fails("tcp 22"));
    assertThat(
            control.judge(
                group(rule("tcp", 0, 3000, "0.0.0.0/1"), rule("-1", 0, 65_535, "128.0.0.0/1")),
                blocking()))
        .isEqualTo(fails("tcp 20 21 22 23 25 110 135 143 445 1433 1434 3000"));
    assertThat(
            control.judge(
                group(rule("tcp", 22, 22, "0.0.0.0/1"), rule("tcp", 3389, 3389, "128.0.0.0/1")),
                SCENE))
        .isEqualTo(Judgement.pass());
    assertThat(
            control.judge(
                group(rule("tcp", 22, 22, "0.0.0.0/1"), rule("udp", 22, 22, "128.0.0.0/1")), SCENE))
        .isEqualTo(Judgement.pass());
  }

  @Test
  void looksIntoPrefixLists() {
    assertThat(
            control.judge(
                group(Map.of("pl-1", entries("10.0.0.0/8", WORLD)), listed("tcp", 22, "pl-1")),
                SCENE))
        .isEqualTo(fails("tcp 22").notes(Stream.of("pl-1 holds the whole internet")));
    assertThat(
            control.judge(
                group(Map.of("pl-1", entries("10.0.0.0/8")), listed("tcp", 22, "pl-1")), SCENE))
        .isEqualTo(Judgement.pass());
    assertThat(
            control.judge(
                group(
                    Map.of("pl-1", entries("0.0.0.0/1"), "pl-2", entries("128.0.0.0/1")),
                    listed("tcp", 22, "pl-1", "pl-2")),
                SCENE))
        .isEqualTo(fails("tcp 22"));
  }

  @Test
  void isUnknownWhereAPrefixListThatMattersIs() {
    Map<String, Observed<List<AddressRange>>> denied = Map.of("pl-1", Observed.unknown(DENIED));

    assertThat(control.judge(group(denied, listed("tcp", 22, "pl-1")), SCENE))
        .isEqualTo(Judgement.unknown(DENIED));
    assertThat(control.judge(group(listed("tcp", 22, "pl-1")), SCENE))
        .isInstanceOf(Judgement.Unknown.class);
    assertThat(control.judge(group(denied, listed("tcp", 443, "pl-1")), SCENE))
        .isEqualTo(Judgement.pass());
    assertThat(
            control.judge(
                group(denied, listed("tcp", 22, "pl-1"), rule("tcp", 23, 23, WORLD)), SCENE))
        .isEqualTo(fails("tcp 23"));
  }

  @Test
  void leavesGroupsOfOtherAccountsToThem() {
    Exposure shared =
        new Exposure(
            new SecurityGroup(
                "arn", "web", "999988887777", List.of(rule("tcp", 22, 22, WORLD)), true),
            Map.of());

    assertThat(control.judge(shared, SCENE))
        .isEqualTo(Judgement.judgedIn("999988887777", "shared security groups"));
  }

  @Test
  void onlyReports() {
    assertThat(control.writes()).isEmpty();
    assertThat(control.info().byHand()).isNotEmpty();
    assertThat(control.reading().actions())
        .containsExactly("ec2:DescribeSecurityGroups", "ec2:GetManagedPrefixListEntries");
  }
}
