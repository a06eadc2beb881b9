package io.awsposture.cli.iam;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Policies as files of JSON. */
public final class PolicyFile {
  private PolicyFile() {}

  /** One document. */
  public static String json(Map<String, Object> document) {
    return PolicyText.json(document);
  }

  /**
   * The document of one managed policy; a list of documents where one would be too long.
   *
   * @param text puts something in place of the stand-ins of grants
   */
  public static String json(IamPolicy policy, UnaryOperator<String> text) {
    List<Map<String, Object>> parts =
        policy.within(IamPolicy.LONGEST).stream().map(part -> part.tree(text)).toList();
    return PolicyText.json(parts.size() == 1 ? parts.getFirst() : parts);
  }
}
