package io.awsposture.emulator;

import static java.util.Objects.requireNonNullElse;
import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which Regions an account has. moto lists those of all partitions, takes none for switched off,
 * and answers calls in any.
 */
final class RegionCorrections {
  /** The Regions that every account has from the start. */
  static final List<String> DEFAULT =
      List.of(
          "us-east-1",
          "us-east-2",
          "us-west-1",
          "us-west-2",
          "ca-central-1",
          "sa-east-1",
          "eu-central-1",
          "eu-west-1",
          "eu-west-2",
          "eu-west-3",
          "eu-north-1",
          "ap-south-1",
          "ap-northeast-1",
          "ap-northeast-2",
          "ap-northeast-3",
          "ap-southeast-1",
          "ap-southeast-2");

  private volatile List<String> enabled = DEFAULT;
  private volatile List<String> notOptedIn = List.of();
  private final Map<String, List<String>> ofAccount = new ConcurrentHashMap<>();

  void enabled(List<String> regions) {
    enabled = regions;
  }

  void enabled(String account, List<String> regions) {
    ofAccount.put(account, regions);
  }

  void notOptedIn(List<String> regions) {
    notOptedIn = regions;
  }

  void addTo(Map<String, Correction> byCall) {
    byCall.put("ec2:DescribeRegions", (call, moto) -> describe(call));
  }

  /** Whether the call goes to a Region that its account has not opted into. */
  boolean isClosed(AwsCall call) {
    return notOptedIn.contains(call.region()) && !enabledOf(call.account()).contains(call.region());
  }

  static WireAnswer refused(AwsCall call) {
    return switch (call.service()) {
      case "ec2" ->
          call.error(
              401, "AuthFailure", "AWS was not able to validate the provided access credentials");
      case "sts" ->
          call.error(
              403, "RegionDisabledException", "STS is not activated in this region for account");
      case "iam" ->
          call.error(
              403,
              "InvalidClientTokenId",
              "The security token included in the request is invalid.");
      case "s3", "s3control" ->
          call.error(400, "InvalidToken", "The provided token is malformed or otherwise invalid.");
      default ->
          call.error(
              400,
              "UnrecognizedClientException",
              "The security token included in the request is invalid.");
    };
  }

  private List<String> enabledOf(String account) {
    return requireNonNullElse(ofAccount.get(account), enabled);
  }

  private WireAnswer describe(AwsCall call) {
    Map<String, String> form = call.request().form();
    Set<String> statuses = new TreeSet<>();
    Set<String> names = new TreeSet<>();
    form.forEach((key, value) -> {
      if (key.startsWith("RegionName.")) {
        names.add(value);
      } else if (key.matches("Filter\\.\\d+\\.Name") && value.equals("opt-in-status")) {
        String values = key.replace("Name", "Value.");
        form.forEach((other, status) -> {
          if (other.startsWith(values)) {
            statuses.add(status);
          }
        });
      }
    });
    List<String> open = enabledOf(call.account());
    Set<String> shown = new TreeSet<>(open);
    if ("true".equals(form.get("AllRegions"))) {
      shown.addAll(notOptedIn);
    }
    String items =
        shown.stream()
            .filter(region -> names.isEmpty() || names.contains(region))
            .filter(region -> statuses.isEmpty() || statuses.contains(status(region, open)))
            .map(region -> item(region, status(region, open)))
            .collect(joining());
    return call.success(
        "<DescribeRegionsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId><regionInfo>"
            + items
            + "</regionInfo></DescribeRegionsResponse>");
  }

  private static String status(String region, List<String> open) {
    if (!open.contains(region)) {
      return "not-opted-in";
    }
    return DEFAULT.contains(region) ? "opt-in-not-required" : "opted-in";
  }

  private static String item(String region, String status) {
    return "<item><regionName>%s</regionName><regionEndpoint>ec2.%s.amazonaws.com</regionEndpoint><optInStatus>%s</optInStatus></item>"
        .formatted(region, region, status);
  }
}
