package io.awsposture.emulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out what a request asks for. */
final class CallReader {
  private static final Pattern CREDENTIAL =
      Pattern.compile("Credential=([^/]+)/\\d+/([^/]+)/([^/]+)/aws4_request");

  private final Accounts accounts;

  CallReader(Accounts accounts) {
    this.accounts = accounts;
  }

  AwsCall read(WireRequest request) {
    Matcher credential = CREDENTIAL.matcher(request.header("Authorization"));
    if (!credential.find()) {
      // Only the calls that trade a web identity for a session carry no signature.
      return new AwsCall(
          request, "sts", Operations.of("sts", request), "unsigned", Accounts.DEFAULT);
    }
    String signed = credential.group(3);
    boolean control = signed.equals("s3") && request.path().startsWith("/v20180820/");
    String service = control ? "s3control" : signed;
    return new AwsCall(
        request,
        service,
        Operations.of(service, request),
        credential.group(2),
        accounts.of(credential.group(1)));
  }
}
