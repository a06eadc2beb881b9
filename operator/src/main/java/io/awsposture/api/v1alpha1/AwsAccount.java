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
 * One AWS account that is held against a {@link SecurityBaseline}. The printer columns appear in
 * the order written here.
 */
@Group("awsposture.io")
@Version("v1alpha1")
@ShortNames("awsacct")
@Categories("awsposture")
@JsonClassDescription(
    "One AWS account that is held against a security baseline: how to reach it, which Regions of it"
        + " are read, how often, and how far the operator may go.")
@AdditionalPrinterColumn(
    name = "ACCOUNT",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.accountId")
@AdditionalPrinterColumn(
    name = "BASELINE",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.baselineRef.name")
@AdditionalPrinterColumn(
    name = "SCORE",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.score.securityHubPercent")
@AdditionalPrinterColumn(
    name = "FAILING",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.failing.total")
@AdditionalPrinterColumn(
    name = "CRITICAL",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.failing.critical")
@AdditionalPrinterColumn(
    name = "READY",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "COMPLIANT",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Compliant\")].status")
@AdditionalPrinterColumn(
    name = "LAST SCAN",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".status.lastScan.completionTime")
@AdditionalPrinterColumn(
    name = "AGE",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
public final class AwsAccount extends CustomResource<AwsAccountSpec, AwsAccountStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;
}
