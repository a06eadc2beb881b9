package io.awsposture.reconcile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.awsposture.OperatorConfig;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.Share;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * Which accounts are this operator's, where several divide the accounts of one installation among
 * them. An account belongs to a shard by its id alone, so that two objects which name the same
 * account always meet in one.
 */
@ApplicationScoped
public class Shards {
  private final int index;
  private final int count;

  @Inject
  Shards(OperatorConfig config) {
    this(config.shards().index(), config.shards().count());
  }

  /**
   * Shard {@code index} of {@code count}.
   *
   * @throws IllegalArgumentException where there is no such shard
   */
  Shards(int index, int count) {
    if (count < 1 || index < 0 || index >= count) {
      throw new IllegalArgumentException(
          "there is no shard "
              + index
              + " of "
              + count
              + ": AWSPOSTURE_SHARDS_COUNT must be 1 or more, and AWSPOSTURE_SHARDS_INDEX from 0 to"
              + " one less");
    }
    this.index = index;
    this.count = count;
  }

  /** Which shard this is, from 0 on. */
  int index() {
    return index;
  }

  /** How many shards there are. */
  int count() {
    return count;
  }

  /** Whether an account is this shard's. */
  boolean owns(String accountId) {
    return shardOf(accountId, count) == index;
  }

  /** Whether an object's account is this shard's. */
  boolean owns(AwsAccount account) {
    return owns(account.getSpec().accountId());
  }

  /** Who says what of an object that names these accounts, and has these shares so far. */
  <S extends Share> Sharing<S> naming(Collection<String> accountIds, List<S> held) {
    SortedSet<Integer> concerned =
        accountIds.stream()
            .map(id -> shardOf(id, count))
            .collect(Collectors.toCollection(TreeSet::new));
    return new Sharing<>(concerned, this, held);
  }

  /** Who says what of an object that any account may use, and has these shares so far. */
  <S extends Share> Sharing<S> ofAll(List<S> held) {
    return new Sharing<>(
        IntStream.range(0, count).boxed().collect(Collectors.toCollection(TreeSet::new)),
        this,
        held);
  }

  /** This shard's part of a number that holds for all shards together: 1 at least, of 0 none. */
  int part(int whole) {
    return Math.min(whole, Math.max(1, whole / count));
  }

  /**
   * The shard of an account: the CRC-32 of its 12 digits, modulo the number of shards. Account ids
   * are handed out at random, but people who make up ids for a test are not.
   */
  static int shardOf(String accountId, int count) {
    CRC32 hash = new CRC32();
    hash.update(accountId.getBytes(US_ASCII));
    return (int) (hash.getValue() % count);
  }
}
