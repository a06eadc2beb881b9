package io.awsposture.emulator;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** EBS: the default key can be read back, and snapshots are selected by who may restore them. */
final class EbsCorrections {
  private static final Pattern KEY = Pattern.compile("<kmsKeyId>([^<]+)</kmsKeyId>");
  private static final Pattern SNAPSHOT = Pattern.compile("<snapshotId>([^<]+)</snapshotId>");

  private final Map<Place, String> defaultKeys = new ConcurrentHashMap<>();

  void addTo(Map<String, Correction> byCall) {
    byCall.put("ec2:ModifyEbsDefaultKmsKeyId", this::modify);
    byCall.put("ec2:GetEbsDefaultKmsKeyId", (call, moto) -> defaultKey(call));
    byCall.put(
        "ec2:ResetEbsDefaultKmsKeyId",
        (call, moto) -> {
          defaultKeys.remove(call.place());
          return defaultKey(call);
        });
    byCall.put("ec2:DescribeSnapshots", EbsCorrections::snapshots);
  }

  private WireAnswer modify(AwsCall call, Moto moto) throws IOException {
    WireAnswer answer = moto.answer(call);
    KEY.matcher(answer.text())
        .results()
        .findFirst()
        .ifPresent(key -> defaultKeys.put(call.place(), key.group(1)));
    return answer;
  }

  private WireAnswer defaultKey(AwsCall call) {
    String key = requireNonNullElse(defaultKeys.get(call.place()), "alias/aws/ebs");
    return call.success(
        "<%1$sResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><kmsKeyId>%2$s</kmsKeyId></%1$sResponse>"
            .formatted(call.operation(), key));
  }

  /**
   * Asks moto for the rest by id, because its filter of ids works and that of restorers is ignored.
   */
  private static WireAnswer snapshots(AwsCall call, Moto moto) throws IOException {
    WireAnswer answer = moto.answer(call);
    String restorer = call.request().form().get("RestorableBy.1");
    if (!answer.ok() || restorer == null) {
      return answer;
    }
    Map<String, String> selected = new LinkedHashMap<>();
    for (String id : SNAPSHOT.matcher(answer.text()).results().map(EbsCorrections::id).toList()) {
      if (restorer.equals("self") || isRestorable(call, moto, id, restorer)) {
        selected.put("SnapshotId." + (selected.size() + 1), id);
      }
    }
    if (selected.isEmpty()) {
      return call.success(
          "<DescribeSnapshotsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><snapshotSet/></DescribeSnapshotsResponse>");
    }
    return moto.answer(call, call.request().withBody(form("DescribeSnapshots", selected)));
  }

  private static boolean isRestorable(AwsCall call, Moto moto, String id, String restorer)
      throws IOException {
    String attribute =
        form(
            "DescribeSnapshotAttribute",
            Map.of("SnapshotId", id, "Attribute", "createVolumePermission"));
    String permissions = moto.answer(call, call.request().withBody(attribute)).text();
    return permissions.contains("<group>all</group>")
        || permissions.contains("<userId>" + restorer + "</userId>");
  }

  private static String id(MatchResult snapshot) {
    return snapshot.group(1);
  }

  private static String form(String action, Map<String, String> parameters) {
    return "Action="
        + action
        + "&Version=2016-11-15"
        + parameters.entrySet().stream()
            .map(parameter -> "&" + parameter.getKey() + "=" + parameter.getValue())
            .collect(Collectors.joining());
  }
}
