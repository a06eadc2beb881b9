package io.awsposture.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The root user, whom moto does not know: in the account summary, the MFA devices and the
 * credential report.
 */
final class RootCorrections {
  private static final Pattern CONTENT = Pattern.compile("<Content>([^<]*)</Content>");

  private final Map<String, Root> roots = new ConcurrentHashMap<>();

  void change(String account, UnaryOperator<Root> change) {
    roots.compute(account, (key, root) -> change.apply(requireNonNullElse(root, Root.NEW)));
  }

  void addTo(Map<String, Correction> byCall) {
    byCall.put("iam:GetAccountSummary", this::summary);
    byCall.put("iam:ListVirtualMFADevices", this::devices);
    byCall.put("iam:GetCredentialReport", this::report);
  }

  private Root of(AwsCall call) {
    return requireNonNullElse(roots.get(call.account()), Root.NEW);
  }

  private WireAnswer summary(AwsCall call, Moto moto) throws IOException {
    Root root = of(call);
    WireAnswer answer = moto.answer(call);
    String without =
        answer
            .text()
            .replaceAll(
                "<entry><key>Account(MFAEnabled|AccessKeysPresent|SigningCertificatesPresent)</key><value>\\d+</value></entry>",
                "");
    return answer.withBody(
        without.replace(
            "</SummaryMap>",
            entry("AccountPasswordPresent", root.password())
                + entry("AccountMFAEnabled", root.mfa())
                + entry("AccountAccessKeysPresent", root.accessKeys() > 0)
                + entry("AccountSigningCertificatesPresent", root.signingCertificates() > 0)
                + "</SummaryMap>"));
  }

  private static String entry(String key, boolean value) {
    return "<entry><key>%s</key><value>%d</value></entry>".formatted(key, value ? 1 : 0);
  }

  private WireAnswer devices(AwsCall call, Moto moto) throws IOException {
    WireAnswer answer = moto.answer(call);
    boolean unassigned = "Unassigned".equals(call.request().form().get("AssignmentStatus"));
    if (!answer.ok() || unassigned || !of(call).virtualMfa()) {
      return answer;
    }
    String device =
        """
        <member><SerialNumber>arn:aws:iam::%1$s:mfa/root-account-mfa-device</SerialNumber>\
        <EnableDate>2024-01-01T00:00:00Z</EnableDate><User><Path>/</Path><UserName></UserName><UserId>%1$s</UserId>\
        <Arn>arn:aws:iam::%1$s:root</Arn><CreateDate>2020-01-01T00:00:00Z</CreateDate></User></member>\
        """
            .formatted(call.account());
    return answer.withBody(
        answer
            .text()
            .replace("<VirtualMFADevices/>", "<VirtualMFADevices></VirtualMFADevices>")
            .replace("<VirtualMFADevices>", "<VirtualMFADevices>" + device));
  }

  /**
   * Adds the root row, which AWS puts first, and the real time, for moto's report is always of
   * 2015.
   */
  private WireAnswer report(AwsCall call, Moto moto) throws IOException {
    WireAnswer answer = moto.answer(call);
    Matcher content = CONTENT.matcher(answer.text());
    if (!answer.ok() || !content.find()) {
      return answer;
    }
    String rows = new String(Base64.getMimeDecoder().decode(content.group(1)), UTF_8);
    int header = rows.indexOf('\n') + 1;
    String whole =
        rows.substring(0, header) + row(call.account(), of(call)) + rows.substring(header);
    String encoded = Base64.getEncoder().encodeToString(whole.getBytes(UTF_8));
    return answer.withBody(
        content
            .replaceFirst("<Content>" + encoded + "</Content>")
            .replaceAll(
                "<GeneratedTime>[^<]*</GeneratedTime>",
                "<GeneratedTime>"
                    + Instant.now().truncatedTo(ChronoUnit.SECONDS)
                    + "</GeneratedTime>"));
  }

  private static String row(String account, Root root) {
    String created = "2020-01-01T00:00:00+00:00";
    return String.join(
            ",",
            "<root_account>",
            "arn:aws:iam::" + account + ":root",
            created,
            String.valueOf(root.password()),
            "no_information",
            root.password() ? created : "N/A",
            "not_supported",
            String.valueOf(root.mfa()),
            key(root.accessKeys() > 0),
            key(root.accessKeys() > 1),
            certificate(root.signingCertificates() > 0),
            certificate(root.signingCertificates() > 1))
        + "\n";
  }

  private static String key(boolean active) {
    return active ? "true,2020-01-01T00:00:00+00:00,N/A,N/A,N/A" : "false,N/A,N/A,N/A,N/A";
  }

  private static String certificate(boolean active) {
    return active ? "true,2020-01-01T00:00:00+00:00" : "false,N/A";
  }
}
