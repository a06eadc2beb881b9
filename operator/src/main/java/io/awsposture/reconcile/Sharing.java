package io.awsposture.reconcile;

import io.awsposture.api.v1alpha1.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;

/**
 * Who says what of an object that speaks of accounts of several shards: each shard that has such an
 * account writes its share, and the first of them adds all up. Where one shard has all of them it
 * writes the whole at once, and no share.
 *
 * @param concerned the shards that have an account which the object speaks of; one at least
 * @param shards which of them this is
 * @param held the shares that the object has
 */
record Sharing<S extends Share>(SortedSet<Integer> concerned, Shards shards, List<S> held) {

  /** Whether this shard has anything to say of the object. */
  boolean concernsUs() {
    return concerned.contains(shards.index());
  }

  /** Whether others have something to say of it too. */
  boolean isDivided() {
    return concerned.size() > 1;
  }

  /** Whether this shard writes what all say together. */
  boolean isOursToAddUp() {
    return concerned.first() == shards.index();
  }

  /** Whether the object has this share already. */
  boolean holds(S share) {
    return held.contains(share);
  }

  /** Whether the object never had a share of this shard. */
  boolean isNew() {
    return held.stream().noneMatch(share -> share.shard() == shards.index());
  }

  /** What is known by all, this shard's share being as it is now. */
  List<S> known(S ours) {
    List<S> known = new ArrayList<>(List.of(ours));
    held.stream()
        .filter(share -> share.shard() != shards.index())
        .filter(this::counts)
        .forEach(known::add);
    known.sort(Comparator.comparingInt(Share::shard));
    return known;
  }

  /** Whether every shard has said what it knows, of those that have something to say. */
  boolean isComplete() {
    return concerned.stream()
        .filter(shard -> shard != shards.index())
        .allMatch(
            shard -> held.stream().anyMatch(share -> share.shard() == shard && counts(share)));
  }

  /** Shares of those who have nothing to say any more. */
  List<S> stale() {
    return held.stream()
        .filter(share -> !isDivided() || !concerned.contains(share.shard()))
        .toList();
  }

  /** A share from when there were more or fewer shards speaks of other accounts. */
  private boolean counts(S share) {
    return share.of() == shards.count() && concerned.contains(share.shard());
  }
}
