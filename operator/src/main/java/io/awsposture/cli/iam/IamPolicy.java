package io.awsposture.cli.iam;

import io.awsposture.plan.Grant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** An identity-based policy, for a managed policy or several. */
public record IamPolicy(List<Statement> statements) {
  /** Characters of a managed policy, white space not counted (AWS IAM, "IAM and STS quotas"). */
  public static final int LONGEST = 6_144;

  /** As long as the partition and account that stand where the stand-ins stood. */
  private static final UnaryOperator<String> LONG =
      text -> text.replace(Grant.PARTITION, "aws-us-gov").replace(Grant.ACCOUNT, "111122223333");

  /** Lets a role read, on everything. */
  public static IamPolicy reading(SortedSet<String> actions) {
    return new IamPolicy(List.of(Statement.reads(actions)));
  }

  /** Lets a role change things, and refuses whatever would weaken the account. */
  public static IamPolicy writing(Collection<Grant> grants) {
    return new IamPolicy(
        Stream.concat(Statement.of(grants).stream(), Stream.of(Statement.never())).toList());
  }

  /**
   * The same in as few policies as are none longer than this; one where it is short enough. A
   * statement that is longer by itself is divided by its actions.
   */
  public List<IamPolicy> within(int longest) {
    List<IamPolicy> policies = new ArrayList<>();
    List<Statement> open = new ArrayList<>();
    for (Statement whole : statements) {
      for (Statement part : parts(whole, longest)) {
        List<Statement> more = new ArrayList<>(open);
        more.add(part);
        if (!open.isEmpty() && new IamPolicy(more).length() > longest) {
          policies.add(new IamPolicy(List.copyOf(open)));
          open.clear();
        }
        open.add(part);
      }
    }
    policies.add(new IamPolicy(List.copyOf(open)));
    return policies;
  }

  private static List<Statement> parts(Statement whole, int longest) {
    if (new IamPolicy(List.of(whole)).length() <= longest || whole.actions().size() == 1) {
      return List.of(whole);
    }
    List<String> actions = List.copyOf(whole.actions());
    int half = actions.size() / 2;
    return Stream.of(actions.subList(0, half), actions.subList(half, actions.size()))
        .flatMap(some -> parts(whole.withActions(some), longest).stream())
        .toList();
  }

  /** Characters that count against {@link #LONGEST}. */
  public int length() {
    return PolicyText.compact(tree(LONG)).length();
  }

  /**
   * As IAM writes it.
   *
   * @param text puts something in place of the stand-ins of {@link Grant}
   */
  public Map<String, Object> tree(UnaryOperator<String> text) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("Version", "2012-10-17");
    tree.put("Statement", statements.stream().map(it -> it.tree(text)).toList());
    return tree;
  }
}
