package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * What accounts must look like: which controls, in which mode, and the configuration they are
 * judged by. The printer columns appear in the order written here.
 */
@Group("awsposture.io")
@Version("v1alpha1")
@ShortNames("baseline")
@Categories("awsposture")
@JsonClassDescription(
    "What AWS accounts must look like: which controls are asked for, in which mode, and the"
        + " configuration they are judged by and mended to.")
@ValidationRule(
    value =
        "!has(self.spec.extends) || has(self.spec.extends.__namespace__)"
            + " || self.spec.extends.name != self.metadata.name",
    fieldPath = ".spec.extends.name",
    message =
        "a baseline cannot extend itself: name another baseline, or the namespace of one with the"
            + " same name")
@AdditionalPrinterColumn(
    name = "MODE",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.mode")
@AdditionalPrinterColumn(
    name = "ACCOUNTS",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.accounts.total")
@AdditionalPrinterColumn(
    name = "COMPLIANT",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.accounts.compliant")
@AdditionalPrinterColumn(
    name = "SCORE",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.score.meanPercent")
@AdditionalPrinterColumn(
    name = "READY",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "AGE",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
public final class SecurityBaseline
    extends CustomResource<SecurityBaselineSpec, SecurityBaselineStatus> implements Namespaced {
  private static final long serialVersionUID = 1L;
}
