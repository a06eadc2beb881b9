package io.awsposture.api.v1alpha1;

/**
 * What one of several shards knows of an object that speaks of accounts of more than one. Each
 * shard writes its own, and one of them adds all up.
 */
public interface Share {
  /** Which shard it is, from 0 on. */
  int shard();

  /** How many shards there were when it was written; it counts while that is so. */
  int of();
}
