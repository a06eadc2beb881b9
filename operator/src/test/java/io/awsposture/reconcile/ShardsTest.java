package io.awsposture.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.BaselineAccounts;
import io.awsposture.api.v1alpha1.BaselineShare;
import io.awsposture.api.v1alpha1.ScoreSum;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Which shard an account belongs to, and who says what of objects that several have a part in. */
class ShardsTest {
  private static final String ZERO = "111122223333";
  private static final String ONE = "444455556666";

  @Test
  void anAccountBelongsToJustOneShard() {
    for (String id : List.of(ZERO, ONE, "000000000000", "999999999999")) {
      assertThat(IntStream.range(0, 7).filter(index -> new Shards(index, 7).owns(id)).count())
          .as(id)
          .isEqualTo(1);
      assertThat(new Shards(0, 1).owns(id)).isTrue();
    }
  }

  /** Of a change of this hash every account would be another shard's, in a running fleet. */
  @Test
  void theHashIsForever() {
    assertThat(Shards.shardOf(ZERO, 2)).isEqualTo(0);
    assertThat(Shards.shardOf(ONE, 2)).isEqualTo(1);
    assertThat(Shards.shardOf("123456789012", 1000)).isEqualTo(270);
  }

  @Test
  void accountsAreSpreadEvenlyEvenWhereTheirIdsAreNotRandom() {
    Map<Integer, Long> accounts =
        LongStream.range(0, 10_000)
            .mapToObj(i -> "%012d".formatted(100_000_000_000L + 10 * i))
            .collect(Collectors.groupingBy(id -> Shards.shardOf(id, 10), Collectors.counting()));

    assertThat(accounts).hasSize(10);
    assertThat(accounts.values()).allSatisfy(it -> assertThat(it).isBetween(850L, 1150L));
  }

  @Test
  void thereIsNoShardBesides() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Shards(3, 3))
        .withMessageContaining("there is no shard 3 of 3");
    assertThatIllegalArgumentException().isThrownBy(() -> new Shards(-1, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> new Shards(0, 0));
  }

  @Test
  void budgetsAreDivided() {
    assertThat(new Shards(0, 1).part(200)).isEqualTo(200);
    assertThat(new Shards(2, 3).part(200)).isEqualTo(66);
    assertThat(new Shards(2, 3).part(2)).isEqualTo(1);
    assertThat(new Shards(0, 1).part(0)).as("who allows nothing is given nothing").isZero();
    assertThat(new Shards(2, 3).part(0)).isZero();
  }

  @Test
  void theCacheKeepsAccountsOfThisShardOnly() {
    OwnAccounts store = new OwnAccounts(new Shards(0, 2));

    store.put("security/ours", account("ours", ZERO));
    store.put("security/theirs", account("theirs", ONE));
    assertThat(store.keySet()).containsExactly("security/ours");

    store.put("security/ours", account("ours", ONE));
    assertThat(store.size()).as("made again for another account").isZero();
  }

  @Test
  void oneShardSaysAllWhereItHasAllAccounts() {
    Sharing<BaselineShare> alone = new Shards(0, 2).naming(List.of(ZERO), List.of());

    assertThat(alone.concernsUs()).isTrue();
    assertThat(alone.isDivided()).isFalse();
    assertThat(alone.isOursToAddUp()).isTrue();
    assertThat(alone.isComplete()).isTrue();
    assertThat(new Shards(1, 2).naming(List.of(ZERO), List.of()).concernsUs()).isFalse();
    assertThat(new Shards(0, 1).ofAll(List.of()).isDivided()).isFalse();
  }

  @Test
  void theFirstConcernedAddsUpWhatAllOfTheSameDivisionSay() {
    BaselineShare ours = share(0, 2, 5);
    BaselineShare theirs = share(1, 2, 7);
    BaselineShare outdated = share(1, 3, 90);

    Sharing<BaselineShare> both = new Shards(0, 2).naming(List.of(ONE, ZERO), List.of(theirs));
    assertThat(both.isOursToAddUp()).isTrue();
    assertThat(both.isNew()).isTrue();
    assertThat(both.holds(ours)).isFalse();
    assertThat(both.isComplete()).isTrue();
    assertThat(both.known(ours)).containsExactly(ours, theirs);

    Sharing<BaselineShare> early = new Shards(0, 2).ofAll(List.of(ours, outdated));
    assertThat(early.isNew()).isFalse();
    assertThat(early.isComplete()).as("the other has not spoken since").isFalse();
    assertThat(early.known(share(0, 2, 6)))
        .extracting(it -> it.accounts().total())
        .containsExactly(6);
    assertThat(new Shards(1, 2).ofAll(List.of(ours)).isOursToAddUp()).isFalse();
  }

  @Test
  void whoHasNothingToSayAnyMoreIsNamed() {
    BaselineShare third = share(2, 3, 4);
    List<BaselineShare> held = List.of(share(0, 2, 1), share(1, 2, 1), third);

    assertThat(new Shards(0, 2).ofAll(held).stale()).containsExactly(third);
    assertThat(new Shards(0, 1).ofAll(held).stale()).isEqualTo(held);
  }

  private static BaselineShare share(int shard, int of, int accounts) {
    return new BaselineShare(
        shard,
        of,
        new BaselineAccounts(accounts, 0, 0, 0, accounts),
        List.of(new ScoreSum(null, accounts, 100L * accounts, 100)));
  }

  private static AwsAccount account(String name, String id) {
    AwsAccount account = new AwsAccount();
    account.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace("security").build());
    account.setSpec(SampleSpec.of(id));
    return account;
  }
}
