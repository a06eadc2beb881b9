package io.awsposture.emulator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows which account an access key belongs to. */
final class Accounts {
  /** Whose keys the emulator takes all unknown ones for. */
  static final String DEFAULT = "123456789012";

  private static final Pattern ACCOUNT_KEY = Pattern.compile("AKIA(\\d{12})");
  private static final Pattern ANSWERED_KEY = Pattern.compile("<AccessKeyId>([^<]+)</AccessKeyId>");
  private static final Pattern ROLE = Pattern.compile("arn:[^:]+:iam::(\\d{12}):role/");

  private final Map<String, String> byKey = new ConcurrentHashMap<>();

  /** The key that stands for an account from the start, for tests that prepare it. */
  static String keyOf(String account) {
    return "AKIA" + account;
  }

  String of(String accessKey) {
    Matcher own = ACCOUNT_KEY.matcher(accessKey);
    return own.matches() ? own.group(1) : byKey.getOrDefault(accessKey, DEFAULT);
  }

  /** Remembers the key that an answered AssumeRole gave out. */
  void learn(AwsCall call, WireAnswer answer) {
    if (call.service().equals("sts") && call.operation().startsWith("AssumeRole") && answer.ok()) {
      Matcher role = ROLE.matcher(call.request().form().getOrDefault("RoleArn", ""));
      Matcher key = ANSWERED_KEY.matcher(answer.text());
      if (role.find() && key.find()) {
        byKey.put(key.group(1), role.group(1));
      }
    }
  }

  void forget() {
    byKey.clear();
  }
}
