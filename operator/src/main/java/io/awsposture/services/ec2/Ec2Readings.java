package io.awsposture.services.ec2;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.awsposture.aws.Cause;
import io.awsposture.aws.CauseException;
import io.awsposture.aws.Rate;
import io.awsposture.aws.Service;
import io.awsposture.observe.Inventory;
import io.awsposture.observe.Observed;
import io.awsposture.observe.Reader;
import io.awsposture.observe.Reading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.PrefixListId;

/** What Amazon EC2 is asked about networks. */
public final class Ec2Readings {
  static final Service<Ec2Client> EC2 =
      Service.regional("ec2", Ec2Client::builder, Ec2Client.serviceMetadata())
          .limits(new Rate(5, 25), new Rate(1.25, 2))
          .limitedPerOperation();

  private static final int LARGEST_PAGE = 1000;
  private static final int LARGEST_PAGE_OF_ENTRIES = 100;
  private static final int LAST_PORT = 65_535;

  /** All security groups that are seen in the Region. */
  public static final Reading<Inventory<SecurityGroup>> SECURITY_GROUPS =
      Reading.perRegion("security groups", "ec2:DescribeSecurityGroups").by(Ec2Readings::groups);

  /** Those that are used where none is named. */
  public static final Reading<Inventory<SecurityGroup>> DEFAULT_GROUPS =
      Reading.perRegion("default security groups")
          .from(SECURITY_GROUPS, (_, groups) -> only(groups, SecurityGroup::isDefault));

  /** The prefix lists that let something in to a port of a group of the account. */
  static final Reading<Map<String, String>> PREFIX_LISTS_IN_USE =
      Reading.perRegion("prefix lists that security groups name")
          .from(
              SECURITY_GROUPS,
              (aws, groups) ->
                  Reading.byArn(
                      groups
                          .known()
                          .filter(group -> group.owner().equals(aws.account()))
                          .flatMap(Ec2Readings::prefixLists)
                          .distinct()
                          .toList(),
                      id -> id));

  static final Reading<Inventory<List<AddressRange>>> PREFIX_LISTS =
      Reading.perRegion("entries of prefix lists", "ec2:GetManagedPrefixListEntries")
          .each(PREFIX_LISTS_IN_USE, Ec2Readings::entries);

  /** All security groups, with the entries of the prefix lists that they name. */
  public static final Reading<Inventory<Exposure>> EXPOSURES =
      Reading.perRegion("security groups with their prefix lists")
          .from(
              SECURITY_GROUPS,
              PREFIX_LISTS,
              (groups, lists) -> groups.map(group -> exposure(group, lists)));

  private Ec2Readings() {}

  private static Inventory<SecurityGroup> groups(Reader aws) {
    Map<String, Observed<SecurityGroup>> byArn = new LinkedHashMap<>();
    aws.use(EC2)
        .describeSecurityGroupsPaginator(request -> request.maxResults(LARGEST_PAGE))
        .securityGroups()
        .forEach(group -> {
          String arn = arn(aws, group);
          // One group that makes no sense must not hide the others.
          byArn.put(arn, aws.attempt(() -> group(arn, group)));
        });
    return new Inventory<>(byArn);
  }

  private static String arn(
      Reader aws, software.amazon.awssdk.services.ec2.model.SecurityGroup group) {
    return String.join(
        ":",
        "arn",
        aws.partition(),
        "ec2",
        aws.region(),
        requireNonNull(group.ownerId(), "OwnerId"),
        "security-group/" + requireNonNull(group.groupId(), "GroupId"));
  }

  private static SecurityGroup group(
      String arn, software.amazon.awssdk.services.ec2.model.SecurityGroup group) {
    // EC2 sends empty lists too: one that is missing says nothing.
    if (!group.hasIpPermissions() || !group.hasIpPermissionsEgress()) {
      throw new CauseException(new Cause.Broken("ec2:DescribeSecurityGroups: rules are missing"));
    }
    return new SecurityGroup(
        arn,
        requireNonNull(group.groupName(), "GroupName"),
        group.ownerId(),
        group.ipPermissions().stream().map(Ec2Readings::rule).toList(),
        !group.ipPermissionsEgress().isEmpty());
  }

  private static IngressRule rule(IpPermission rule) {
    String protocol = requireNonNull(rule.ipProtocol(), "IpProtocol");
    // Ports are told for tcp and udp alone; the protocol -1 has them all, other protocols none.
    boolean told = Transport.isNamedBy(protocol);
    int from = told ? rule.fromPort() : 0;
    return new IngressRule(
        protocol,
        from,
        told ? requireNonNullElse(rule.toPort(), from) : LAST_PORT,
        Stream.concat(
                rule.ipRanges().stream().map(range -> range.cidrIp()),
                rule.ipv6Ranges().stream().map(range -> range.cidrIpv6()))
            .map(AddressRange::of)
            .toList(),
        rule.prefixListIds().stream().map(PrefixListId::prefixListId).toList());
  }

  private static Stream<String> prefixLists(SecurityGroup group) {
    return group.ingress().stream()
        .filter(IngressRule::hasPorts)
        .flatMap(rule -> rule.prefixLists().stream());
  }

  private static List<AddressRange> entries(Reader aws, String prefixList) {
    return aws
        .use(EC2)
        .getManagedPrefixListEntriesPaginator(
            request -> request.prefixListId(prefixList).maxResults(LARGEST_PAGE_OF_ENTRIES))
        .entries()
        .stream()
        .map(entry -> AddressRange.of(entry.cidr()))
        .toList();
  }

  private static Exposure exposure(SecurityGroup group, Inventory<List<AddressRange>> prefixLists) {
    return new Exposure(
        group,
        prefixLists(group)
            .distinct()
            .filter(prefixLists.byArn()::containsKey)
            .collect(Collectors.toMap(id -> id, id -> prefixLists.byArn().get(id))));
  }

  private static <R> Inventory<R> only(Inventory<R> all, Predicate<R> wanted) {
    Map<String, Observed<R>> some = new LinkedHashMap<>();
    all.byArn()
        .forEach((arn, resource) -> {
          // What could not be read may be one of them.
          if (resource.ifKnown().map(wanted::test).orElse(true)) {
            some.put(arn, resource);
          }
        });
    return new Inventory<>(some);
  }
}
