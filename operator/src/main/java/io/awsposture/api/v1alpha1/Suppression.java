package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** An accepted risk: which findings, why, until when. */
@Group("awsposture.io")
@Version("v1alpha1")
@ShortNames("suppress")
@Categories("awsposture")
@JsonClassDescription(
    "An accepted risk: which findings of which accounts are not held against them, why, and until"
        + " when. It covers AwsAccounts of its own namespace.")
public final class Suppression extends CustomResource<SuppressionSpec, SuppressionStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;
}
