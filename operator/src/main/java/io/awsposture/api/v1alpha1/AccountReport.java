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
 * A part of what is off in an account and what would mend it, nothing left out. Written by the
 * operator alone. The printer columns appear in the order written here.
 */
@Group("awsposture.io")
@Version("v1alpha1")
@ShortNames("acctreport")
@Categories("awsposture")
@JsonClassDescription(
    "All that is off in an account and all that would mend it, nothing left out, in as many parts as"
        + " it takes. Written by the operator alone, after each scan that found anything else;"
        + " deleted with its AwsAccount.")
@AdditionalPrinterColumn(
    name = "ACCOUNT",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.accountId")
@AdditionalPrinterColumn(
    name = "PART",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".spec.part")
@AdditionalPrinterColumn(
    name = "PARTS",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".spec.parts")
@AdditionalPrinterColumn(
    name = "FINDINGS",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".spec.totalFindings")
@AdditionalPrinterColumn(
    name = "CHANGES",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".spec.totalChanges")
@AdditionalPrinterColumn(
    name = "PLAN",
    type = AdditionalPrinterColumn.Type.STRING,
    jsonPath = ".spec.planHash")
@AdditionalPrinterColumn(
    name = "AGE",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
public final class AccountReport extends CustomResource<AccountReportSpec, Void>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  /** The label with the name of the AwsAccount, by which its parts are found. */
  public static final String ACCOUNT_LABEL = "awsposture.io/account";

  /** So many findings and changes together are in one part at most. */
  public static final int MOST_ENTRIES = 400;
}
