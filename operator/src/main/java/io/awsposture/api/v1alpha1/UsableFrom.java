package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** From where a baseline may be used. */
public enum UsableFrom {
  /** By accounts and baselines of its own namespace. */
  @JsonProperty("SameNamespace")
  SAME_NAMESPACE,

  /** By accounts and baselines of every namespace. */
  @JsonProperty("AllNamespaces")
  ALL_NAMESPACES
}
