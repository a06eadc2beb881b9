package io.awsposture.api.v1alpha1;

import java.util.List;

/** The status of an object that may speak of accounts of several shards. */
public interface SharedStatus {
  /** What each shard knows; empty where one has all the accounts. */
  List<? extends Share> shards();
}
