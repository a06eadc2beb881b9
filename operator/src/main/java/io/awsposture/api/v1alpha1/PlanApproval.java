package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Consent to named changes of planned ones. */
@Group("awsposture.io")
@Version("v1alpha1")
@ShortNames("approval")
@Categories("awsposture")
@JsonClassDescription(
    "Consent to changes that are named one by one, in AwsAccounts of its own namespace. Cannot be"
        + " changed, and lapses after 7 days.")
public final class PlanApproval extends CustomResource<PlanApprovalSpec, PlanApprovalStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;
}
