package io.awsposture.cli;

import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.cli.PreviewDocument.Change;
import io.awsposture.cli.PreviewDocument.Way;
import io.awsposture.cli.PreviewSections.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The AWS writes of a preview in words. */
final class PreviewWrites {

  private PreviewWrites() {}

  /** Writes that read alike, said once. */
  private record Alike(
      String control, String action, String risks, String before, String after, String more) {}

  /** One item for each account. */
  static List<Item> items(List<Change> changes) {
    Map<String, Map<Alike, List<Change>>> byAccount = new LinkedHashMap<>();
    for (Change change : changes) {
      String more =
          (change.way() == Way.Proposed ? "; waits for approval" : "")
              + (change.cost() == null ? "" : "; cost: " + change.cost())
              + (change.obstacle() == null ? "" : "; blocked: " + change.obstacle());
      byAccount
          .computeIfAbsent(
              change.awsAccount() + " (account " + change.accountId() + ")",
              _ -> new LinkedHashMap<>())
          .computeIfAbsent(
              new Alike(
                  change.control(),
                  change.action(),
                  String.join(", ", change.risks().stream().map(ApiWord::of).toList()),
                  change.before(),
                  change.after(),
                  more),
              _ -> new ArrayList<>())
          .add(change);
    }
    List<Item> items = new ArrayList<>();
    byAccount.forEach((account, groups) -> {
      List<String> sentences = new ArrayList<>();
      List<String> list = new ArrayList<>();
      groups.forEach((alike, all) -> {
        sentences.add(
            alike.control()
                + ": "
                + alike.action()
                + (all.size() == 1 ? "" : " x " + all.size())
                + " ("
                + alike.risks()
                + "): "
                + alike.before()
                + " -> "
                + alike.after()
                + alike.more());
        all.forEach(change ->
            list.add(change.action() + " in " + change.region() + " on " + change.target()));
      });
      items.add(new Item(account, sentences, "writes", list));
    });
    return items;
  }
}
