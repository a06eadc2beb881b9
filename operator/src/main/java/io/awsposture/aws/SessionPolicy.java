package io.awsposture.aws;

import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The inline policy of a write session: it can only narrow what the role allows (AWS IAM, "Session
 * policies").
 */
final class SessionPolicy {
  private SessionPolicy() {}

  static String allowing(Collection<String> actions) {
    return new TreeSet<>(actions)
        .stream()
            .map(action -> "\"" + action + "\"")
            .collect(
                Collectors.joining(
                    ",",
                    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[",
                    "],\"Resource\":\"*\"}]}"));
  }
}
