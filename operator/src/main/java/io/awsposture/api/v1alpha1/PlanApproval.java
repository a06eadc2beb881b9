package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * Consent to named changes of planned ones. The printer columns appear in the order written here.
 */
@Group("awsposture.io")
@Version("v1alpha1")
@ShortNames("approval")
@Categories("awsposture")
@JsonClassDescription(
    "Consent to changes that are named one by one, in AwsAccounts of its own namespace. Cannot be"
        + " changed, and lapses after 7 days.")
@AdditionalPrinterColumn(
    name = "APPLIED",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.applied")
@AdditionalPrinterColumn(
    name = "REMAINING",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.remaining")
@AdditionalPrinterColumn(
    name = "DROPPED",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.dropped")
@AdditionalPrinterColumn(
    name = "STATE",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Applied\")].reason")
// A date of the future is shown as invalid in a column of type date.
@AdditionalPrinterColumn(
    name = "EXPIRES",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.expiresAt")
@AdditionalPrinterColumn(
    name = "AGE",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
public final class PlanApproval extends CustomResource<PlanApprovalSpec, PlanApprovalStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;
}
