package io.awsposture.cli.iam;

import io.awsposture.plan.Grant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * One statement of an identity-based policy.
 *
 * @param sid of letters and digits
 * @param resources may hold the stand-ins of {@link Grant}
 * @param conditions as those of {@link Grant}; all must hold
 */
record Statement(
    String sid,
    boolean allows,
    SortedSet<String> actions,
    SortedSet<String> resources,
    SortedMap<String, SortedSet<String>> conditions) {

  /** What no posture ever takes: the write role refuses it even where another policy allows it. */
  private static final Set<String> NEVER =
      Set.of(
          "cloudtrail:DeleteTrail",
          "cloudtrail:StopLogging",
          "config:DeleteConfigurationRecorder",
          "guardduty:DeleteDetector",
          "iam:CreateAccessKey",
          "iam:CreateUser",
          "kms:ScheduleKeyDeletion",
          "macie2:DisableMacie",
          "s3:BypassGovernanceRetention",
          "s3:DeleteBucket",
          "securityhub:DisableSecurityHub");

  private record Where(
      SortedSet<String> resources, SortedMap<String, SortedSet<String>> conditions) {}

  static Statement never() {
    return new Statement(
        "NeverWeaken", false, new TreeSet<>(NEVER), new TreeSet<>(Set.of("*")), new TreeMap<>());
  }

  static Statement reads(SortedSet<String> actions) {
    return new Statement("ReadPosture", true, actions, new TreeSet<>(Set.of("*")), new TreeMap<>());
  }

  /** What is allowed on the same terms stands in one statement; the widest comes first. */
  static List<Statement> of(Collection<Grant> grants) {
    Map<Where, SortedSet<String>> byTerms = new LinkedHashMap<>();
    grants.stream()
        .sorted(java.util.Comparator.comparing(Statement::order))
        .forEach(grant ->
            byTerms
                .computeIfAbsent(
                    new Where(grant.resources(), grant.conditions()), _ -> new TreeSet<>())
                .add(grant.action()));
    Map<String, Integer> named = new LinkedHashMap<>();
    return byTerms.entrySet().stream()
        .map(entry -> {
          Where where = entry.getKey();
          String name = name(where, entry.getValue());
          int twin = named.merge(name, 1, Integer::sum);
          return new Statement(
              twin == 1 ? name : name + twin,
              true,
              entry.getValue(),
              where.resources(),
              where.conditions());
        })
        .toList();
  }

  private static String order(Grant grant) {
    boolean plain = grant.equals(Grant.of(grant.action()));
    return (plain ? "0" : "1") + grant.action() + grant.resources() + grant.conditions();
  }

  private static String name(Where where, SortedSet<String> actions) {
    boolean plain = where.equals(new Where(new TreeSet<>(Set.of("*")), new TreeMap<>()));
    return plain
        ? "ChangePosture"
        : actions.stream()
            .map(action -> action.substring(action.indexOf(':') + 1))
            .collect(java.util.stream.Collectors.joining("And"));
  }

  Statement withActions(Collection<String> some) {
    return new Statement(sid, allows, new TreeSet<>(some), resources, conditions);
  }

  /** As IAM writes it. */
  Map<String, Object> tree(UnaryOperator<String> text) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("Sid", sid);
    tree.put("Effect", allows ? "Allow" : "Deny");
    tree.put("Action", List.copyOf(actions));
    tree.put("Resource", oneOrMany(resources, text));
    if (!conditions.isEmpty()) {
      Map<String, Object> equal = new LinkedHashMap<>();
      conditions.forEach((key, values) -> equal.put(key, oneOrMany(values, text)));
      tree.put("Condition", Map.of("StringEquals", equal));
    }
    return tree;
  }

  private static Object oneOrMany(SortedSet<String> values, UnaryOperator<String> text) {
    List<String> all = values.stream().map(text).toList();
    return all.size() == 1 ? all.getFirst() : all;
  }
}
