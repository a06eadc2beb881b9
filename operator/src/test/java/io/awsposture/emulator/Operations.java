package io.awsposture.emulator;

import static java.util.Map.entry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.regex.Pattern;

/** Names the operation of a request. */
final class Operations {
  private static final List<Entry<Pattern, String>> GUARDDUTY =
      List.of(
          route("GET /detector", "ListDetectors"),
          route("POST /detector", "CreateDetector"),
          route("GET /detector/[^/]+", "GetDetector"),
          route("POST /detector/[^/]+", "UpdateDetector"),
          route("DELETE /detector/[^/]+", "DeleteDetector"),
          route("GET /detector/[^/]+/administrator", "GetAdministratorAccount"),
          route(
              "POST /detector/[^/]+/administrator/disassociate",
              "DisassociateFromAdministratorAccount"),
          route("GET /detector/[^/]+/member", "ListMembers"),
          route("POST /detector/[^/]+/member", "CreateMembers"),
          route("POST /detector/[^/]+/member/get", "GetMembers"),
          route("POST /detector/[^/]+/member/detector/update", "UpdateMemberDetectors"),
          route("GET /detector/[^/]+/admin", "DescribeOrganizationConfiguration"),
          route("POST /detector/[^/]+/admin", "UpdateOrganizationConfiguration"),
          route("GET /admin", "ListOrganizationAdminAccounts"),
          route("POST /admin/enable", "EnableOrganizationAdminAccount"),
          route("POST /admin/disable", "DisableOrganizationAdminAccount"),
          route("GET /tags/.+", "ListTagsForResource"),
          route("POST /tags/.+", "TagResource"),
          route("DELETE /tags/.+", "UntagResource"));

  private static final List<Entry<Pattern, String>> S3_CONTROL =
      List.of(
          route("GET /v20180820/configuration/publicAccessBlock", "GetPublicAccessBlock"),
          route("PUT /v20180820/configuration/publicAccessBlock", "PutPublicAccessBlock"),
          route("DELETE /v20180820/configuration/publicAccessBlock", "DeletePublicAccessBlock"));

  /** The query parameters of S3 that name a part of a bucket, and how operations call that part. */
  private static final Map<String, String> BUCKET_PARTS =
      Map.ofEntries(
          entry("acl", "BucketAcl"),
          entry("encryption", "BucketEncryption"),
          entry("lifecycle", "BucketLifecycleConfiguration"),
          entry("location", "BucketLocation"),
          entry("logging", "BucketLogging"),
          entry("notification", "BucketNotificationConfiguration"),
          entry("object-lock", "ObjectLockConfiguration"),
          entry("ownershipControls", "BucketOwnershipControls"),
          entry("policy", "BucketPolicy"),
          entry("policyStatus", "BucketPolicyStatus"),
          entry("publicAccessBlock", "PublicAccessBlock"),
          entry("replication", "BucketReplication"),
          entry("tagging", "BucketTagging"),
          entry("versioning", "BucketVersioning"));

  private static final Set<String> QUERY_SERVICES = Set.of("ec2", "iam", "sts");

  private Operations() {}

  /** The operation's name; method and path where the tables do not know the route. */
  static String of(String service, WireRequest request) {
    String target = request.header("X-Amz-Target");
    if (!target.isEmpty()) {
      return target.substring(target.lastIndexOf('.') + 1);
    }
    if (QUERY_SERVICES.contains(service)) {
      return request
          .form()
          .getOrDefault("Action", request.query().getOrDefault("Action", "unknown"));
    }
    return switch (service) {
      case "guardduty" -> routed(GUARDDUTY, request);
      case "s3control" -> routed(S3_CONTROL, request);
      case "s3" -> ofBucket(request);
      default -> line(request);
    };
  }

  private static String ofBucket(WireRequest request) {
    String verb = capitalized(request.method());
    for (String parameter : request.query().keySet()) {
      String part = BUCKET_PARTS.get(parameter);
      if (part != null) {
        return verb + part;
      }
    }
    String path = request.path();
    if (path.equals("/")) {
      return "ListBuckets";
    }
    boolean object = path.replaceAll("^/|/$", "").contains("/");
    if (object) {
      return verb + "Object";
    }
    return switch (request.method()) {
      case "PUT" -> "CreateBucket";
      case "GET" -> request.query().containsKey("list-type") ? "ListObjectsV2" : "ListObjects";
      default -> verb + "Bucket";
    };
  }

  private static String routed(List<Entry<Pattern, String>> routes, WireRequest request) {
    String line = line(request);
    return routes.stream()
        .filter(route -> route.getKey().matcher(line).matches())
        .map(Entry::getValue)
        .findFirst()
        .orElse(line);
  }

  private static String line(WireRequest request) {
    return request.method() + " " + request.path();
  }

  private static String capitalized(String method) {
    return method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
  }

  private static Entry<Pattern, String> route(String pattern, String operation) {
    return entry(Pattern.compile(pattern), operation);
  }
}
