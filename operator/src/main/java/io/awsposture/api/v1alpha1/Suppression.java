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
 * An accepted risk: which findings, why, until when. The printer columns appear in the order
 * written here.
 */
@Group("awsposture.io")
@Version("v1alpha1")
@ShortNames("suppress")
@Categories("awsposture")
@JsonClassDescription(
    "An accepted risk: which findings of which accounts are not held against them, why, and until"
        + " when. It covers AwsAccounts of its own namespace.")
@AdditionalPrinterColumn(
    name = "CONTROLS",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.controls")
@AdditionalPrinterColumn(
    name = "OWNER",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.owner")
// A column of type date shows <invalid> for what lies ahead.
@AdditionalPrinterColumn(
    name = "EXPIRES",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.expiresAt")
@AdditionalPrinterColumn(
    name = "ACTIVE",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Active\")].status")
@AdditionalPrinterColumn(
    name = "FINDINGS",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.matched.findings")
@AdditionalPrinterColumn(
    name = "AGE",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
public final class Suppression extends CustomResource<SuppressionSpec, SuppressionStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;
}
